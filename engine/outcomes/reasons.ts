import { sayReason } from '../../triggers/deciding/say-reason.ts';
import type { ReasonArgs } from '../../triggers/gates/contract.ts';

/** The columns that `withReason` reads, for a SELECT over `outcomes`. */
export const REASON = 'code, args, toUnixTimestamp64Milli(until) AS until';

interface ReasonCells {
  readonly code?: unknown;
  readonly args?: unknown;
  readonly until?: unknown;
  readonly reason?: unknown;
}

/**
 * Makes a stored row readable: parses its arguments, makes `reason` a sentence where there is a code, keeps what a
 * third party said in it as `words`, and leaves out an empty `until`. A row without a code keeps its stored sentence.
 */
export function withReason<T extends object>(row: T): T {
  const { code, args: text, until, reason } = row as ReasonCells;
  if (typeof code !== 'string') return row;
  const args = JSON.parse(String(text) || '{}') as ReasonArgs;
  const told: T & { until?: unknown } = { ...row, args };
  const endsAt = Number(until ?? 0);
  if (endsAt === 0) delete told.until;
  if (code === '') return told;
  const words = String(reason ?? '');
  const why = { code, args, words, ...(endsAt !== 0 && { until: endsAt }) };
  return { ...told, reason: sayReason(why), ...(words !== '' && { words }) };
}
