import type { QueryRow } from '../../queries/results.ts';

/** One reason of one sending rule, over all triggers; of message limits each limit by itself. */
export interface HeldSum {
  readonly gate: string;
  readonly code: string;
  readonly args: unknown;
  readonly reason: string;
  readonly held: number;
  readonly alone: number;
  readonly before: number;
}

/** Sums what was held back by rule and reason, the most first, beside the same of the time before. */
export function heldSums(rows: readonly QueryRow[], before: readonly QueryRow[]): readonly HeldSum[] {
  const sums = new Map<string, HeldSum>();
  const add = (row: QueryRow, isBefore: boolean) => {
    const [gate, code] = [String(row.gate), String(row.code)];
    const key = JSON.stringify([gate, code, gate === 'frequency-cap' ? row.args : '']);
    const found = sums.get(key) ?? {
      ...{ gate, code, args: row.args, reason: String(row.reason ?? ''), held: 0, alone: 0, before: 0 },
    };
    const held = Number(row.held);
    const more = isBefore
      ? { before: found.before + held }
      : { held: found.held + held, alone: found.alone + Number(row.alone) };
    sums.set(key, { ...found, ...more });
  };
  for (const row of rows) add(row, false);
  for (const row of before) add(row, true);
  return [...sums.values()].sort((one, other) => other.held - one.held || other.before - one.before);
}

/** Sums over triggers need every row. */
export const ALL_ROWS = { limit: '50000' };
