import { createPace } from './pace.ts';
import { LIMITS } from './protocol.ts';

/** What became of a signal that was sent. It always becomes something: the promise never rejects. */
export type Sent =
  | { readonly id: string; readonly verdict: 'accepted' | 'duplicate' }
  | { readonly id: string; readonly verdict: 'rejected' | 'unsent'; readonly reason: string };

/** A signal on its way out, as JSON. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly sent: Promise<Sent>;
  settle(sent: Sent): void;
}

/** Signals that are not acknowledged: those that wait, and those that are under way. Oldest first, bounded. */
export interface Outbox {
  readonly pending: number;
  readonly underWay: number;
  /** Takes a signal in; one with an id that is pending already is the same signal. Undefined: there is no room. */
  add(id: string, text: string): Promise<Sent> | undefined;
  /** The next frame's worth; they are under way now. */
  next(): readonly Outgoing[];
  settle(sent: Sent): void;
  /** The connection is lost: what was under way waits again, in front. */
  giveBack(): void;
  /** What was under way was too much for the link: less is sent at once, until more arrives again. */
  slowDown(): void;
  /** The engine put these off: they wait again, in front, and no more is under way at once than it did take. */
  putOff(ids: readonly string[]): void;
  /** Nothing more will be sent. */
  giveUp(reason: string): void;
}

const FRAME_SIGNALS = 100;
/** In UTF-16 units; a unit takes three bytes at most, so a frame stays below the limit of a batch. */
const FRAME_CHARS = Math.floor(LIMITS.batchBytes / 4);
const MOST_UNDER_WAY = 1_000;
/** However busy the engine is, so much is tried. */
const LEAST_UNDER_WAY = 20;
/** What the engine takes grows by this part of what it has taken. */
const GROWTH = 0.25;

/** Keeps at most `most` signals. `emptied` is called whenever the last one is settled. */
export function createOutbox(most: number, emptied: () => void): Outbox {
  const all = new Map<string, Outgoing>();
  const underWay = new Map<string, Outgoing>();
  let waiting: Outgoing[] = [];
  const pace = createPace(MOST_UNDER_WAY);
  /** As much as the engine is known to take at once. */
  let room = MOST_UNDER_WAY;

  const settle = (sent: Sent): void => {
    const outgoing = all.get(sent.id);
    if (!outgoing) return;
    all.delete(sent.id);
    if (underWay.delete(sent.id)) {
      pace.arrived(1);
      room = Math.min(MOST_UNDER_WAY, room + GROWTH);
    }
    outgoing.settle(sent);
    if (all.size === 0) emptied();
  };

  return {
    get pending() {
      return all.size;
    },
    get underWay() {
      return underWay.size;
    },
    add(id, text) {
      const known = all.get(id);
      if (known) return known.sent;
      if (all.size >= most) return undefined;
      let done: (sent: Sent) => void = () => undefined;
      const sent = new Promise<Sent>((resolve) => {
        done = resolve;
      });
      const outgoing = { id, text, sent, settle: done };
      all.set(id, outgoing);
      waiting.push(outgoing);
      return sent;
    },
    next() {
      let chars = 0;
      let count = 0;
      const { share } = pace;
      const fitting = Math.min(
        Math.ceil(FRAME_SIGNALS * share),
        Math.ceil(Math.min(MOST_UNDER_WAY * share, room)) - underWay.size,
        waiting.length,
      );
      while (count < fitting) {
        chars += waiting[count]!.text.length;
        if (count > 0 && chars > FRAME_CHARS * share) break;
        count++;
      }
      const frame = waiting.splice(0, Math.max(0, count)).filter(({ id }) => all.has(id));
      for (const outgoing of frame) underWay.set(outgoing.id, outgoing);
      return frame;
    },
    settle,
    giveBack() {
      waiting = [...underWay.values(), ...waiting];
      underWay.clear();
    },
    slowDown: pace.failed,
    putOff(ids) {
      const again = ids.flatMap((id) => underWay.get(id) ?? []);
      for (const { id } of again) underWay.delete(id);
      room = Math.max(LEAST_UNDER_WAY, underWay.size);
      waiting = [...again, ...waiting];
    },
    giveUp(reason) {
      for (const id of [...all.keys()]) settle({ id, verdict: 'unsent', reason });
      waiting = [];
    },
  };
}

/** A frame of signals, as JSON. */
export function frameOf(signals: readonly Outgoing[]): string {
  return `{"signals":[${signals.map(({ text }) => text).join(',')}]}`;
}
