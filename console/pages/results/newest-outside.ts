import { addDays, daysBetween } from '../../parts/zone-days.ts';
import type { AskedQuestion, QueryRow } from '../../queries/results.ts';
import type { Measure } from './steps.ts';

/** A question by whose rows a page tells whether there is anything. */
export interface OwnQuestion extends AskedQuestion {
  /** Only rows that count some of it; absent: every row. */
  readonly counted?: Measure;
}

/** The days outside of a period, on the clock of the question's zone. */
export interface DaysOutside {
  /** The last day before the period. */
  readonly before: string;
  /** The first and the last day after it; undefined: it reaches until today. */
  readonly after: readonly [first: string, last: string] | undefined;
}

type AskDays = (from: string | undefined, to: string) => Promise<readonly QueryRow[]>;

/**
 * Finds the newest row outside of a period: its time where rows have one, else its day; undefined: there is none. A
 * question whose rows say no time is asked for fewer and fewer days.
 */
export async function findNewest(
  ask: AskDays,
  { before, after }: DaysOutside,
  counted?: Measure,
): Promise<number | string | undefined> {
  const askCounted: AskDays = async (from, to) =>
    (await ask(from, to)).filter((row) => counted === undefined || Number(row[counted]) > 0);
  const later = after && (await newestOf(askCounted, after[0], after[1]));
  return later ?? (await newestOf(askCounted, undefined, before));
}

async function newestOf(ask: AskDays, first: string | undefined, last: string): Promise<number | string | undefined> {
  const rows = await ask(first, last);
  if (rows.length === 0) return undefined;
  const times = rows.flatMap(({ at }) => (typeof at === 'number' ? [at] : []));
  if (times.length > 0) return times.reduce((one, other) => Math.max(one, other));
  const hasRows = async (days: number) => (await ask(addDays(last, 1 - days), last)).length > 0;
  // That many of the last days have no row; so many have one.
  let none = 0;
  let some = 1;
  const most = first === undefined ? MOST_DAYS : daysBetween(first, last) + 1;
  while (some < most && !(await hasRows(some))) {
    none = some;
    some = Math.min(most, some * 2);
  }
  while (some - none > 1) {
    const middle = Math.floor((none + some) / 2);
    if (await hasRows(middle)) some = middle;
    else none = middle;
  }
  return addDays(last, 1 - some);
}

/** Nothing is kept for longer. */
const MOST_DAYS = 8_192;
