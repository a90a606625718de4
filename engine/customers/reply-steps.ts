import type { ReasonArgs } from '../../triggers/gates/contract.ts';
import type { StepName } from '../outcomes/contract.ts';
import { REASON, withReason } from '../outcomes/reasons.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import type { ReplyStep } from './contract.ts';

/** What comes later in the life of a message, whichever row was stored first. One that failed may be sent again. */
const ORDER: readonly StepName[] = [
  ...(['queued', 'deferred', 'attempted', 'held-back', 'expired', 'failed', 'uncertain', 'sent'] as const),
  ...(['delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained'] as const),
];

/** Reads how far replies by people came, by their ids; one whose steps are not stored yet is missing. */
export async function readReplySteps(
  store: Pick<OutcomeStore, 'query'>,
  ids: readonly string[],
  replies: readonly string[],
): Promise<ReadonlyMap<string, ReplyStep>> {
  if (replies.length === 0) return new Map();
  const furthest = new Map<string, StepRow>();
  for (const row of await store.query<StepRow>(SQL, { ids, replies })) {
    const known = furthest.get(row.id);
    if (!known || ORDER.indexOf(row.step) > ORDER.indexOf(known.step)) furthest.set(row.id, row);
  }
  return new Map([...furthest].map(([id, row]) => [id, stepOf(row)]));
}

interface StepRow {
  readonly id: string;
  readonly step: StepName;
  readonly reason: string;
  readonly code: string;
  readonly args: string;
  readonly words?: string;
}

const SQL = `
    SELECT signal AS id, replaceOne(told.step, 'reply-', '') AS step, reason, ${REASON}
    FROM outcomes AS told
    WHERE customer IN {ids:Array(String)} AND startsWith(told.step, 'reply-') AND signal IN {replies:Array(String)}`;

/** What a provider says of one that it took is its id, and no reason. */
function stepOf(row: StepRow): ReplyStep {
  const { step, code } = row;
  const { reason, args, words } = withReason(row);
  if (step === 'sent') return { step };
  return {
    step,
    ...(reason !== '' && { reason }),
    ...(code !== '' && { code, args: args as unknown as ReasonArgs }),
    ...(words !== undefined && { words }),
  };
}
