import type { Place, Position } from './contract.ts';
import { geometryOfPlace, metresToOutline } from './edge-distance.ts';
import { vectorOf } from './geodesy.ts';
import { CIRCLE, CORRIDOR, type Geometry } from './geometry.ts';
import { metresToCentre, metresToPiece, polygonHolds } from './item-test.ts';

/** How far a position is from the edge of a place, 0 inside; to half a percent up to 100 km. */
export function metresToPlace(place: Place, position: Position): number {
  const geometry = geometryOfPlace(place);
  let least = Number.POSITIVE_INFINITY;
  for (let item = 0; item < geometry.kind.length; item++)
    least = Math.min(least, metresToItem(geometry, item, position));
  return least;
}

/** The same for one item of a geometry. */
export function metresToItem(geometry: Geometry, item: number, position: Position): number {
  const kind = geometry.kind[item];
  if (kind !== CIRCLE && kind !== CORRIDOR) {
    if (polygonHolds(geometry, item, position.lon, position.lat)) return 0;
    return metresToOutline(geometry, item, position, Number.POSITIVE_INFINITY);
  }
  const [x, y, z] = vectorOf(position);
  const reach = geometry.reach[item]!;
  if (kind === CIRCLE) return Math.max(0, metresToCentre(geometry, item, x, y, z) - reach);
  let least = Number.POSITIVE_INFINITY;
  for (let piece = geometry.from[item]!; piece < geometry.to[item]!; piece++) {
    least = Math.min(least, metresToPiece(geometry, piece, x, y, z));
  }
  return Math.max(0, least - reach);
}
