import type { Place, Position } from './contract.ts';
import { metresBetween, vectorOf } from './geodesy.ts';
import { CIRCLE, CORRIDOR, type Geometry, geometryOf } from './geometry.ts';
import { metresToCentre, metresToPiece, polygonHolds } from './item-test.ts';

/** How far a position is from the edge of a place, 0 inside; to half a percent up to 100 km. */
export function metresToPlace(place: Place, position: Position): number {
  let geometry = geometries.get(place);
  if (!geometry) {
    geometry = geometryOf([place]);
    geometries.set(place, geometry);
  }
  let least = Number.POSITIVE_INFINITY;
  for (let item = 0; item < geometry.kind.length; item++)
    least = Math.min(least, metresToItem(geometry, item, position));
  return least;
}

/** The same for one item of a geometry. */
export function metresToItem(geometry: Geometry, item: number, position: Position): number {
  const kind = geometry.kind[item];
  if (kind !== CIRCLE && kind !== CORRIDOR) return metresToPolygon(geometry, item, position);
  const [x, y, z] = vectorOf(position);
  const reach = geometry.reach[item]!;
  if (kind === CIRCLE) return Math.max(0, metresToCentre(geometry, item, x, y, z) - reach);
  let least = Number.POSITIVE_INFINITY;
  for (let piece = geometry.from[item]!; piece < geometry.to[item]!; piece++) {
    least = Math.min(least, metresToPiece(geometry, piece, x, y, z));
  }
  return Math.max(0, least - reach);
}

const geometries = new WeakMap<Place, Geometry>();

function metresToPolygon(geometry: Geometry, item: number, position: Position): number {
  if (polygonHolds(geometry, item, position.lon, position.lat)) return 0;
  const { xy, isLast, from, to } = geometry;
  let least = Number.POSITIVE_INFINITY;
  for (let part = from[item]!; part < to[item]!; part++) {
    if (isLast[part] === 1) continue;
    const at = 2 * part;
    least = Math.min(least, metresToEdge(position, xy[at]!, xy[at + 1]!, xy[at + 2]!, xy[at + 3]!));
  }
  return least;
}

/** On a map that is true around the position an edge is straight too: take its nearest point there. */
function metresToEdge(position: Position, x1: number, y1: number, x2: number, y2: number): number {
  const narrowing = Math.cos((position.lat * Math.PI) / 180);
  const round = Math.round((x1 - position.lon) / 360) * 360;
  const ax = (x1 - position.lon - round) * narrowing;
  const ay = y1 - position.lat;
  const dx = (x2 - x1) * narrowing;
  const dy = y2 - y1;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return metresBetween(position, { lat: y1 + share * dy, lon: x1 + share * (x2 - x1) });
}
