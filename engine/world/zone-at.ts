import tzLookup from '@photostructure/tz-lookup';
import { LRUCache } from 'lru-cache';
import type { World } from '../../triggers/contract.ts';

/** Zones are remembered for squares of about a kilometre: finer than the borders that the table knows. */
const SQUARES_PER_DEGREE = 100;
const REMEMBERED = 20_000;

/** Tells the IANA zone of a position; undefined for what is no position. */
export function createZoneAt(): World['zoneAt'] {
  const zones = new LRUCache<number, string>({ max: REMEMBERED });
  return (lat, lon) => {
    if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return undefined;
    const square = Math.floor((lat + 90) * SQUARES_PER_DEGREE) * 40_000 + Math.floor((lon + 180) * SQUARES_PER_DEGREE);
    const known = zones.get(square);
    if (known !== undefined) return known;
    const zone = tzLookup(lat, lon);
    zones.set(square, zone);
    return zone;
  };
}
