import type { CustomerState } from '../state/contract.ts';
import { withAccuracy } from './accuracy.ts';
import type { Position, TimedFix } from './contract.ts';
import { EARTH_METRES, toRadians } from './geodesy.ts';

/** The last fix of a customer that counted, however long ago; undefined: none that is known. */
export function lastFix({ values }: CustomerState): TimedFix | undefined {
  const lat = values['location.lat'];
  const lon = values['location.lon'];
  if (typeof lat?.v !== 'number' || typeof lon?.v !== 'number') return undefined;
  const accuracyMetres = values['location.accuracyMetres']?.v;
  const { at } = lat;
  if (typeof accuracyMetres === 'number') return { lat: lat.v, lon: lon.v, at, accuracyMetres };
  const source = values['location.source']?.v;
  if (typeof source !== 'string') return { lat: lat.v, lon: lon.v, at };
  const { accuracyMetres: assumed } = withAccuracy({ lat: lat.v, lon: lon.v, source });
  return { lat: lat.v, lon: lon.v, at, ...(assumed !== undefined && { accuracyMetres: assumed }) };
}

/**
 * How far a position is at most from the last fix, along a meridian and the equator; infinite: none is known. Costs no
 * sine.
 */
export function mostMetresFromLast({ values }: CustomerState, { lat, lon }: Position): number {
  const lastLat = values['location.lat']?.v;
  const lastLon = values['location.lon']?.v;
  if (typeof lastLat !== 'number' || typeof lastLon !== 'number') return Number.POSITIVE_INFINITY;
  return METRES_PER_DEGREE * (Math.abs(lat - lastLat) + eastDegrees(lastLon, lon));
}

/** How many degrees one longitude is from another, the shorter way round. */
export function eastDegrees(from: number, to: number): number {
  const east = Math.abs(to - from);
  return east > 180 ? 360 - east : east;
}

export const METRES_PER_DEGREE = toRadians(1) * EARTH_METRES;
