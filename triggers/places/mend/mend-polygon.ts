import { ringSquareMetres } from '../area.ts';
import { poleHeldBy } from '../chains.ts';
import type { Ring } from '../contract.ts';
import { metresBetween } from '../geodesy.ts';
import { MOST_POINTS, polygonProblems, tidyRing } from '../ring-problems.ts';
import { areaOf, type Points, unrollRing, wrapToMap } from '../unroll-ring.ts';
import { facesOf } from './faces.ts';
import { nodeRings } from './node-rings.ts';
import { outlinesOf } from './outlines.ts';

/** One mend of a ring; of the whole polygon where the ring is 0. */
export interface Mending {
  readonly ring: number;
  readonly what: string;
  /** Of what is no longer held; below 0: more is held than before. */
  readonly lostSquareMetres?: number;
}

/** Polygons that hold what a broken one did, up to slivers, and all that was done. */
export interface MendedPolygon {
  readonly polygons: readonly (readonly Ring[])[];
  readonly mendings: readonly Mending[];
}

/**
 * A part of a divided outline, or a hole, that is thinner on average, and less than a hundredth of the whole, is a
 * sliver.
 */
const SLIVER_METRES = 5;
const SLIVER_SHARE = 0.01;
const THIN_DEGREES = 1e-9;
/** A centimetre: what is no larger than this has no outline to speak of. */
const SMALL_DEGREES = 1e-7;
const SMALL_SQUARE_METRES = 1;
/** A square centimetre: less is no place, whatever its outline. */
const LEAST_SQUARE_METRES = 1e-4;
const FINEST_DEGREES = 1e-14;
/** Numbers are rounded once more on the way back over the antimeridian. */
const MOST_TRIES = 3;

/**
 * Mends a polygon: closes rings, drops repeated positions and rings without an area, brings longitudes into range,
 * divides it where it crosses itself, cuts holes to what lies inside, drops slivers, winds rings right. What the
 * outline goes around (non-zero) and no hole does is held. A polygon that is right is not changed. What cannot be
 * mended is left as it is, for the checks to tell.
 */
export function mendPolygon(given: readonly Ring[]): MendedPolygon {
  const mendings: Mending[] = [];
  const rings = given.map((ring, r) => orderRing(ring, (what) => mendings.push({ ring: r, what })));
  const sound = rings.filter((ring, r) => {
    if (!isFlat(ring)) return true;
    mendings.push({ ring: r, what: 'had no area: dropped', lostSquareMetres: 0 });
    return false;
  });
  if (sound[0] !== rings[0]) return { polygons: [], mendings };
  const points = sound.reduce((sum, ring) => sum + ring.length, 0);
  const isMendable = points <= MOST_POINTS && sound.every((ring) => poleHeldBy(ring) === undefined);
  let polygons: readonly (readonly Ring[])[] = [sound];
  for (let tries = 0; tries < MOST_TRIES && isMendable; tries++) {
    if (polygons.every((one) => isRight(one))) break;
    polygons = polygons.flatMap((one) => (isRight(one) ? [one] : divideRings(one, mendings)));
  }
  const kept = polygons.filter((one) => {
    // What crosses itself still may go around nothing in sum: that is for the checks to tell.
    if (!isMendable) return true;
    const lostSquareMetres = Math.abs(ringSquareMetres(one[0]!));
    if (lostSquareMetres >= SMALL_SQUARE_METRES) return true;
    if (lostSquareMetres >= LEAST_SQUARE_METRES && isRight(one)) return true;
    mendings.push({ ring: 0, what: 'had a part too small to mend: dropped', lostSquareMetres });
    return false;
  });
  return {
    polygons: kept.map((one) => one.map((ring, r) => windRing(ring, r, mendings, given.length === one.length))),
    mendings,
  };
}

function isRight(rings: readonly Ring[]): boolean {
  return polygonProblems(rings).next().done === true;
}

/** No larger than a centimetre, thinner than a tenth of a millimetre, or all on a line. */
function isFlat(ring: Ring): boolean {
  const points = unrollRing(ring);
  const [first] = points;
  const second = points.find(([x, y]) => Math.hypot(x - first![0], y - first![1]) > SMALL_DEGREES);
  if (!first || !second) return true;
  const [dx, dy] = [second[0] - first[0], second[1] - first[1]];
  const thin = THIN_DEGREES * Math.hypot(dx, dy);
  return points.every(([x, y]) => Math.abs(dx * (y - first[1]) - dy * (x - first[0])) <= thin);
}

/** Numbers nearer to zero than a millionth of a millimetre count as zero: their products would vanish. */
function fineOf(degrees: number): number {
  return Math.abs(degrees) < FINEST_DEGREES ? 0 : degrees;
}

