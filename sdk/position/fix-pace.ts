import type { DeviceFix, DeviceState } from './contract.ts';
import { metresApartOf } from './ground.ts';

/** Decides when a device looks again where it is. */
export interface FixPace {
  /** Takes a fix, and returns after how many milliseconds the next one is wanted. */
  next(fix: DeviceFix, freeMetres: number, state: DeviceState): number;
}

/** Near an edge, on foot: the engine wants two fixes, five seconds or more apart, of which the second confirms. */
const SHORTEST_MS = 5_000;
const LONGEST_MS = 15 * 60_000;
/** While its sensors say that it lies still: a look now and then, should they be wrong. */
const STILL_MS = 10 * 60_000;
/** At rest without sensors the wait doubles up to this, for nothing else would notice that it leaves. */
const LONGEST_AT_REST_MS = 40_000;
/** How long a pause on the way may last. */
const PAUSE_MS = 150_000;
const LOW_BATTERY = 20;

/** Below this a device is at rest. */
const REST = 0.4;
const WALK = 2.5;

/**
 * Creates the pace. The next fix is due when the device could be where something can happen, at the speed that it has
 * and what it could gain; near that place fixes come every few seconds until it is past.
 */
export function createFixPace(): FixPace {
  let before: DeviceFix | undefined;
  let restMs = SHORTEST_MS;
  let fastest = { speed: 0, at: 0 };
  return {
    next(fix, freeMetres, { isMoving, battery = 100, isCharging = true }) {
      const speed = speedOf(fix, before);
      before = fix;
      // Who stands at a stop or a light goes on as they came.
      if (speed >= fastest.speed || fix.at - fastest.at > PAUSE_MS) fastest = { speed, at: fix.at };
      if (isMoving === false) return STILL_MS;
      const isAtRest = speed < REST && isMoving === undefined;
      restMs = isAtRest ? Math.min(restMs * 1.5, LONGEST_AT_REST_MS) : SHORTEST_MS;
      const reachMs = (Math.max(0, freeMetres - fix.accuracyMetres) / topSpeed(fastest.speed)) * 1_000;
      const sparing = battery < LOW_BATTERY && !isCharging ? 2 : 1;
      return Math.min(LONGEST_MS, Math.max(reachMs, isAtRest ? restMs : 0, SHORTEST_MS * sparing));
    },
  };
}

/** What the platform says, else what the last two fixes say beyond their errors. */
function speedOf(fix: DeviceFix, before: DeviceFix | undefined): number {
  if (fix.speedMetresPerSecond !== undefined && fix.speedMetresPerSecond >= 0) return fix.speedMetresPerSecond;
  if (!before || fix.at <= before.at) return WALK;
  const metres = metresApartOf(fix, before) - Math.max(fix.accuracyMetres, before.accuracyMetres);
  return Math.max(0, metres) / ((fix.at - before.at) / 1_000);
}

/** How fast a device of this speed may be until it is looked at again. */
function topSpeed(speed: number): number {
  if (speed < REST) return 2;
  if (speed < WALK) return speed * 1.5 + 1;
  return speed * 2 + 4;
}
