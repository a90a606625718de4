import type { Verdict } from '../effect/contract.ts';
import type { Alert } from '../shelf/contract.ts';
import type { AskSource, Found } from './contract.ts';

export interface JudgeParts {
  readonly ask: AskSource;
  /** What is known of a trigger's effect; undefined: it has no goal. Throws where there is no such trigger. */
  readonly verdictOf: (trigger: string) => Promise<Verdict | undefined>;
}

/** Judges what an alert watches. Throws with a reason for people where that cannot be. */
export async function judgeAlert({ watch }: Pick<Alert, 'watch'>, { ask, verdictOf }: JudgeParts): Promise<Found> {
  switch (watch.kind) {
    case 'figure': {
      const { rows, counts } = await ask(watch.source);
      const isNone = rows.length === 0 && counts.includes(watch.column);
      const number = isNone ? 0 : numberIn(rows[0], watch.column);
      if (number === null) return { isRinging: false, number };
      return { isRinging: watch.is === 'above' ? number > watch.bound : number < watch.bound, number };
    }
    case 'silent': {
      const params = { trigger: watch.trigger, last: watch.for };
      const { rows } = await ask({ kind: 'named', name: 'results-funnel', params });
      const matched = numberIn(rows[0], 'matched') ?? 0;
      return { isRinging: matched === 0, number: matched };
    }
    case 'skewed': {
      const verdict = await verdictOf(watch.trigger);
      return { isRinging: verdict?.code === 'skewed', number: verdict?.args.share ?? null };
    }
  }
}

/** The number in a column; of a count that ClickHouse wrote as text too. Throws where there is no such column. */
function numberIn(row: Readonly<Record<string, unknown>> | undefined, column: string): number | null {
  if (!row) return null;
  if (!(column in row)) throw new Error(`the answer has no column '${column}', but ${Object.keys(row).join(', ')}`);
  const value = row[column];
  const number = value === null || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : null;
}
