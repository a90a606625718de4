import type { Place, Position, Ring } from '../../triggers/places/contract.ts';

/*
 * What "this place holds this position" means, slowly and plainly. Everything faster must agree with it.
 *
 * - Edges and the border itself count as inside.
 * - A polygon's edges are straight lines in degrees of longitude and latitude. An edge goes the shorter way round the
 *   Earth; one from -180 to 180 goes all around it. A ring that goes round a pole holds the pole that its points are
 *   nearer to. A point is in a polygon when it is in the outer ring and strictly in none of the holes; in a place when
 *   it is in one of its polygons.
 * - A pole is one point, and so are longitudes -180 and 180 at one latitude.
 * - A circle is all that is within its radius, a corridor all that is within half its width of its line, on a ball with
 *   the Earth's mean radius; between two of its points the line takes the shortest way.
 * - A place with validity holds nobody before `validFrom` and from `validTo` on.
 */

/** The mean radius of the Earth. */
export const EARTH_METRES = 6_371_008.8;

/** The places that hold a position at a time. */
export function holdingSlowly(places: readonly Place[], position: Position, at: number): readonly Place[] {
  return places.filter(
    (place) =>
      (place.validFrom === undefined || place.validFrom <= at) &&
      (place.validTo === undefined || at < place.validTo) &&
      shapeHolds(place, position),
  );
}

function shapeHolds({ shape }: Place, position: Position): boolean {
  if (shape.type === 'circle') return metres(position, shape.centre) <= shape.radiusMetres;
  if (shape.type === 'corridor') return metresToLine(position, shape.line) <= shape.widthMetres / 2;
  if (shape.type === 'point') return false;
  return shape.polygons.some((rings) => polygonHolds(rings, position));
}

function polygonHolds(rings: readonly Ring[], position: Position): boolean {
  if (Math.abs(position.lat) === 90) return poleIsHeld(rings, position.lat);
  const [outer, ...holes] = rings.map((ring) => whereIn(ring, position));
  return outer === 'edge' || (outer === 'inside' && holes.every((hole) => hole !== 'inside'));
}

function poleIsHeld(rings: readonly Ring[], lat: number): boolean {
  if (rings.some((ring) => ring.some(([, y]) => y === lat))) return true;
  const [outer, ...holes] = rings.map((ring) => poleOf(ring) === lat);
  return outer === true && !holes.includes(true);
}

/** Goes from the position straight north and counts the edges on the way. Exact. */
function whereIn(ring: Ring, { lat, lon }: Position): 'inside' | 'outside' | 'edge' {
  let crossed = poleOf(ring) === 90 ? 1 : 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]!;
    const [x2, y2] = ring[i]!;
    const from = { lon: x1, turns: 0 };
    const to = { lon: x2, turns: Math.round((eastward(x1, x2) - (x2 - x1)) / 360) };
    for (const turns of [-1, 0, 1]) {
      const here = { lon, turns };
      const side = sign(from, y1, to, y2, here, lat);
      const [afterFrom, afterTo] = [eastOf(here, from), eastOf(here, to)];
      const isInBox = afterFrom * afterTo <= 0 && lat >= Math.min(y1, y2) && lat <= Math.max(y1, y2);
      if (side === 0 && isInBox) return 'edge';
      const isAboveOrBelow = afterFrom >= 0 !== afterTo >= 0;
      const isBelowTheEdge = eastOf(to, from) > 0 ? side < 0 : side > 0;
      if (isAboveOrBelow && isBelowTheEdge) crossed++;
    }
  }
  return crossed % 2 === 1 ? 'inside' : 'outside';
}

/** A longitude and whole turns of the Earth: a sum would be rounded. */
interface Longitude {
  readonly lon: number;
  readonly turns: number;
}

