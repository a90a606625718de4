import { TIME_RULE } from '../time/lateness.ts';

/**
 * How far a customer came in a sequence. JSON. In order of time it is exact whatever comes, for of all ways to have
 * reached a step only the one that began last matters. What came last is kept beside it, one by one, so that a signal
 * that comes out of order still finds its place.
 */
export interface Partial {
  /** For each step the latest begin of a way that has come so far; -1: none has. Holds up to `floor`. */
  readonly best: readonly number[];
  /** Entries older than this no longer count: they are settled, or part of a match. */
  readonly floor: number;
  /** Since then, in order of time: which steps each was (a bit for each), and when. */
  readonly recent: readonly (readonly [mask: number, at: number])[];
}

/** Happenings that are kept one by one. */
export const MOST_RECENT = 8;

/** Takes one more happening in: `mask` has a bit for each step that it is. */
export function take(
  before: Partial | undefined,
  mask: number,
  at: number,
  steps: number,
  withinMs: number,
): { readonly partial: Partial; readonly isMatch: boolean } {
  let { best, floor, recent } = before ?? EMPTY;
  if (at < floor) return { partial: { best, floor, recent }, isMatch: false };
  const place = recent.findLastIndex(([, earlier]) => earlier <= at) + 1;
  recent = recent.toSpliced(place, 0, [mask, at]);
  let ways = waysFrom(best, steps);
  let isMatch = false;
  for (let i = 0; i < recent.length; i++) {
    const [which, when] = recent[i]!;
    advance(ways, which, when, withinMs);
    if (ways[steps - 1] === NONE) continue;
    isMatch = true;
    [best, ways, floor] = [NOTHING, waysFrom(NOTHING, steps), when];
    recent = recent.slice(i + 1);
    i = -1;
  }
  const newest = recent.at(-1)?.[1] ?? floor;
  const settled = waysFrom(best, steps);
  let gone = 0;
  while (recent.length - gone > MOST_RECENT || (recent[gone] && recent[gone]![1] < newest - TIME_RULE.lateMs)) {
    const [which, when] = recent[gone++]!;
    advance(settled, which, when, withinMs);
    floor = when;
  }
  if (gone > 0) recent = recent.slice(gone);
  const oldest = newest - withinMs - TIME_RULE.lateMs;
  for (let i = 0; i < steps; i++) if (settled[i]! < oldest) settled[i] = NONE;
  best = settled.every((begin) => begin === NONE) ? NOTHING : settled;
  return { partial: { best, floor, recent }, isMatch };
}

/** Whether there is nothing to remember. */
export function isEmpty({ best, recent, floor }: Partial): boolean {
  return recent.length === 0 && best.every((begin) => begin === NONE) && floor === 0;
}

/** When it was last added to. */
export function lastAddedAt({ recent, floor }: Partial): number {
  return recent.at(-1)?.[1] ?? floor;
}

/** How many of the steps were done in a row. */
export function progressOf({ best, recent }: Partial, withinMs: number, steps: number): number {
  const ways = waysFrom(best, steps);
  for (const [mask, at] of recent) advance(ways, mask, at, withinMs);
  return ways.findLastIndex((begin) => begin !== NONE) + 1;
}

/** Joins how far two customers came who are one: what each saw one by one, in order of time. */
export function mergePartial(mine: Partial, theirs: Partial): Partial {
  const later = mine.floor >= theirs.floor ? mine : theirs;
  const known = new Set(later.recent.map(([mask, at]) => `${mask} ${at}`));
  const other = (later === mine ? theirs : mine).recent.filter(
    ([mask, at]) => at >= later.floor && !known.has(`${mask} ${at}`),
  );
  const length = Math.max(mine.best.length, theirs.best.length);
  return {
    best: Array.from({ length }, (_, i) => Math.max(mine.best[i] ?? NONE, theirs.best[i] ?? NONE)),
    floor: later.floor,
    recent: [...later.recent, ...other].sort((a, b) => a[1] - b[1]),
  };
}

const NONE = -1;
const NOTHING: readonly number[] = [];
const EMPTY: Partial = { best: NOTHING, floor: 0, recent: [] };

/** A copy of the ways that can be walked on. */
function waysFrom(best: readonly number[], steps: number): number[] {
  const ways = best.slice(0, steps);
  while (ways.length < steps) ways.push(NONE);
  return ways;
}

/** Takes one more happening, which does no step twice: the last step is asked first. Changes `ways`. */
function advance(ways: number[], mask: number, at: number, withinMs: number): void {
  for (let i = ways.length - 1; i > 0; i--) {
    const begin = ways[i - 1]!;
    if ((mask >> i) & 1 && begin !== NONE && begin >= at - withinMs && begin > ways[i]!) ways[i] = begin;
  }
  if (mask & 1 && at > ways[0]!) ways[0] = at;
}
