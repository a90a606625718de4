import { addDecimals } from '../arguments/decimals.ts';

/**
 * Amounts that came in a rolling window, in order of time. JSON, small: only the first time is whole, the others say
 * how much later.
 */
export interface Window {
  readonly times: readonly number[];
  /** Absent: each counts one. */
  readonly amounts?: readonly number[];
}

/** The most entries that are kept one by one. */
export const MOST_EXACT = 256;
/** Parts of a window in which amounts are kept together when there are more. */
const PARTS = 128;

interface Entry {
  readonly at: number;
  readonly amount: number;
}

/** The value of a window before and after one more amount, at the newest time known, and the window then. */
export function add(
  window: Window | undefined,
  entry: Entry,
  windowMs: number,
): { readonly window: Window | undefined; readonly before: number; readonly after: number } {
  const known = entriesOf(window);
  const newest = Math.max(entry.at, known.at(-1)?.at ?? 0);
  const others = known.filter(({ at }) => at > newest - windowMs);
  const before = sumOf(others);
  if (entry.at <= newest - windowMs) return { window: windowOf(others), before, after: before };
  const place = others.findLastIndex(({ at }) => at <= entry.at) + 1;
  const all = others.toSpliced(place, 0, entry);
  return { window: windowOf(boundEntries(all, windowMs)), before, after: sumOf(all) };
}

/** Of a window in which only the newest `most` matter. */
export function keepNewest(window: Window | undefined, most: number): Window | undefined {
  const entries = entriesOf(window);
  return entries.length <= most ? window : windowOf(entries.slice(-most));
}

/** The value of a window at a time. */
export function valueAt(window: Window | undefined, at: number, windowMs: number): number {
  return sumOf(entriesOf(window).filter((entry) => entry.at > at - windowMs && entry.at <= at));
}

/** When something last came. */
export function lastEntryAt({ times }: Window): number {
  return times.reduce((sum, one) => sum + one, 0);
}

/** Joins the windows of two customers who are one. What both have (same time, same amount) is the same. */
export function mergeWindows(mine: Window, theirs: Window, windowMs: number): Window {
  const own = entriesOf(mine);
  const rest = [...own];
  const news = entriesOf(theirs).filter(({ at, amount }) => {
    const twin = rest.findIndex((entry) => entry.at === at && entry.amount === amount);
    if (twin >= 0) rest.splice(twin, 1);
    return twin < 0;
  });
  return windowOf(
    boundEntries(
      [...own, ...news].sort((a, b) => a.at - b.at),
      windowMs,
    ),
  )!;
}

function entriesOf(window: Window | undefined): readonly Entry[] {
  let at = 0;
  return (window?.times ?? []).map((later, i) => {
    at += later;
    return { at, amount: window?.amounts?.[i] ?? 1 };
  });
}

function windowOf(entries: readonly Entry[]): Window | undefined {
  if (entries.length === 0) return undefined;
  const times = entries.map(({ at }, i) => (i === 0 ? at : at - entries[i - 1]!.at));
  return entries.every(({ amount }) => amount === 1) ? { times } : { times, amounts: entries.map((e) => e.amount) };
}

function sumOf(entries: readonly Entry[]): number {
  return addDecimals(entries.map(({ amount }) => amount));
}

/**
 * More than can be kept one by one: those of one part of the window go together, as if they had come with the last of
 * them.
 */
function boundEntries(entries: readonly Entry[], windowMs: number): readonly Entry[] {
  if (entries.length <= MOST_EXACT) return entries;
  const part = ({ at }: Entry) => Math.floor((at * PARTS) / windowMs);
  const together: Entry[] = [];
  for (const entry of entries) {
    const last = together.at(-1);
    if (last && part(last) === part(entry)) {
      together[together.length - 1] = { at: entry.at, amount: addDecimals([last.amount, entry.amount]) };
    } else together.push(entry);
  }
  return together;
}
