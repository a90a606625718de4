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
/** Lying near an edge it looks so often more before it believes its sensors, for the engine wants two that agree. */
const SETTLING_LOOKS = 8;
/** Standing, while its sensors have not called it rest yet: it may be a stop, and the tram comes. */
const LONGEST_STANDING_MS = 10_000;
/**
 * At rest without sensors nothing else would notice that it leaves. Who has rested for long goes on resting for long,
 * so the wait is a share of the rest; and who rests longer than a tram stops sets off on foot, so it is at most as long
 * as a walk to the next edge.
 */
const SHARE_OF_REST = 0.15;
const REST_WAIT_MS = { least: 27_000, most: 90_000 };
/** A brisk walk. */
const SETTING_OFF = 2;
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
  let rest = { since: 0, looks: 0 };
  let fastest = { speed: 0, at: 0 };
  return {
    next(fix, freeMetres, { isMoving, battery = 100, isCharging = true }) {
      const speed = speedOf(fix, before);
      before = fix;
      // Who stands at a stop or a light goes on as they came.
      if (speed >= fastest.speed || fix.at - fastest.at > PAUSE_MS) fastest = { speed, at: fix.at };
      rest = speed < REST ? { since: rest.since || fix.at, looks: rest.looks + 1 } : { since: 0, looks: 0 };
      const shortest = SHORTEST_MS * (battery < LOW_BATTERY && !isCharging ? 2 : 1);
      if (isMoving === false) {
        const isUnsettled = freeMetres < 2 * fix.accuracyMetres && rest.looks <= SETTLING_LOOKS;
        return isUnsettled ? shortest : STILL_MS;
      }
      const reachMs = (Math.max(0, freeMetres - fix.accuracyMetres) / topSpeed(fastest.speed)) * 1_000;
      const most =
        rest.since === 0 ? LONGEST_MS : isMoving ? LONGEST_STANDING_MS : restWait(fix.at - rest.since, freeMetres);
      const least = rest.since === 0 || isMoving ? shortest : most;
      return Math.max(shortest, Math.min(most, Math.max(reachMs, least)));
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

/** How long to wait at a rest that has lasted so long already, so far from an edge. */
function restWait(restedMs: number, freeMetres: number): number {
  const { least, most } = REST_WAIT_MS;
  const departedMs = (freeMetres / SETTING_OFF) * 1_000;
  return Math.min(restedMs * SHARE_OF_REST, Math.max(least, Math.min(most, departedMs)));
}

/** How fast a device of this speed may be until it is looked at again. */
function topSpeed(speed: number): number {
  if (speed < REST) return 2;
  if (speed < WALK) return speed * 1.5 + 1;
  return speed * 2 + 4;
}
