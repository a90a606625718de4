/** When something happened last, as it is remembered of one customer. JSON. */
export interface History {
  /** Nothing is known of what happened up to this time; 0: everything is known. */
  readonly from: number;
  /** The newest of what happened, oldest first. */
  readonly times: readonly HistoryEntry[];
}

/** When, which signal (a hash, to know it again), and the number that is added up where one is. */
export type HistoryEntry = readonly [at: number, signal: string, amount?: number];

/** Whether a mark is a history. */
export function isHistory(mark: unknown): mark is History {
  return typeof mark === 'object' && mark !== null && 'times' in mark;
}

/** A history with one thing more in it, of which the newest `most` are kept. */
export function withHappening(history: History, happening: HistoryEntry, most: number): History {
  const times = [...history.times];
  let place = times.length;
  while (place > 0 && times[place - 1]![0] > happening[0]) place--;
  times.splice(place, 0, happening);
  const dropped = times.splice(0, Math.max(0, times.length - most)).at(-1);
  return { from: dropped ? Math.max(history.from, dropped[0]) : history.from, times };
}

/** Joins the pasts of two customers who are one. */
export function joinHistories(mine: History, theirs: History): History {
  const known = new Set(mine.times.map(([, signal]) => signal));
  const times = [...mine.times, ...theirs.times.filter(([, signal]) => !known.has(signal))];
  return { from: Math.max(mine.from, theirs.from), times: times.sort(([a], [b]) => a - b) };
}
