import tzLookup from '@photostructure/tz-lookup';
import type { World } from '../triggers/contract.ts';

/**
 * Returns a function that gives the IANA zone of a position; undefined for an invalid position. It takes a tenth of a
 * microsecond, so nothing is cached.
 */
export function createZoneAt(): World['zoneAt'] {
  return (lat, lon) => {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return undefined;
    return tzLookup(lat, lon);
  };
}