function orderRing(given: Ring, say: (what: string) => void): Ring {
  const inRange = given.map(([lon, lat]) => [fineOf(Math.abs(lon) > 180 ? wrapToMap(lon) : lon), fineOf(lat)] as const);
  const wide = given.filter(([lon]) => Math.abs(lon) > 180).length;
  if (wide > 0) say(`had ${count(wide, 'longitude')} beyond 180: brought into range`);
  const ring = tidyRing(inRange);
  const repeated = given.length - ring.length;
  if (repeated > 0) say(`had ${count(repeated, 'position')} twice: dropped`);
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return ring;
  say(`was not closed: its first position [${first}] was added at the end`);
  return tidyRing([...ring, first]);
}

function divideRings(rings: readonly Ring[], mendings: Mending[]): readonly (readonly Ring[])[] {
  const outline = unrollRing(rings[0]!);
  const holes = rings.slice(1).map((hole) => turnClockwise(turnToOutline(hole, outline)));
  const clean = nodeRings([outline, ...holes]);
  if (!clean) return [rings];
  const { crossings } = clean;
  const parts = outlinesOf(facesOf(clean.edges)).map((part) => part.map(ringOf));
  const whole = parts.reduce((sum, part) => sum + squareMetresOf(part), 0);
  const isSliver = (ring: Ring) => {
    const metres = ringSquareMetres(ring);
    return metres < SLIVER_SHARE * whole && (2 * metres) / perimeterOf(ring) < SLIVER_METRES;
  };
  const largest = parts.reduce((a, b) => (squareMetresOf(b) > squareMetresOf(a) ? b : a), parts[0] ?? []);
  const kept = parts.filter((part) => part === largest || !isSliver(part[0]!));
  const filled = kept.map(([outer, ...inner]) => [outer!, ...inner.filter((hole) => !isSliver(hole))]);
  const at = crossings.slice(0, 3).map(([x, y]) => `[${round(wrapToMap(x))},${round(y)}]`);
  const where =
    at.length > 0 ? ` near ${at.join(', ')}${crossings.length > 3 ? ` and ${crossings.length - 3} more` : ''}` : '';
  const became =
    kept.length === 0
      ? 'nothing of it'
      : `${count(kept.length, 'polygon')} of it${rings.length > 1 ? ', with holes cut to what lies inside' : ''}`;
  mendings.push({
    ring: 0,
    what: `${crossings.length > 0 ? 'crossed itself' : 'had rings that did not fit'}${where}: made ${became}`,
  });
  const slivers = parts.length - kept.length;
  const lost = parts.filter((part) => !kept.includes(part)).reduce((sum, part) => sum + squareMetresOf(part), 0);
  if (slivers > 0) mendings.push({ ring: 0, what: `had ${count(slivers, 'sliver')}: dropped`, lostSquareMetres: lost });
  const closed = kept.flatMap(([, ...inner]) => inner.filter(isSliver));
  const gained = closed.reduce((sum, ring) => sum + ringSquareMetres(ring), 0);
  if (closed.length > 0)
    mendings.push({
      ring: 0,
      what: `had ${count(closed.length, 'hole')} that were slivers: filled`,
      lostSquareMetres: -gained,
    });
  return filled;
}

/** The hole in the turn of the Earth that the outline is drawn in. */
function turnToOutline(hole: Ring, outline: Points): Points {
  const extent = (points: Points) =>
    points.reduce(([west, east], [x]) => [Math.min(west, x), Math.max(east, x)] as const, [
      Infinity,
      -Infinity,
    ] as const);
  const [west, east] = extent(outline);
  const [holeWest, holeEast] = extent(unrollRing(hole));
  const turn = [0, -360, 360].find((one) => holeWest + one <= east && holeEast + one >= west);
  return unrollRing(hole, turn);
}

function turnClockwise(points: Points): Points {
  return areaOf(points) > 0 ? points.toReversed() : points;
}

function ringOf(points: Points): Ring {
  return points.map(([x, y]) => [wrapToMap(x), y] as const);
}

function windRing(ring: Ring, r: number, mendings: Mending[], isAsGiven: boolean): Ring {
  if (ring.length < 2 || poleHeldBy(ring) !== undefined || areaOf(unrollRing(ring)) > 0 === (r === 0)) return ring;
  if (isAsGiven) mendings.push({ ring: r, what: 'was wound the other way: turned' });
  return ring.toReversed();
}

function squareMetresOf([outline, ...holes]: readonly Ring[]): number {
  return outline ? ringSquareMetres(outline) - holes.reduce((sum, hole) => sum + ringSquareMetres(hole), 0) : 0;
}

function perimeterOf(ring: Ring): number {
  let metres = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[lon, lat], [toLon, toLat]] = [ring[i - 1]!, ring[i]!];
    metres += metresBetween({ lat, lon }, { lat: toLat, lon: toLon });
  }
  return metres;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function round(n: number): number {
  return Math.round(n * 1e6) / 1e6;
}
