import { performance } from 'node:perf_hooks';
import type { Clock } from './contract.ts';

/** A clock that a replay moves by the times of its signals. */
export interface SignalClock extends Clock {
  /** Moves the engine's time on to `at`. An earlier time changes nothing. */
  advance(at: number): void;
}

/** Returns a clock of real time: `now` is the machine's, and `wall` never runs back when the machine's clock is set. */
export function systemClock(): Clock {
  return { now: Date.now, wall };
}

/** Returns a clock whose engine time is the latest that `advance` got, from `start` on; `wall` stays real. */
export function signalClock(start = 0): SignalClock {
  let latest = start;
  return {
    now: () => latest,
    wall,
    advance(at) {
      if (at > latest) latest = at;
    },
  };
}

/** Returns a clock of real time that began at `start`; `advance` changes nothing. */
export function shiftClock(start: number): SignalClock {
  const offset = start - wall();
  return { now: () => Math.round(wall() + offset), wall, advance: () => undefined };
}

function wall(): number {
  return performance.timeOrigin + performance.now();
}
