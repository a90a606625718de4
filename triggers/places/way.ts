import type { CustomerState } from '../state/contract.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix, Stretch, TimedFix, Way } from './contract.ts';
import { APART_MS, LEAST_MARGIN_METRES } from './edge-rule.ts';
import { metresBetween } from './geodesy.ts';
import { FASTEST_METRES_PER_SECOND } from './jumps.ts';
import { eastDegrees, METRES_PER_DEGREE, mostMetresFromLast } from './last-fix.ts';

/** Between two fixes that are further apart in time anything may have happened. */
export const MOST_WAY_MS = 90_000;
/** Longest way that counts as evidence: a longer one may have taken any street. */
export const MOST_WAY_METRES = 1_000;
/** Slower than this a customer may just as well have stood still while the phone erred. */
export const LEAST_SPEED = 0.7;
/** The same for a way shorter than this share of both errors. */
export const LEAST_SHARE = 0.7;
/** The same for a way of a customer who was at rest: a phone that lies still makes up one such way in 100,000. */
export const REST_SHARE = 2.25;

/**
 * Whether the stretch from the last fix to this one may be a way, whatever the accuracy of the last: rather more often
 * than not.
 */
export function mayBeWay(state: CustomerState, fix: Fix, at: number): boolean {
  const ms = at - state.positionAt;
  if (ms < APART_MS || ms > MOST_WAY_MS || fix.accuracyMetres === undefined || isCoarse(fix)) return false;
  return mostMetresFromLast(state, fix) >= leastMetres(NO_ERROR, fix, ms);
}

/**
 * How long the stretch between the last fix and this one is at most where it may be a way: both say how accurate they
 * are and are not coarse, and they are not of one moment and not too far apart. Costs no sine and makes no object:
 * nearly every stretch leads through no place.
 */
export function mostMetresBetween(from: TimedFix, fix: Fix, at: number): number | undefined {
  const ms = at - from.at;
  if (ms < APART_MS || ms > MOST_WAY_MS) return undefined;
  if (from.accuracyMetres === undefined || fix.accuracyMetres === undefined) return undefined;
  if (isCoarse(from) || isCoarse(fix)) return undefined;
  const north = METRES_PER_DEGREE * Math.abs(fix.lat - from.lat);
  const mostMetres = north + METRES_PER_DEGREE * eastDegrees(from.lon, fix.lon);
  if (north > MOST_WAY_METRES || mostMetres < leastMetres(from, fix, ms)) return undefined;
  return mostMetres;
}

/**
 * A stretch as a way; undefined: it is too long, or so short or slow that the errors of a phone which lies still may
 * have made it.
 */
export function wayOf({ from, to }: Stretch, wasAtRest: boolean): Way | undefined {
  const ms = to.at - from.at;
  const metres = metresBetween(from, to);
  const most = Math.min(MOST_WAY_METRES, (FASTEST_METRES_PER_SECOND * ms) / 1_000);
  if (metres < leastMetres(from, to, ms, wasAtRest ? REST_SHARE : LEAST_SHARE) || metres > most) return undefined;
  return { from, to, at: to.at, ms, metres, errors: [errorOf(from), errorOf(to)] };
}

type Accurate = Pick<Fix, 'accuracyMetres'>;
const NO_ERROR: Accurate = { accuracyMetres: 0 };

function leastMetres(from: Accurate, to: Accurate, ms: number, share = LEAST_SHARE): number {
  return Math.max(share * (errorOf(from) + errorOf(to)), (LEAST_SPEED * ms) / 1_000);
}

/** How far a fix may be wrong: no phone is right to less than a few steps. */
function errorOf({ accuracyMetres = 0 }: Accurate): number {
  return Math.max(LEAST_MARGIN_METRES, accuracyMetres);
}
