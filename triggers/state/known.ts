import type { Read } from '../contract.ts';
import type { CustomerState } from './contract.ts';

/** Returns the known value of a field at an instant; undefined when it is missing or no longer counts as true. */
export function knownValue(state: CustomerState, field: string, at: number): unknown {
  const value = state.values[field];
  if (value === undefined || (value.until !== undefined && at > value.until)) return undefined;
  return value.v ?? undefined;
}

/** Creates the function that reads the known value of a field. */
export function readKnown(name: string): Read {
  return Object.assign<Read, Pick<Read, 'plain'>>(({ state, at }) => knownValue(state, name, at), {
    plain: { of: 'known', name },
  });
}

/** Returns how long ago a value was true, in seconds, also when it no longer counts; undefined: it was never known. */
export function ageSeconds(state: CustomerState, field: string, at: number): number | undefined {
  const value = state.values[field];
  return value === undefined || value.v === null ? undefined : Math.max(0, at - value.at) / 1_000;
}

/** Returns the customer's last position; undefined: there is none, or it no longer counts. */
export function knownPosition(state: CustomerState, at: number): { lat: number; lon: number } | undefined {
  const lat = knownValue(state, 'location.lat', at);
  const lon = knownValue(state, 'location.lon', at);
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : undefined;
}
