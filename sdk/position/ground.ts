const EARTH_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;

interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** The distance between two positions on the ground. */
export function metresApartOf(a: Point, b: Point): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLon * sinLon;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}
