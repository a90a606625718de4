import type { Ring } from './contract.ts';

type Rings = readonly Ring[] | readonly (readonly Ring[])[];

/**
 * The rings of a Polygon (1 level of lists above them) or of a MultiPolygon (2). Undefined where anything is not as the
 * schema wants it, which then says what: it takes longer for 200 positions than all that is done with them.
 */
export function quickRings(coordinates: unknown, levels: 1 | 2): Rings | undefined {
  if (!Array.isArray(coordinates) || coordinates.length === 0 || coordinates.length > MOST) return undefined;
  const read = [];
  for (const inner of coordinates) {
    const one = levels === 1 ? quickRing(inner) : quickRings(inner, 1);
    if (one === undefined) return undefined;
    read.push(one);
  }
  return read as Rings;
}

/** More rings or polygons than this are for the schema to count. */
const MOST = 1_000;

function quickRing(points: unknown): Ring | undefined {
  if (!Array.isArray(points)) return undefined;
  const ring = new Array<Ring[number]>(points.length);
  for (let i = 0; i < points.length; i++) {
    const point: unknown = points[i];
    if (!Array.isArray(point)) return undefined;
    const [lon, lat, height] = point as readonly unknown[];
    if (!isWithin(lon, 180) || !isWithin(lat, 90)) return undefined;
    if (point.length > 2 && (point.length > 3 || !Number.isFinite(height))) return undefined;
    ring[i] = [lon, lat];
  }
  return ring;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= -most && value <= most;
}
