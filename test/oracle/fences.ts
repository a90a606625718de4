import type { Place, Position, TimedFix } from '../../triggers/places/contract.ts';
import { angleToArc, EARTH_METRES, holdingSlowly, metres, metresToRoundBorder } from './places.ts';

/*
 * When somebody has entered or left, slowly and plainly: one place, one track, from its beginning.
 *
 * - Fixes count in the order they come; one that is not newer than the newest so far counts for nothing.
 * - A fix that says how accurate it is must be one that the customer can have come to from the last that counted: at
 *   100 m a second up to a kilometre, further at 50, or at twice what it says of its speed, up to 100; and both
 *   accuracies. If not it is a suspect: the next fix may come from there instead, at most 100 m a second.
 * - A fix is coarse when its accuracy is more than 100 m. A coarse one counts for nothing while the last that counted
 *   was not coarse, is at most 5 min old, and is no further from it than three times its accuracy, and the accuracy of
 *   the last.
 * - Outside a place: a fix in it enters when no edge is nearer than its accuracy. If one is, the second such fix in a
 *   row enters, when it is 5 s or more after the first of them.
 * - Inside a place: the margin is the accuracy, at least 10 m and at most 500 m. A fix outside leaves when every edge
 *   is further than two margins; or further than one, and the first in a row that is so is 5 s or more ago.
 * - A coarse fix neither begins nor adds to a row. It ends one of entering only when it is outside, every edge further
 *   than two margins, and one of leaving only when it is inside, no edge nearer than its accuracy.
 * - The way between the last fix that counted and this one is the shortest, at an even speed. It is evidence when both
 *   fixes say how accurate they are and neither is coarse, they are 5 s to 90 s apart, and it is at most 1,000 m and
 *   100 m a second long, and at least 0.7 m a second and 0.7 of both errors; an error is the accuracy, at least 10 m.
 *   Of a customer at rest it is at least two and a quarter of both errors long. At rest is whoever never went 60 m or
 *   more from their first fix, as rounded to a metre, or went so far last 90 s or more before the way begins: every fix
 *   counts that is not coarse.
 * - Such a way enters a place that its end did not enter and did not leave when somewhere on it the edge is so deep:
 *   half of the error there, which is the root of the squares of both errors, each as a share of the way to the other
 *   end; and a tenth of what the way is longer than 100 m. It entered when the way came in; for one that begins inside,
 *   at its beginning.
 * - Whoever is then outside by more than a margin at the end of the way has left again, when the way came out.
 * - When a place is not valid, whoever is in it leaves with the next fix.
 */

/** What a track does at one place: `undefined` for a fix that changes nothing. */
export interface Slowly {
  readonly says: readonly string[];
  /** Since when they are in it, for a way that led in once. */
  readonly since: readonly (number | undefined)[];
  /** How near the nearest distance was to one that decides, as a share of it: too near to tell with rounding. */
  readonly closest: number;
}

export function fenceSlowly(place: Place, track: readonly TimedFix[]): Slowly {
  let counted: TimedFix | undefined;
  let suspect: TimedFix | undefined;
  let isIn = false;
  /** From where they have not gone away, and since when. */
  let rests: (Position & { readonly since: number }) | undefined;
  let run: number | undefined;
  let closest = Number.POSITIVE_INFINITY;
  const isBelow: Below = (metres, most, per = Math.max(1, most)) => {
    closest = Math.min(closest, Math.abs(metres - most) / per);
    return metres < most;
  };
  const reaches = (from: TimedFix, to: TimedFix, metresPerMs: number) => {
    const ms = Math.abs(to.at - from.at);
    const way = Math.min(0.1 * ms, Math.max(1_000, metresPerMs * ms));
    const most = way + (from.accuracyMetres ?? 0) + to.accuracyMetres!;
    return isBelow(metres(from, to), most);
  };
  const since: (number | undefined)[] = [];
  const says = track.map((fix, i) => {
    since[i] = undefined;
    if (counted && fix.at <= counted.at) return '';
    const isCoarse = (fix.accuracyMetres ?? 0) > 100;
    if (counted && isCoarse && (counted.accuracyMetres ?? 0) <= 100 && fix.at - counted.at <= 300_000) {
      const most = 3 * fix.accuracyMetres! + (counted.accuracyMetres ?? 0);
      if (isBelow(metres(counted, fix), most)) return '';
    }
    const speed = Math.min(0.1, Math.max(0.05, (2 * (fix.speedMetresPerSecond ?? 0)) / 1_000));
    if (
      counted &&
      fix.accuracyMetres !== undefined &&
      !reaches(counted, fix, speed) &&
      !(suspect && reaches(suspect, fix, 0.1))
    ) {
      suspect = fix;
      return '';
    }
    if (fix.accuracyMetres !== undefined) suspect = undefined;
    const before = counted;
    counted = fix;
    const accuracy = fix.accuracyMetres ?? 0;
    const isHeld = holdingSlowly([place], fix, fix.at).length > 0;
    const isValid = (place.validFrom ?? 0) <= fix.at && fix.at < (place.validTo ?? Number.POSITIVE_INFINITY);
    const edge = metresToEdgeSlowly(place, fix);
    const least = before && rests && before.at - rests.since >= 90_000 ? 2.25 : 0.7;
    if (!isCoarse && !(rests && isBelow(metres(rests, fix), 60))) rests = roundedTo(fix, rests ? fix.at : 0);
    const margin = Math.min(500, Math.max(10, accuracy));
    let isPerhaps = false;
    let isSure = false;
    /** Of a coarse fix: it says that the row is wrong. */
    let isAgainst = false;
    if (isIn) {
      isSure = !isValid || (!isHeld && !isBelow(edge, 2 * margin));
      isPerhaps = !isHeld && !isBelow(edge, margin);
      isAgainst = isHeld && !isBelow(edge, accuracy);
    } else {
      isSure = isHeld && (accuracy === 0 || !isBelow(edge, accuracy));
      isPerhaps = isHeld;
      isAgainst = !isHeld && (!isValid || !isBelow(edge, 2 * margin));
    }
    if (isSure || (isPerhaps && !isCoarse && run !== undefined && fix.at - run >= 5_000)) {
      isIn = !isIn;
      run = undefined;
      return isIn ? 'enter' : 'exit';
    }
    if (isCoarse) run = isAgainst ? undefined : run;
    else run = isPerhaps ? (run ?? fix.at) : undefined;
    const way =
      !isIn && isValid && before && isEvidence(before, fix, least, isBelow) ? samples(place, before, fix) : [];
    const surplus = Math.max(...way.map(({ deep, needed }) => deep - needed));
    if (way.length === 0 || isBelow(surplus / 375, 0, 1)) return '';
    run = undefined;
    const isContiguous = way.filter(({ deep }, n) => n > 0 && deep >= 0 !== way[n - 1]!.deep >= 0).length <= 2;
    if (isContiguous) since[i] = way.find(({ deep }) => deep >= 0)!.at;
    isIn = isHeld || isBelow(edge, margin);
    return isIn ? 'enter' : 'enter exit';
  });
  return { says, since, closest };
}

