import * as turf from '@turf/turf';
import Flatbush from 'flatbush';
import type { Place, Position, Ring, Shape } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';

/**
 * How many places hold a point, by an R-tree over boxes and then an exact test: turf's point-in-polygon, or the
 * distance to a circle's centre. It knows no antimeridian: `unroll` lays the west out east of it.
 */
export function peerOf(places: readonly Place[], unroll: (lon: number) => number): (point: Position) => number {
  const tree = new Flatbush(places.length);
  const tests = places.map(({ shape }) => {
    tree.add(...boxOf(shape, unroll));
    return testOf(shape, unroll);
  });
  tree.finish();
  return ({ lat, lon }) => {
    const x = unroll(lon);
    let hits = 0;
    for (const i of tree.search(x, lat, x, lat)) if (tests[i]!(x, lat)) hits++;
    return hits;
  };
}

type Holds = (x: number, y: number) => boolean;

function testOf(shape: Shape, unroll: (lon: number) => number): Holds {
  if (shape.type === 'circle') {
    const { centre, radiusMetres } = shape;
    return (x, y) => metresBetween({ lat: y, lon: x }, centre) <= radiusMetres;
  }
  const laid = (ring: Ring) => ring.map(([lon, lat]) => [unroll(lon), lat] as [number, number]);
  const polygons = shape.type === 'polygon' ? shape.polygons.map((rings) => rings.map(laid)) : [];
  if (polygons.length === 1) {
    const polygon = turf.polygon(polygons[0]!);
    return (x, y) => turf.booleanPointInPolygon([x, y], polygon);
  }
  const feature = turf.multiPolygon(polygons);
  return (x, y) => turf.booleanPointInPolygon([x, y], feature);
}

function boxOf(shape: Shape, unroll: (lon: number) => number): [number, number, number, number] {
  if (shape.type === 'circle') {
    const high = shape.radiusMetres / 111_000;
    const wide = high / Math.cos(((Math.abs(shape.centre.lat) + high) * Math.PI) / 180);
    const [x, y] = [unroll(shape.centre.lon), shape.centre.lat];
    return [x - wide, y - high, x + wide, y + high];
  }
  const points = shape.type === 'polygon' ? shape.polygons.flat(2) : [];
  const xs = points.map(([lon]) => unroll(lon));
  const ys = points.map(([, lat]) => lat);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
