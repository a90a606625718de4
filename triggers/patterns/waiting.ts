/** The acts of a customer that opened waits, and those that ended waits. JSON. */
export interface Waiting {
  /** When each wait began, oldest first, and at which place. */
  readonly begun: readonly WaitStart[];
  /** When a wait was last ended: one that began before does not begin any more, though it comes later. */
  readonly endedAt?: number;
}

/** When a wait began, and at which place. */
export type WaitStart = readonly [at: number, placeId?: string];

/** Waits of one thing at a time that are told apart; one more does not begin. */
export const MOST_WAITS = 32;
/** Of those that do not count while another goes on: needed where what ends that one turns out to be older. */
const MOST_HELD = 8;

/** The effect of a second beginning on a wait: it restarts the wait, changes nothing, or opens another wait. */
export type RestartRule = 'restart' | 'keep-first' | 'each';

/** Ends the waits that were going on at this time. */
export function endAt({ begun, endedAt }: Waiting, at: number, waitMs: number): Waiting {
  const going = begun.filter(([began]) => began > at || at >= began + waitMs);
  return { begun: going, endedAt: Math.max(at, endedAt ?? at) };
}

/** Begins a wait, unless it had ended already. `endedBefore`: when one was last ended, before this signal. */
export function beginAt(
  waiting: Waiting,
  mine: WaitStart,
  waitMs: number,
  again: RestartRule,
  endedBefore: number | undefined,
): Waiting {
  const [at] = mine;
  if (endedBefore !== undefined && endedBefore > at && endedBefore < at + waitMs) return waiting;
  const { begun } = waiting;
  const other = begun[0];
  if (other === undefined) return { ...waiting, begun: [mine] };
  if (again === 'restart') return at > other[0] ? { ...waiting, begun: [mine] } : waiting;
  if (begun.some(([began]) => began === at)) return waiting;
  const all = [...begun, mine].sort((a, b) => a[0] - b[0]);
  if (again === 'each') return { ...waiting, begun: all.slice(0, MOST_WAITS) };
  return { ...waiting, begun: all.length <= MOST_HELD ? all : all.toSpliced(1, 1) };
}

/** Returns the waits that go on when the oldest is over. */
export function afterOldest(waiting: Waiting, waitMs: number, again: RestartRule): Waiting {
  const [oldest, ...rest] = waiting.begun;
  // Who keeps the first takes no note of others while it goes on.
  return { ...waiting, begun: again === 'each' ? rest : rest.filter(([at]) => at >= oldest![0] + waitMs) };
}

/** Joins the waits of two customers who are one; where one is to stand it is the one that the rule says. */
export function mergeWaiting(mine: Waiting, theirs: Waiting, waitMs: number, again: RestartRule): Waiting {
  const ends = [mine.endedAt, theirs.endedAt].filter((at) => at !== undefined);
  const endedAt = ends.length === 0 ? undefined : Math.max(...ends);
  const empty: Waiting = endedAt === undefined ? { begun: [] } : { begun: [], endedAt };
  return [...mine.begun, ...theirs.begun]
    .sort((a, b) => a[0] - b[0])
    .reduce((waiting, one) => beginAt(waiting, one, waitMs, again, endedAt), empty);
}