function roundedTo({ lat, lon }: Position, since: number): Position & { readonly since: number } {
  return { lat: Number(lat.toFixed(5)), lon: Number(lon.toFixed(5)), since };
}

type Below = (metres: number, most: number, per?: number) => boolean;

function isEvidence(from: TimedFix, to: TimedFix, least: number, isBelow: Below): boolean {
  const seconds = (to.at - from.at) / 1_000;
  if (seconds < 5 || seconds > 90) return false;
  const accuracies = [from.accuracyMetres, to.accuracyMetres];
  if (accuracies.some((accuracy) => accuracy === undefined || accuracy > 100)) return false;
  const errors = errorOf(from) + errorOf(to);
  const long = metres(from, to);
  if (long === 0) return false;
  return !isBelow(long, Math.max(0.7 * seconds, least * errors)) && isBelow(long, Math.min(1_000, 100 * seconds));
}

const errorOf = ({ accuracyMetres }: TimedFix) => Math.max(10, accuracyMetres!);

/**
 * How deep a way is in a place, below 0 outside, at many points; none where its middle is too far away for any of it to
 * be inside.
 */
function samples(place: Place, from: TimedFix, to: TimedFix) {
  const [a, b] = [vectorOf(from), vectorOf(to)];
  const long = metres(from, to);
  const depthAt = (share: number) => {
    const [x, y, z] = a.map((n, axis) => (1 - share) * n + share * b[axis]!) as [number, number, number];
    const here = { lat: degrees(Math.atan2(z, Math.hypot(x, y))), lon: degrees(Math.atan2(y, x)) };
    const edge = metresToEdgeSlowly(place, here);
    return holdingSlowly([place], here, to.at).length > 0 ? edge : -edge;
  };
  if (depthAt(0.5) < -long / 2) return [];
  return Array.from({ length: SAMPLES + 1 }, (_, n) => {
    const share = n / SAMPLES;
    const error = Math.hypot((1 - share) * errorOf(from), share * errorOf(to));
    const needed = error / 2 + Math.max(0, long - 100) / 10;
    return { at: from.at + share * (to.at - from.at), deep: depthAt(share), needed };
  });
}

const SAMPLES = 120;
const radians = (angle: number) => (angle * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** How far a position is from the nearest edge, inside or outside. */
export function metresToEdgeSlowly(place: Place, position: Position): number {
  const { shape } = place;
  if (shape.type !== 'polygon') return metresToRoundBorder(place, position);
  const edges = shape.polygons.flat().flatMap((ring) => ring.slice(1).map((end, i) => [ring[i]!, end] as const));
  return Math.min(...edges.map(([a, b]) => metresToStraight(position, a, b)));
}

/** Edges are straight in degrees: cut into short pieces, each is as good as an arc. */
function metresToStraight(position: Position, a: readonly [number, number], b: readonly [number, number]): number {
  const turn = b[0] - a[0];
  const east = Math.abs(turn) > 180 && Math.abs(turn) < 360 ? turn - Math.sign(turn) * 360 : turn;
  const at = (share: number) => ({ lat: a[1] + share * (b[1] - a[1]), lon: a[0] + share * east });
  const pieces = Math.max(LEAST_PIECES, Math.ceil(2 * Math.abs(east)));
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < pieces; i++) {
    least = Math.min(least, EARTH_METRES * angleToArc(position, at(i / pieces), at((i + 1) / pieces)));
  }
  return least;
}

const LEAST_PIECES = 12;

function vectorOf({ lat, lon }: Position): readonly [number, number, number] {
  const flat = Math.cos(radians(lat));
  return [flat * Math.cos(radians(lon)), flat * Math.sin(radians(lon)), Math.sin(radians(lat))];
}
