import { performance } from 'node:perf_hooks';
import type { Clock } from './contract.ts';

/** A clock that goes by the signals' own time, for replays. */
export interface SignalClock extends Clock {
  /** Moves the engine's time on to `at`; a time that has passed already changes nothing. */
  advance(at: number): void;
}

/** Real time: `now` is the machine's, `wall` never runs back when somebody sets it. */
export function systemClock(): Clock {
  return { now: Date.now, wall };
}

/** The engine's time is the latest that `advance` was told, from `start` on; `wall` stays real. */
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

function wall(): number {
  return performance.timeOrigin + performance.now();
}
