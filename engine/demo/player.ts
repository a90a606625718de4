import type { RecordedSignal } from '../cli/tracks/contract.ts';
import type { SignalClock } from '../clock.ts';

/** What became of the signals that were sent. */
export interface Played {
  accepted: number;
  duplicates: number;
  readonly rejected: { readonly id: string; readonly reason: string }[];
}

/** What a sender says of one batch once the engine has it. */
export interface Acknowledged {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly id: string; readonly reason: string }[];
}

export interface PlayerParts {
  /** By time. */
  readonly signals: readonly RecordedSignal[];
  /** The engine's clock: the player drives it. */
  readonly clock: SignalClock;
  readonly send: (signals: readonly RecordedSignal[]) => Promise<Acknowledged>;
  /** How much faster than life; Infinity: as fast as it goes. */
  readonly speed: number;
  /** The part of the day that is played at that speed; the rest goes as fast as it can. */
  readonly span?: { readonly from: number; readonly to: number };
  /** Real time, milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly interrupted: AbortSignal;
}

/** Plays a day into an engine. */
export interface Player {
  /** Adds a signal that somebody sends because of what they got; in the past it goes out next. */
  add(signal: RecordedSignal): void;
  /** Something that happened at a time of the day is under way; the day does not run far ahead of it. Call what comes back when it ended. */
  hold(at: number): () => void;
  /** Resolves when everything is sent and acknowledged, or when interrupted. Throws when the sender does. */
  play(): Promise<Played>;
  /** City time that is reached, and how many signals went out. */
  readonly at: number;
  readonly sent: number;
}

/** Signals on their way to the engine at once, at most. */
const MOST_IN_FLIGHT = 400;
const MOST_IN_BATCH = 100;
/**
 * How far the day may run ahead of what is still under way, milliseconds of the day. At full speed a second takes hours of it:
 * without this an offer that is good for ten minutes would be old before any mail server could answer.
 */
const MOST_AHEAD_MS = 240_000;
/** Two hours a second: timers are looked for some times a second, and shall not find that half a day has passed. */
const FASTEST = 7_200;
const TICK_MS = 40;
const REST_MS = 4;

/** Prepares to play a day. */
export function createPlayer(parts: PlayerParts): Player {
  const { signals, clock, send, wait, interrupted } = parts;
  const played: Played = { accepted: 0, duplicates: 0, rejected: [] };
  const added: RecordedSignal[] = [];
  const underWay = new Map<symbol, number>();
  let next = 0;
  let inFlight = 0;
  let sent = 0;
  let failure: unknown;
  let wake: () => void = () => undefined;

  const peek = (): RecordedSignal | undefined => {
    const [day, extra] = [signals[next], added[0]];
    return !day || (extra && extra.at < day.at) ? extra : day;
  };
  const take = (): RecordedSignal => {
    const signal = peek()!;
    if (signal === added[0]) added.shift();
    else next++;
    return signal;
  };
  const hold = (at: number) => {
    const key = Symbol();
    underWay.set(key, at);
    return () => {
      if (underWay.delete(key)) wake();
    };
  };
  /** The latest time of the day that may be sent now. */
  const mayReach = (until: number) => {
    let earliest = until;
    for (const at of underWay.values()) earliest = Math.min(earliest, at + MOST_AHEAD_MS);
    return earliest;
  };
  const ship = (batch: readonly RecordedSignal[]) => {
    inFlight += batch.length;
    sent += batch.length;
    const done = hold(batch[0]!.at);
    send(batch)
      .then(({ accepted, duplicates, rejected }) => {
        played.accepted += accepted;
        played.duplicates += duplicates;
        played.rejected.push(...rejected);
      })
      .catch((cause: unknown) => {
        failure ??= cause;
      })
      .finally(() => {
        inFlight -= batch.length;
        done();
      });
  };
  /** Sends what is due until a time of the day; true when something went out. */
  const advanceTo = (until: number): boolean => {
    const reach = mayReach(until);
    const batch: RecordedSignal[] = [];
    while (batch.length < Math.min(MOST_IN_BATCH, MOST_IN_FLIGHT - inFlight)) {
      const signal = peek();
      if (!signal || signal.at > reach || (batch[0] && signal.at > batch[0].at + MOST_AHEAD_MS)) break;
      batch.push(take());
    }
    const last = batch.at(-1);
    if (last) clock.advance(last.at);
    if (batch.length > 0) ship(batch);
    return batch.length > 0;
  };

  return {
    hold,
    add(signal) {
      const at = Math.max(signal.at, clock.now());
      const place = added.findIndex((other) => other.at > at);
      added.splice(place < 0 ? added.length : place, 0, { ...signal, at });
      wake();
    },
    get at() {
      return clock.now();
    },
    get sent() {
      return sent;
    },
    async play() {
      const until = pacer(parts, () => peek()?.at);
      const stop = () => wake();
      interrupted.addEventListener('abort', stop);
      while (!interrupted.aborted && failure === undefined && (peek() || underWay.size > 0)) {
        const { time, isPaced } = until();
        while (advanceTo(time));
        clock.advance(mayReach(Math.min(time, peek()?.at ?? clock.now())));
        if (isPaced) await wait(TICK_MS);
        else if (underWay.size === 0) await wait(REST_MS);
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
      interrupted.removeEventListener('abort', stop);
      if (failure !== undefined) throw failure;
      return played;
    },
  };
}

/** Until which time of the day signals may go out, asked again and again. */
function pacer({ speed, span, signals, clock, now }: PlayerParts, nextAt: () => number | undefined) {
  const { from, to } = span ?? { from: signals[0]?.at ?? 0, to: Number.POSITIVE_INFINITY };
  let startedAt: number | undefined;
  let lastAt = now();
  /** No schedule that could be caught up with: whatever held the day back has passed. */
  const asFastAsMayBe = (most: number) => {
    const elapsedMs = now() - lastAt;
    lastAt += elapsedMs;
    return { time: Math.min(most, clock.now() + Math.max(1, elapsedMs) * FASTEST), isPaced: false };
  };
  return (): { readonly time: number; readonly isPaced: boolean } => {
    if (!Number.isFinite(speed)) return asFastAsMayBe(Number.POSITIVE_INFINITY);
    if (startedAt === undefined && (nextAt() ?? from) < from) return asFastAsMayBe(from - 1);
    startedAt ??= now();
    const time = from + (now() - startedAt) * speed;
    return time < to ? { time, isPaced: true } : asFastAsMayBe(Number.POSITIVE_INFINITY);
  };
}
