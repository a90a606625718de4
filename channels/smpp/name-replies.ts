/** Where a `deliver_sm` came from: the connection, counted from 1 on, and its number there. */
export interface Arrival {
  readonly session: number;
  readonly sequence: number;
}

interface Known {
  readonly at: number;
  readonly session: number;
  /** How often it was said since it was not known. */
  readonly count: number;
  /** The latest ids, by the numbers that they came with. */
  readonly ids: ReadonlyMap<number, string>;
}

/** A centre hands a message over again within seconds of an answer that it missed. */
const AGAIN_MS = 60_000;
const MOST_KNOWN = 10_000;
const MOST_IDS = 100;

/**
 * Creates what gives a reply its id: SMPP gives it none. Said once more it is another reply. Handed over once more, by
 * the number that it had on its connection or by the next connection after one that ended, it is the same: also by
 * another engine within the minute of its arrival, as the id is made of that.
 */
export function createReplyNames(now: () => number): (from: string, words: string, arrival: Arrival) => string {
  const known = new Map<string, Known>();
  const forgetOld = (at: number) => {
    for (const [key, one] of known) {
      if (at - one.at < AGAIN_MS && known.size < MOST_KNOWN) return;
      known.delete(key);
    }
  };
  return (from, words, { session, sequence }) => {
    const at = now();
    forgetOld(at);
    const key = `${from} ${words}`;
    const before = known.get(key);
    const again = before?.session === session ? before.ids.get(sequence) : [...(before?.ids.values() ?? [])].at(-1);
    const count = (before?.count ?? 0) + (again === undefined ? 1 : 0);
    const id = again ?? `${key} ${Math.floor(at / 60_000)}${count > 1 ? ` ${count}` : ''}`;
    const ids = before?.session === session ? [...before.ids] : [];
    known.delete(key);
    known.set(key, { at, session, count, ids: new Map([...ids, [sequence, id] as const].slice(-MOST_IDS)) });
    return id;
  };
}
