import type { Reason } from '../../triggers/gates/contract.ts';
import { FAILURES } from '../../triggers/reasons/failures.ts';
import { rootOf, stepOf, withStep } from '../../triggers/state/steps.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { DeliverParts } from './deliver-parts.ts';

/** A message waits so long for the one before it to be taken back: its own time is short. */
const TAKE_BACK_MS = 3_000;

/**
 * Takes the message of the channel before back, where that channel can: its reader is not to get the same twice, and
 * not the older one last. What cannot be taken back stays as it is. Returns what is to be noted of it.
 */
export async function takeBack(
  job: DeliveryJob,
  { records, channels }: Pick<DeliverParts, 'records' | 'channels'>,
): Promise<Reason | undefined> {
  const before = stepOf(job.id) - 1;
  const from = job.plan?.args.from;
  if (before < 1 || typeof from !== 'string') return undefined;
  const accounts = channels().get(from)?.accounts ?? [];
  if (!accounts.some(({ connection }) => connection.revoke)) return undefined;
  const { end, account } = await records.read({ ...job, id: withStep(rootOf(job.id), before) });
  const revoke = accounts.find(({ name }) => name === account)?.connection.revoke;
  // Of a message that was sent the reason is its id at the provider.
  if (end?.state !== 'sent' || !revoke) return undefined;
  return (await revoke(end.reason, AbortSignal.timeout(TAKE_BACK_MS))) ? FAILURES.takenBack(from) : undefined;
}
