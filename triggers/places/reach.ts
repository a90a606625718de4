import type { Place, Position } from './contract.ts';
import { EARTH_METRES, metresBetween, toRadians } from './geodesy.ts';

/** How far anything of a place is from its centre, rather more than less. Worked out once a place. */
export function reachOf(place: Place): number {
  const known = reaches.get(place);
  if (known !== undefined) return known;
  const reach = workOut(place);
  reaches.set(place, reach);
  return reach;
}

const reaches = new WeakMap<Place, number>();

// Between two far corners an edge may bulge.
const MORE = 1.05;

function workOut(place: Place): number {
  const { shape, centre } = place;
  if (shape.type === 'point') return 0;
  if (shape.type === 'circle') return shape.radiusMetres;
  if (shape.type === 'corridor') {
    const far = shape.line.reduce((most, point) => Math.max(most, metresBetween(centre, point)), 0);
    return (far + shape.widthMetres / 2) * MORE;
  }
  let [high, wide] = [0, 0];
  for (const rings of shape.polygons) {
    for (const [lon, lat] of rings[0]!) {
      high = Math.max(high, Math.abs(lat - centre.lat));
      const apart = Math.abs(lon - centre.lon);
      wide = Math.max(wide, Math.min(apart, 360 - apart));
    }
  }
  if (high > 5 || wide > 5 || Math.abs(centre.lat) + high > 80) return farthest(place) * MORE;
  const narrowing = Math.cos(toRadians(Math.max(0, Math.abs(centre.lat) - high)));
  return toRadians(Math.hypot(high, wide * narrowing)) * EARTH_METRES * MORE;
}

/** Large, or far north or south: corner by corner, on the ball. Edges may pass further away than their ends. */
function farthest({ shape, centre }: Place): number {
  if (shape.type !== 'polygon') return 0;
  let most = 0;
  for (const rings of shape.polygons) {
    for (let i = 1; i < rings[0]!.length; i++) {
      const [[x1, y1], [x2, y2]] = [rings[0]![i - 1]!, rings[0]![i]!];
      const east = Math.abs(x2 - x1) > 180 && Math.abs(x2 - x1) < 360 ? x2 - x1 - 360 * Math.sign(x2 - x1) : x2 - x1;
      const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(east), Math.abs(y2 - y1)) / 10));
      for (let piece = 0; piece < pieces; piece++) {
        const at: Position = { lat: y1 + ((y2 - y1) * piece) / pieces, lon: x1 + (east * piece) / pieces };
        most = Math.max(most, metresBetween(centre, at));
      }
    }
  }
  return most;
}
