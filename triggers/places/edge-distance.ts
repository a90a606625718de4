import type { Position } from './contract.ts';
import { metresToCurve } from './curve-distance.ts';
import { EARTH_METRES, metresBetween, toRadians, vectorOf } from './geodesy.ts';
import { CIRCLE, CORRIDOR, type Geometry } from './geometry.ts';
import { metresToCentre, metresToPiece, polygonHolds } from './item-test.ts';

/** How far a position is from an item, 0 inside; infinite when further than `most`. To half a percent up to 100 km. */
export function metresToItem(geometry: Geometry, item: number, position: Position, most: number): number {
  const kind = geometry.kind[item];
  if (kind === CIRCLE || kind === CORRIDOR) return clipDistance(most, metresOutside(geometry, item, position));
  if (polygonHolds(geometry, item, position.lon, position.lat)) return 0;
  return clipDistance(most, metresToOutline(geometry, item, position, most));
}

/** How far a position is from the edge of an item, inside or outside; infinite when further than `most`. */
export function metresToItemEdge(geometry: Geometry, item: number, position: Position, most: number): number {
  const kind = geometry.kind[item];
  if (kind === CIRCLE || kind === CORRIDOR)
    return clipDistance(most, Math.abs(metresOutside(geometry, item, position)));
  return clipDistance(most, metresToOutline(geometry, item, position, most));
}

function clipDistance(most: number, metres: number): number {
  return metres > most ? Number.POSITIVE_INFINITY : Math.max(0, metres);
}

/** Of a circle or corridor; below 0 inside. */
function metresOutside(geometry: Geometry, item: number, position: Position): number {
  const [x, y, z] = vectorOf(position);
  const reach = geometry.reach[item]!;
  if (geometry.kind[item] === CIRCLE) return metresToCentre(geometry, item, x, y, z) - reach;
  let least = Number.POSITIVE_INFINITY;
  for (let piece = geometry.from[item]!; piece < geometry.to[item]!; piece++) {
    least = Math.min(least, metresToPiece(geometry, piece, x, y, z));
  }
  return least - reach;
}

/** How far a position is from the nearest edge of a polygon; edges that are further than `most` may be passed over. */
function metresToOutline(geometry: Geometry, item: number, here: Position, most: number): number {
  const { xy, isLast, from, to } = geometry;
  const high = Math.min(180, (most / EARTH_METRES) * (180 / Math.PI) * MORE);
  const narrowest = Math.cos(toRadians(Math.min(90, Math.abs(here.lat) + high)));
  const wide = narrowest * 360 > high ? high / narrowest : 360;
  const { lat, lon } = here;
  const end = to[item]!;
  let least = Number.POSITIVE_INFINITY;
  for (let part = from[item]!; part < end; part++) {
    const at = 2 * part;
    const y1 = xy[at + 1]! - lat;
    const y2 = xy[at + 3]! - lat;
    // Most edges are passed over by this, the cheapest question.
    if ((y1 > high && y2 > high) || (y1 < -high && y2 < -high) || isLast[part] === 1) continue;
    const east = xy[at]! - lon;
    const x1 = east > -180 && east < 180 ? east : east - Math.round(east / 360) * 360;
    const x2 = x1 + xy[at + 2]! - xy[at]!;
    const west = Math.min(x1, x2);
    const rim = Math.max(x1, x2);
    if (west <= wide && rim >= -wide) least = minMetres(least, here, x1, y1, x2, y2);
    // The same edge, one turn of the Earth away.
    if (rim - 360 >= -wide) least = minMetres(least, here, x1 - 360, y1, x2 - 360, y2);
    if (west + 360 <= wide) least = minMetres(least, here, x1 + 360, y1, x2 + 360, y2);
  }
  return least;
}

/**
 * How far an edge is, or `least` when that is less. On a map that is true around the position, and has it in its
 * middle, an edge is straight too: its nearest point is taken there. Towards a pole that map bends; an edge that is far
 * for that is a curve.
 */
function minMetres(least: number, here: Position, x1: number, y1: number, x2: number, y2: number): number {
  const narrowing = Math.cos(toRadians(here.lat));
  const dx = (x2 - x1) * narrowing;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * narrowing * dx + y1 * dy) / length));
  const metres = metresBetween(here, { lat: here.lat + y1 + share * dy, lon: here.lon + x1 + share * (x2 - x1) });
  const best = Math.min(metres, least);
  return metres <= FLAT * EARTH_METRES * narrowing ? best : metresToCurve(here, x1, y1, x2, y2, best);
}

// As a share of the way to the pole: what is told is then off by the square of it.
const FLAT = 0.05;
// Over the curve of the Earth, and what rounding may take.
const MORE = 1.001;
