import type { Outbox, Sent } from '../outbox.ts';
import type { Kept, SignalStore, Tabs } from './contract.ts';
import { pickVictim } from './rank.ts';

/** The signals on the device, kept through a restart. Of several tabs one sends; the others hand theirs to it. */
export interface Queue {
  readonly waiting: number;
  /** Whether a signal waits for the engine's clock. */
  readonly isRaw: boolean;
  add(signal: Kept): void;
  /** Takes a signal of another tab. */
  take(signals: readonly Kept[]): void;
  /** Begins to send: reads what earlier tabs and runs left. */
  lead(): Promise<void>;
  /** Corrects the times of the signals that waited for the engine's clock, and lets them go. */
  correct(skewMs: number): void;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Returns the frames of signals that may not leave otherwise any more, as far as there is room. */
  last(mostChars: number): readonly Kept[];
  /** Resolves when everything is stored. */
  stored(): Promise<void>;
}

export interface QueueParts {
  readonly store: SignalStore;
  readonly outbox: Outbox;
  readonly tabs: Tabs;
  readonly mostSignals?: number;
  readonly mostChars?: number;
  settled(sent: Sent): void;
  dropped(signals: number): void;
  problem(reason: string): void;
}

/** The share of what waits that goes when the store is full. */
const SHARE = 0.1;
const MOST_SIGNALS = 5_000;
const MOST_CHARS = 4_000_000;

/** Creates the queue. A signal is stored before another tab hears of it, and removed after the engine has it. */
export function createQueue(parts: QueueParts): Queue {
  const { store, outbox, tabs, problem } = parts;
  /** From when this tab leads. */
  let isLeading = false;
  let unsaved: Kept[] = [];
  const gone: string[] = [];
  let work: Promise<void> = Promise.resolve();

  const soon = (run: () => Promise<void>): void => {
    work = work.then(run).catch((cause: unknown) => problem(`the store of signals: ${String(cause)}`));
  };
  const removeGone = (): Promise<void> => store.remove(gone.splice(0));
  const hold = createHold(parts, ({ key }) => {
    if (gone.push(key) === 1) soon(removeGone);
  });
  /** Those that wait for the engine's clock. */
  const raw = (): readonly Kept[] => hold.list().filter(({ isRaw }) => isRaw);
  const save = async (): Promise<void> => {
    const signals = unsaved.splice(0);
    if (signals.length === 0) return;
    try {
      await store.put(signals);
    } catch {
      // No room on the device: positions make some. What finds none is sent from memory.
      if (hold.drop(Math.ceil(hold.all.size * SHARE)) > 0) await removeGone();
      await store.put(signals).catch(() => problem('the device has no room, signals are in memory alone'));
    }
    if (isLeading) return;
    // The tab that leads has them now.
    tabs.say({ kept: signals });
    signals.forEach(hold.release);
  };

  return {
    get waiting() {
      return hold.all.size;
    },
    get isRaw() {
      return hold.isSending && raw().length > 0;
    },
    add(signal) {
      if (hold.add(signal) && unsaved.push(signal) === 1) soon(save);
    },
    take(signals) {
      if (isLeading) signals.forEach(hold.add);
    },
    async lead() {
      isLeading = true;
      await work;
      const earlier = await store.all().catch(() => []);
      const mine = hold.list();
      mine.forEach(hold.release);
      hold.isSending = true;
      [...earlier, ...mine].sort((a, b) => (a.key < b.key ? -1 : 1)).forEach(hold.add);
    },
    correct(skewMs) {
      const corrected = raw().map((one) => correctTime(one, skewMs));
      corrected.forEach(hold.put);
      // Where there is no room for that, the stored ones are corrected again by the next run.
      soon(() => store.put(corrected).catch(() => undefined));
    },
    async clear() {
      unsaved = [];
      for (const one of hold.list()) {
        hold.release(one);
        outbox.settle({ id: one.id, verdict: 'unsent', reason: 'forgotten' });
      }
      soon(async () => store.remove((await store.all()).map(({ key }) => key)));
      await work;
    },
    last: (most) => fitInto(most, isLeading ? hold.list() : unsaved),
    stored: () => work,
  };
}

/**
 * Creates what a tab holds in memory, and sends from there once it is to. `left` is called for each that goes for good.
 */
function createHold(
  { outbox, mostSignals = MOST_SIGNALS, mostChars = MOST_CHARS, ...parts }: QueueParts,
  left: (one: Kept) => void,
) {
  const all = new Map<string, Kept>();
  let chars = 0;
  /** Lets go of a signal, which stays stored; false when it is held no more. */
  const release = (one: Kept): boolean => {
    chars -= all.get(one.id)?.text.length ?? 0;
    return all.delete(one.id);
  };
  const leave = (one: Kept): void => {
    if (release(one)) left(one);
  };
  /** Drops so many of those that are worth least. Returns how many there were. */
  const drop = (most: number): number => {
    let count = 0;
    for (; count < most; count++) {
      const one = pickVictim(all.values());
      if (!one) break;
      leave(one);
      outbox.settle({ id: one.id, verdict: 'unsent', reason: 'there was no room' });
    }
    if (count > 0) parts.dropped(count);
    return count;
  };
  /** Holds a signal in place of one of its id. */
  const put = (one: Kept): void => {
    release(one);
    all.set(one.id, one);
    chars += one.text.length;
    if (hold.isSending && !one.isRaw)
      void outbox.add(one.id, one.text)?.then((sent) => {
        if (sent.verdict === 'unsent') return;
        leave(one);
        parts.settled(sent);
      });
  };
  const hold = {
    ...{ all, release, drop, put },
    /** From when this tab has read what was there before it. */
    isSending: false,
    /** Holds a signal; false when there is no room for it. */
    add(one: Kept): boolean {
      if (all.has(one.id)) return true;
      while (all.size >= mostSignals || chars + one.text.length > mostChars) {
        if (drop(1) > 0) continue;
        parts.dropped(1);
        parts.problem('there is no room, and nothing of what waits may be dropped');
        return false;
      }
      put(one);
      return true;
    },
    list: (): Kept[] => [...all.values()],
  };
  return hold;
}

/** Gives a signal that was told by the device's clock the engine's time. */
function correctTime({ key, id, rank, text }: Kept, skewMs: number): Kept {
  const { at, ...signal } = JSON.parse(text) as { readonly at: number };
  return { key, id, rank, text: JSON.stringify({ ...signal, at: at + skewMs }) };
}

/** Returns the first of the signals, the most precious before the others, that have so many characters together. */
function fitInto(mostChars: number, signals: Kept[]): readonly Kept[] {
  let room = mostChars;
  return signals
    .sort((a, b) => b.rank - a.rank)
    .filter(({ text }) => {
      room -= text.length;
      return room > 0;
    });
}
