import type { CustomerState } from '../state/contract.ts';
import { withAccuracy } from './accuracy.ts';
import type { TimedFix } from './contract.ts';

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
