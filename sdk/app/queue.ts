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
  readonly mostSignals: number;
  readonly mostChars: number;
  settled(sent: Sent): void;
  dropped(signals: number): void;
  problem(reason: string): void;
}

/** The share of what waits that goes when the store is full. */
const SHARE = 0.1;

/** Creates the queue. A signal is stored before another tab hears of it, and removed after the engine has it. */
export function createQueue({ store, outbox, tabs, mostSignals, mostChars, ...parts }: QueueParts): Queue {
  const kept = new Map<string, Kept>();
  let chars = 0;
  let rawCount = 0;
  /** From when this tab leads, and from when it has read what was there before. */
  let isLeading = false;
  let isLoaded = false;
  let unsaved: Kept[] = [];
  const gone: string[] = [];
  let work: Promise<void> = Promise.resolve();

  /** Lets go of a signal; false when it is held no more. */
  const release = (one: Kept): boolean => {
    if (!kept.delete(one.id)) return false;
    chars -= one.text.length;
    if (one.isRaw) rawCount--;
    return true;
  };
  const leave = (one: Kept): void => {
    if (release(one) && gone.push(one.key) === 1) soon(() => store.remove(gone.splice(0)));
  };
  const drop = (most: number): number => {
    let count = 0;
    for (let one = pickVictim(kept.values()); one && count < most; one = pickVictim(kept.values())) {
      leave(one);
      outbox.settle({ id: one.id, verdict: 'unsent', reason: 'there was no room' });
      count++;
    }
    if (count > 0) parts.dropped(count);
    return count;
  };
  const hold = (one: Kept): boolean => {
    if (kept.has(one.id)) return true;
    while (kept.size >= mostSignals || chars + one.text.length > mostChars) {
      if (drop(1) > 0) continue;
      parts.dropped(1);
      parts.problem('more waits than there is room for, and nothing of it may be dropped');
      return false;
    }
    kept.set(one.id, one);
    chars += one.text.length;
    if (one.isRaw) rawCount++;
    if (isLoaded && !one.isRaw) post(one);
    return true;
  };
  const post = (one: Kept): void => {
    void outbox.add(one.id, one.text)?.then((sent) => {
      if (sent.verdict === 'unsent') return;
      leave(one);
      parts.settled(sent);
    });
  };
  const soon = (run: () => Promise<void>): void => {
    work = work.then(run).catch((cause: unknown) => parts.problem(`the store of signals: ${String(cause)}`));
  };
  const save = async (): Promise<void> => {
    const signals = unsaved.splice(0);
    if (signals.length === 0) return;
    try {
      await store.put(signals);
    } catch {
      // No room on the device: positions make some. What finds none is sent from memory.
      if (drop(Math.ceil(kept.size * SHARE)) > 0) await store.remove(gone.splice(0));
      await store.put(signals).catch(() => parts.problem('the device has no room: signals are in memory alone'));
    }
    if (!isLeading) {
      // The tab that leads has them now.
      tabs.say({ kept: signals });
      for (const one of signals) release(one);
    }
  };
  const write = (signal: Kept): void => {
    if (unsaved.push(signal) === 1) soon(save);
  };

  return {
    get waiting() {
      return kept.size;
    },
    get isRaw() {
      return isLoaded && rawCount > 0;
    },
    add(signal) {
      if (hold(signal)) write(signal);
    },
    take(signals) {
      if (isLeading) for (const one of signals) hold(one);
    },
    async lead() {
      isLeading = true;
      await work;
      const earlier = await store.all().catch(() => []);
      const mine = [...kept.values()];
      kept.clear();
      chars = 0;
      rawCount = 0;
      isLoaded = true;
      for (const one of [...earlier, ...mine].sort((a, b) => (a.key < b.key ? -1 : 1))) hold(one);
    },
    correct(skewMs) {
      const corrected: Kept[] = [];
      for (const one of [...kept.values()].filter(({ isRaw }) => isRaw)) {
        const { at, ...signal } = JSON.parse(one.text) as { readonly at: number };
        const { key, id, rank } = one;
        const right: Kept = { key, id, rank, text: JSON.stringify({ ...signal, at: at + skewMs }) };
        kept.set(id, right);
        rawCount--;
        corrected.push(right);
        if (isLoaded) post(right);
      }
      // Where there is no room for that, the stored ones are corrected again by the next run.
      soon(() => store.put(corrected).catch(() => undefined));
    },
    async clear() {
      const ids = [...kept.keys()];
      kept.clear();
      unsaved = [];
      chars = 0;
      rawCount = 0;
      for (const id of ids) outbox.settle({ id, verdict: 'unsent', reason: 'forgotten' });
      soon(async () => store.remove((await store.all()).map(({ key }) => key)));
      await work;
    },
    last(mostChars) {
      let room = mostChars;
      const unsafe = isLeading ? [...kept.values()] : unsaved;
      return unsafe
        .sort((a, b) => b.rank - a.rank)
        .filter(({ text }) => {
          room -= text.length;
          return room > 0;
        });
    },
    stored: () => work,
  };
}
