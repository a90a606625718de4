/** Messages that were let go from a line and not looked at yet. */
export interface ReadyMessages {
  countOf(channel: string): number;
  add(id: string, channel: string, wall: number): void;
  /** Takes a message out; returns its channel, undefined when it was not among them. */
  take(id: string): string | undefined;
  /** Takes out those that another process may have taken up, and returns their ids. */
  takeLost(wall: number): readonly string[];
}

/** After this time another process may have taken up a message that was let go. */
const TAKEN_WITHIN_MS = 2_000;

/** Creates the list, empty. Times are real time in milliseconds. */
export function createReadyMessages(): ReadyMessages {
  const ready = new Map<string, { readonly channel: string; readonly until: number }>();
  return {
    countOf: (channel) => [...ready.values()].filter((one) => one.channel === channel).length,
    add: (id, channel, wall) => void ready.set(id, { channel, until: wall + TAKEN_WITHIN_MS }),
    take(id) {
      const channel = ready.get(id)?.channel;
      ready.delete(id);
      return channel;
    },
    takeLost(wall) {
      const lost = [...ready].filter(([, { until }]) => until <= wall).map(([id]) => id);
      for (const id of lost) ready.delete(id);
      return lost;
    },
  };
}
