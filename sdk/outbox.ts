import { createPace } from './pace.ts';
import { LIMITS } from './protocol.ts';

/** The result of a sent signal. Every signal gets one: the promise never rejects. */
export type Sent =
  | { readonly id: string; readonly verdict: 'accepted' | 'duplicate' }
  | { readonly id: string; readonly verdict: 'rejected' | 'unsent'; readonly reason: string };

/** A signal that is being sent, as JSON. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly sent: Promise<Sent>;
  settle(sent: Sent): void;
}

/** The signals without an acknowledgement, waiting or under way, oldest first and limited in number. */
export interface Outbox {
  readonly pending: number;
  readonly underWay: number;
  /**
   * Adds a signal. A pending signal with the same id counts as the same one. Returns undefined when there is no room.
   */
  add(id: string, text: string): Promise<Sent> | undefined;
  /** Takes the signals of the next frame; they count as under way. */
  next(): readonly Outgoing[];
  settle(sent: Sent): void;
  /** Puts all signals under way back to the front, after the connection was lost. */
  giveBack(): void;
  /** Sends less at once from now on, as the link was too slow; acknowledgements raise it again. */
  slowDown(): void;
  /** Puts these signals back to the front, and limits what is under way to what the engine took. */
  putOff(ids: readonly string[]): void;
  /** Ends all signals as `unsent` and takes no more. */
  giveUp(reason: string): void;
}

const FRAME_SIGNALS = 100;
/** In UTF-16 units. A unit takes at most three bytes, so a frame stays below the limit of a batch. */
const FRAME_CHARS = Math.floor(LIMITS.batchBytes / 4);
const MOST_UNDER_WAY = 1_000;
/** The least number of signals sent at once, however busy the engine is. */
const LEAST_UNDER_WAY = 20;
/** The limit of signals under way grows by this share of the signals that were taken. */
const GROWTH = 0.25;

/** Creates an outbox for at most `most` signals. `emptied` is called whenever the last one is settled. */
export function createOutbox(most: number, emptied: () => void): Outbox {
  const all = new Map<string, Outgoing>();
  const underWay = new Map<string, Outgoing>();
  let waiting: Outgoing[] = [];
  const pace = createPace(MOST_UNDER_WAY);
  /** The number of signals that the engine is known to take at once. */
  let room = MOST_UNDER_WAY;
  /** Whether some that wait are settled. */
  let isStale = false;

  const settle = (sent: Sent): void => {
    const outgoing = all.get(sent.id);
    if (!outgoing) return;
    all.delete(sent.id);
    if (underWay.delete(sent.id)) {
      pace.arrived(1);
      room = Math.min(MOST_UNDER_WAY, room + GROWTH);
    } else isStale = true;
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
      if (isStale) waiting = waiting.filter(({ id }) => all.has(id));
      isStale = false;
      let chars = 0;
      let count = 0;
      const { share } = pace;
      const window = Math.ceil(Math.min(MOST_UNDER_WAY * share, room));
      const whole = Math.min(Math.ceil(FRAME_SIGNALS * share), waiting.length);
      const fitting = Math.min(whole, window - underWay.size);
      // A frame for each few acknowledgements would cost the engine more than what is in it.
      if (fitting < Math.min(whole, window / 2) && underWay.size > 0) return [];
      while (count < fitting) {
        chars += waiting[count]!.text.length;
        if (count > 0 && chars > FRAME_CHARS * share) break;
        count++;
      }
      const frame = waiting.splice(0, Math.max(0, count));
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

/** Returns a frame of signals as JSON. */
export function frameOf(signals: readonly Outgoing[]): string {
  return `{"signals":[${signals.map(({ text }) => text).join(',')}]}`;
}
