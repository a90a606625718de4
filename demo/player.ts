import type { SignalClock } from '../engine/clock.ts';
import type { RecordedSignal } from '../sdk/protocol.ts';
import { createSteps, type Step, type Steps } from './steps.ts';

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
  /** The engine's clock: the player drives it, and it stands while something is under way. */
  readonly clock: SignalClock;
  /** Resolves when all of them are acknowledged. */
  readonly send: (signals: readonly RecordedSignal[]) => Promise<Acknowledged>;
  /** Resolves when all that is due by the clock has happened, and everything that came of it. */
  readonly settled: () => Promise<void>;
  /** How much faster than life; Infinity: as fast as it goes. */
  readonly speed: number;
  /** The part of the day that is played at that speed; the rest goes as fast as it can. */
  readonly span?: { readonly from: number; readonly to: number };
  /** Real time, milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly interrupted: AbortSignal;
}

/**
 * Plays a day into an engine, step by step: each is over before the next begins, so the same day comes to the same
 * however fast.
 */
export interface Player extends Pick<Steps, 'add'> {
  /** Resolves when everything is sent and settled, or when interrupted. Throws when the sender does. */
  play(): Promise<Played>;
  /** City time that is reached, and how many signals went out. */
  readonly at: number;
  readonly sent: number;
}

const LONGEST_WAIT_MS = 40;

/** Prepares to play a day. */
export function createPlayer(parts: PlayerParts): Player {
  const { signals, clock, send, settled, interrupted } = parts;
  const played: Played = { accepted: 0, duplicates: 0, rejected: [] };
  const steps = createSteps(signals);
  let sent = 0;

  const take = async ({ to, signals }: Step) => {
    clock.advance(to);
    sent += signals.length;
    if (signals.length > 0) {
      const { accepted, duplicates, rejected } = await send(signals);
      played.accepted += accepted;
      played.duplicates += duplicates;
      played.rejected.push(...rejected);
    }
    await settled();
  };
  return {
    add: steps.add,
    get at() {
      return clock.now();
    },
    get sent() {
      return sent;
    },
    async play() {
      const due = createPacer(parts);
      for (let step = steps.next(clock.now()); step; step = steps.next(clock.now())) {
        await due(step.to);
        if (interrupted.aborted) break;
        await take(step);
      }
      return played;
    },
  };
}

/** Resolves when a time of the day has come at the speed that is wanted. */
function createPacer({ speed, span, signals, now, wait, interrupted }: PlayerParts): (at: number) => Promise<void> {
  const { from, to } = span ?? { from: signals[0]?.at ?? 0, to: Number.POSITIVE_INFINITY };
  let startedAt: number | undefined;
  return async (at) => {
    if (!Number.isFinite(speed) || at < from || at > to) return;
    startedAt ??= now();
    const dueAt = startedAt + (at - from) / speed;
    while (now() < dueAt && !interrupted.aborted) await wait(Math.min(LONGEST_WAIT_MS, dueAt - now()));
  };
}
