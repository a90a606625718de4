import tzLookup from '@photostructure/tz-lookup';
import type { World } from '../triggers/contract.ts';

/** Tells the IANA zone of a position; undefined for what is no position. A tenth of a microsecond: nothing is remembered. */
export function createZoneAt(): World['zoneAt'] {
  return (lat, lon) => {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return undefined;
    return tzLookup(lat, lon);
  };
}
