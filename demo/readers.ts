import type { Outcome } from '../engine/outcomes/contract.ts';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { shareOf } from '../triggers/hash.ts';
import { MINUTE_MS } from './day/happening.ts';
import { READER } from './reckon.ts';

const OPENED_SHARE = 0.45;
const CLICKED_SHARE = 0.3;

/** What the reader of a mail does with it later in the day; the same mail is always read alike. */
export function reactionsTo({ step, channel, decision, customer, at }: Outcome): readonly RecordedSignal[] {
  if (step !== 'sent' || channel !== 'email' || shareOf(`open ${decision}`) >= OPENED_SHARE) return [];
  const openedAt = Math.round(at + (3 + 55 * shareOf(`when ${decision}`) ** 2) * MINUTE_MS);
  const tell = (state: string, when: number): RecordedSignal => ({
    id: `${READER}${state}.${decision}`,
    kind: 'message',
    customer,
    at: when,
    value: { delivery: decision, state, channel },
  });
  const opened = tell('opened', openedAt);
  return shareOf(`click ${decision}`) < CLICKED_SHARE ? [opened, tell('clicked', openedAt + MINUTE_MS)] : [opened];
}
