import type { Place, PlacesIndex, Position, Way } from './contract.ts';
import { alongArc, positionOf, type Vector, vectorOf } from './geodesy.ts';

/**
 * Through a place: when the customer came in, and when they were out again; absent: they are in it at the end of the
 * way.
 */
export interface Passage {
  readonly inAt: number;
  readonly outAt?: number;
}

/** So deep a way must lead, as a share of what its errors make at the deepest point. */
export const DEPTH_SHARE = 0.5;
/** Longer ways go round corners: by a tenth of what they are longer than this. */
export const STRAIGHT_METRES = 100;
export const BEND_SHARE = 0.1;

/**
 * The passage of a way through a place; undefined: it does not lead through, or not so deep that it counts. Somewhere
 * the way must be deeper in the place than half of the error there, which is that of both its fixes, each the less the
 * further it is.
 */
export function passageThrough(place: Place, way: Way, index: Ground): Passage | undefined {
  const along = measureAlong(place, way, index);
  const deep = deepShare(along);
  if (deep === undefined) return undefined;
  const timeOf = (share: number) => Math.round(way.at - way.ms * (1 - share));
  const inAt = timeOf(along.isIn(0) ? 0 : findCrossing(along, 0, deep));
  return along.isIn(1) ? { inAt } : { inAt, outAt: timeOf(findCrossing(along, 1, deep)) };
}

/** Knows how far it is to places and to their edges. */
type Ground = Pick<PlacesIndex, 'metresTo' | 'metresToEdge'>;

/** Shorter pieces of a way are not looked at further. */
const RESOLUTION_METRES = 0.25;

/** A way as shares of its length, at one place. */
interface Along {
  readonly metres: number;
  /**
   * How much faster than the depth what is needed may change, and the depth with it: by how much at most in one metre.
   */
  readonly steepness: number;
  isIn(share: number): boolean;
  /**
   * By how much the way is deeper at a share than it must be; below 0: how much it lacks, at least, as far as `most`.
   */
  surplus(share: number, most: number): number;
}

function measureAlong(place: Place, { from, to, metres, errors }: Way, index: Ground): Along {
  const [start, end]: readonly Vector[] = [vectorOf(from), vectorOf(to)] as const;
  const at = (share: number): Position =>
    share === 0 ? from : share === 1 ? to : positionOf(alongArc(start!, end!, share));
  const bend = BEND_SHARE * Math.max(0, metres - STRAIGHT_METRES);
  return {
    metres,
    steepness: 1 + (DEPTH_SHARE * Math.max(...errors)) / metres,
    isIn: (share) => index.metresTo(place, at(share), 0) === 0,
    surplus(share, most) {
      const here = at(share);
      const needed = DEPTH_SHARE * Math.hypot((1 - share) * errors[0], share * errors[1]) + bend;
      const outside = index.metresTo(place, here, most);
      if (outside > 0) return -outside - needed;
      const deep = index.metresToEdge(place, here, needed + most);
      return (deep === Number.POSITIVE_INFINITY ? needed + most : deep) - needed;
    },
  };
}

/** A share at which the way is deep enough: its middle, then both halves as far as they may be, its ends last. */
function deepShare(along: Along): number | undefined {
  const between = findDeep(along, 0, 1);
  if (between !== undefined) return between;
  for (const end of [0, 1]) if (along.surplus(end, RESOLUTION_METRES) >= 0) return end;
  return undefined;
}

function findDeep(along: Along, low: number, high: number): number | undefined {
  const half = ((high - low) / 2) * along.metres;
  if (half < RESOLUTION_METRES) return undefined;
  const middle = (low + high) / 2;
  const reach = half * along.steepness;
  const surplus = along.surplus(middle, reach);
  if (surplus >= 0) return middle;
  if (surplus + reach < 0) return undefined;
  return findDeep(along, low, middle) ?? findDeep(along, middle, high);
}

/** The share between one outside and one inside at which the way crosses the edge. */
function findCrossing({ isIn, metres }: Along, outside: number, inside: number): number {
  let [out, within] = [outside, inside];
  while (Math.abs(within - out) * metres > RESOLUTION_METRES) {
    const middle = (out + within) / 2;
    if (isIn(middle)) within = middle;
    else out = middle;
  }
  return within;
}
