import { LRUCache } from 'lru-cache';
import type { Place, Position } from './contract.ts';
import { metresToItem } from './edge-distance.ts';
import { metresBetween } from './geodesy.ts';
import { type Geometry, geometryOf } from './geometry.ts';

/**
 * How far a position is from the edge of a place, 0 inside, or from its beacons; to half a percent up to 100 km. For
 * places of an index, ask it.
 */
export function metresToPlace(place: Place, position: Position): number {
  if (place.shape.type === 'point') return metresBetween(place.shape.centre, position);
  const geometry = geometryOfPlace(place);
  let least = Number.POSITIVE_INFINITY;
  for (let item = 0; item < geometry.kind.length; item++)
    least = Math.min(least, metresToItem(geometry, item, position, Number.POSITIVE_INFINITY));
  return least;
}

// Some two kilobytes each.
const geometries = new LRUCache<Place, Geometry>({ max: 2_000 });

function geometryOfPlace(place: Place): Geometry {
  const known = geometries.get(place);
  if (known) return known;
  const geometry = geometryOf([place]);
  geometries.set(place, geometry);
  return geometry;
}
