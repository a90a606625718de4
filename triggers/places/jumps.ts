import type { CustomerState } from '../state/contract.ts';
import type { SuspectFix } from '../state/movement/contract.ts';
import type { Fix } from './contract.ts';
import { metresBetween } from './geodesy.ts';
import { lastFix, mostMetresFromLast } from './last-fix.ts';
import { forget, movementOf } from './movement.ts';

/** Faster than the fastest trains. A customer in the air is in no place. */
export const FASTEST_METRES_PER_SECOND = 100;
/**
 * Faster than cars: one fix alone, which does not say that it is fast, may as well be of another device that has no
 * name.
 */
export const FAST_METRES_PER_SECOND = 50;
/** Nearer than this it is one device that errs. */
export const FAR_METRES = 1_000;

/**
 * Whether a fix may count: whether the customer can have come there since the last one, given how accurate both are.
 * One that they cannot have come to, or only by the fastest trains while the device does not say that it is fast, is
 * kept as a suspect, and counts for nothing; when the next one agrees with it and not with the last that counted, that
 * one counts. So a customer who lands somewhere, or began with a wrong fix, is found at the second. A fix that does not
 * say how accurate it is is taken at its word. Only fixes newer than the last are asked about.
 */
export function isPossible(state: CustomerState, fix: Fix, at: number): boolean {
  if (fix.accuracyMetres === undefined) return true;
  const suspect = state.movement?.suspect;
  if (isReachable(state, fix, at) || (suspect && canReach(suspect, fix, at))) {
    if (suspect) forget(state, 'suspect');
    return true;
  }
  const { lat, lon, accuracyMetres } = fix;
  movementOf(state).suspect = { lat, lon, accuracyMetres, at };
  return false;
}

/** From the last fix that counted. */
function isReachable(state: CustomerState, fix: Fix, at: number): boolean {
  // A look that costs little settles nearly all: along a parallel and a meridian it is never shorter.
  const lat = state.values['location.lat'];
  if (lat && mostMetresFromLast(state, fix) <= mostMetres(0, lat.at, fix, at, true)) return true;
  const last = lastFix(state);
  return !last || metresBetween(last, fix) <= mostMetres(last.accuracyMetres ?? 0, last.at, fix, at, true);
}

function canReach(from: SuspectFix, fix: Fix, at: number): boolean {
  return metresBetween(from, fix) <= mostMetres(from.accuracyMetres, from.at, fix, at, false);
}

function mostMetres(accuracyMetres: number, since: number, fix: Fix, at: number, isAlone: boolean): number {
  const seconds = Math.abs(at - since) / 1_000;
  const fastest = FASTEST_METRES_PER_SECOND * seconds;
  const most =
    isAlone && fastest > FAR_METRES ? Math.min(fastest, Math.max(FAR_METRES, speedOf(fix) * seconds)) : fastest;
  return most + accuracyMetres + (fix.accuracyMetres ?? 0);
}

/** The highest speed at which a customer may have come to a fix: twice the speed it reports, as trains brake. */
function speedOf({ speedMetresPerSecond = 0 }: Fix): number {
  return Math.max(FAST_METRES_PER_SECOND, 2 * speedMetresPerSecond);
}
