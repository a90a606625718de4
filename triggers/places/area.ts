import type { Place, Ring } from './contract.ts';
import { EARTH_METRES, metresBetween, toRadians } from './geodesy.ts';

const METRES_PER_DEGREE = toRadians(1) * EARTH_METRES;
const known = new WeakMap<Place, number>();

/** About how large a place is, in square metres, for telling the smaller of two: on a flat map, worked out once. */
export function squareMetresOf(place: Place): number {
  const before = known.get(place);
  if (before !== undefined) return before;
  const area = measure(place);
  known.set(place, area);
  return area;
}

function measure({ shape }: Place): number {
  switch (shape.type) {
    case 'point':
      return 0;
    case 'circle':
      return roundArea(shape.radiusMetres);
    case 'corridor': {
      const ends = shape.line.slice(1);
      const metres = ends.reduce((sum, end, i) => sum + metresBetween(shape.line[i]!, end), 0);
      return metres * shape.widthMetres + roundArea(shape.widthMetres / 2);
    }
    case 'polygon':
      return shape.polygons.reduce((sum, [outline, ...holes]) => {
        const without = holes.reduce((area, hole) => area + ringSquareMetres(hole), 0);
        return sum + (outline ? ringSquareMetres(outline) - without : 0);
      }, 0);
  }
}

function roundArea(radiusMetres: number): number {
  return Math.PI * radiusMetres ** 2;
}

/**
 * About how large the area in a ring is: the shoelace, from its first position on. An edge goes the shorter way round
 * the Earth.
 */
export function ringSquareMetres(ring: Ring): number {
  const [start] = ring;
  if (!start) return 0;
  let twice = 0;
  let lats = 0;
  let [x, y] = [0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [[lon, lat], [lonBefore]] = [ring[i]!, ring[i - 1]!];
    const turn = lon - lonBefore;
    const toX = x + turn - 360 * Math.round(turn / 360);
    const toY = lat - start[1];
    twice += x * toY - toX * y;
    lats += lat;
    [x, y] = [toX, toY];
  }
  const middle = lats / Math.max(1, ring.length - 1);
  return (Math.abs(twice) / 2) * METRES_PER_DEGREE ** 2 * Math.cos(toRadians(middle));
}