/** 1 when a lies east of b, -1 west, 0 on the same meridian of the unrolled map. Exact. */
function eastOf(a: Longitude, b: Longitude): number {
  const about = a.lon - b.lon + 360 * (a.turns - b.turns);
  if (Math.abs(about) > 1e-6) return Math.sign(about); // far above what rounding can do to degrees
  const exact = wholeOf(a) - wholeOf(b);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

function poleOf(ring: Ring): 90 | -90 | undefined {
  let turned = 0;
  for (let i = 1; i < ring.length; i++) turned += eastward(ring[i - 1]![0], ring[i]![0]);
  if (Math.abs(turned) < 180) return undefined;
  return ring.slice(1).reduce((sum, [, lat]) => sum + lat, 0) >= 0 ? 90 : -90;
}

function eastward(from: number, to: number): number {
  const east = to - from;
  const isAround = Math.abs(from) === 180 && from === -to;
  if (Math.abs(east) <= 180 || isAround) return east;
  return east > 0 ? east - 360 : east + 360;
}

/** The sign of the area from a to b to p: positive when p is on the left. Exact. */
function sign(a: Longitude, ay: number, b: Longitude, by: number, p: Longitude, py: number): number {
  const [east, pEast] = [b.lon - a.lon + 360 * (b.turns - a.turns), p.lon - a.lon + 360 * (p.turns - a.turns)];
  const about = east * (py - ay) - (by - ay) * pEast;
  if (Math.abs(about) > 1e-6) return Math.sign(about); // far above what rounding can do to degrees
  const [x, y] = [wholeOf(a), toWhole(ay)];
  const exact = (wholeOf(b) - x) * (toWhole(py) - y) - (toWhole(by) - y) * (wholeOf(p) - x);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

function wholeOf({ lon, turns }: Longitude): bigint {
  return toWhole(lon) + toWhole(360 * turns);
}

/** Times 2 to the power of 1,074, which makes every number whole. */
function toWhole(n: number): bigint {
  let [rest, halvings] = [n, 0];
  while (!Number.isInteger(rest)) {
    rest *= 2;
    halvings++;
  }
  return BigInt(rest) << BigInt(1_074 - halvings);
}

/** The distance on the ground. */
export function metres(a: Position, b: Position): number {
  return EARTH_METRES * angle(a, b);
}

function metresToLine(position: Position, line: readonly Position[]): number {
  let least = metres(position, line[0]!);
  for (let i = 1; i < line.length; i++)
    least = Math.min(least, EARTH_METRES * angleToArc(position, line[i - 1]!, line[i]!));
  return least;
}

/** Across the track where the position is beside the arc, else to the nearer end (Williams, Aviation Formulary). */
export function angleToArc(p: Position, a: Position, b: Position): number {
  const length = angle(a, b);
  const away = angle(a, p);
  const turn = bearing(a, p) - bearing(a, b);
  const across = Math.asin(Math.sin(away) * Math.sin(turn));
  const along = Math.atan2(Math.sin(away) * Math.cos(turn), Math.cos(away));
  return along < 0 || along > length ? Math.min(away, angle(b, p)) : Math.abs(across);
}

function angle(a: Position, b: Position): number {
  const [latA, latB] = [rad(a.lat), rad(b.lat)];
  const h = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(rad(b.lon - a.lon) / 2) ** 2;
  return 2 * Math.atan2(Math.sqrt(h), Math.sqrt(Math.max(0, 1 - h)));
}

function bearing(a: Position, b: Position): number {
  const [latA, latB, east] = [rad(a.lat), rad(b.lat), rad(b.lon - a.lon)];
  return Math.atan2(
    Math.sin(east) * Math.cos(latB),
    Math.cos(latA) * Math.sin(latB) - Math.sin(latA) * Math.cos(latB) * Math.cos(east),
  );
}

function rad(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** How near a position is to the border of a circle or corridor, in metres; far for polygons, which are exact. */
export function metresToRoundBorder({ shape }: Place, position: Position): number {
  if (shape.type === 'circle') return Math.abs(metres(position, shape.centre) - shape.radiusMetres);
  if (shape.type === 'corridor') return Math.abs(metresToLine(position, shape.line) - shape.widthMetres / 2);
  return Number.POSITIVE_INFINITY;
}
