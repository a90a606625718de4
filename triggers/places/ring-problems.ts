import { poleHeldBy } from './chains.ts';
import type { Ring } from './contract.ts';
import { firstCrossing } from './crossings.ts';
import { holeProblems } from './hole-problems.ts';
import { areaOf, unrollRing } from './unroll-ring.ts';

/** Points of one polygon at most; more say nothing that a customer's position could tell apart. */
export const MOST_POINTS = 20_000;

/** Finds problems of a polygon's rings, each with its place and how to mend it. Either winding is valid. */
export function* polygonProblems(rings: readonly Ring[]): Generator<{ at: string; expected: string }> {
  const points = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (points > MOST_POINTS) {
    yield { at: '', expected: `at most ${MOST_POINTS} points, got ${points}; simplify the outline` };
    return;
  }
  const problems = rings.flatMap((ring, r) => {
    const expected = ringProblem(ring);
    return expected === undefined ? [] : [{ at: `[${r}]`, expected }];
  });
  if (problems.length > 0) yield* problems;
  else yield* holeProblems(rings);
}

/**
 * The ring without what many tools leave in it: a position twice in a row, or once more on the other side of the
 * antimeridian.
 */
export function tidyRing(ring: Ring): Ring {
  const distinct = ring.filter((point, i) => i === 0 || point[0] !== ring[i - 1]![0] || point[1] !== ring[i - 1]![1]);
  return distinct.filter(
    (point, i) => i === 0 || !isAgainOverSeam(distinct[i - 2], distinct[i - 1]!, point, distinct[i + 1]),
  );
}

function ringProblem(ring: Ring): string | undefined {
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last || ring.length < 3) return sayTooFew(ring.length);
  if (first[0] !== last[0] || first[1] !== last[1]) {
    return `a closed ring: it ends at [${last}], add its first position [${first}] at the end`;
  }
  if (ring.length < 4) return sayTooFew(ring.length);
  const points = unrollRing(ring);
  if (Math.abs(points.at(-1)![0] - points[0]![0]) > 540) return 'a ring that goes around the Earth at most once';
  const isAround = poleHeldBy(ring) !== undefined;
  // A ring around a pole meets its own beginning a turn further on.
  const crossing = firstCrossing(isAround ? [points, unrollRing(ring, 360)] : [points]);
  if (crossing) {
    const [a, b] = crossing.after;
    return `a ring that does not cross itself: the edges after positions ${a} and ${b} cross near [${crossing.at}]; put the positions in order along the outline`;
  }
  return !isAround && areaOf(points) === 0 ? 'a ring with an area' : undefined;
}

function sayTooFew(count: number): string {
  return `a ring of at least four different positions, the last the same as the first; got ${count}`;
}

type Point = Ring[number];

/**
 * [180, y], [-180, y] between neighbours on either side: the ring goes over the antimeridian there, not around the
 * Earth.
 */
function isAgainOverSeam(before: Point | undefined, point: Point, again: Point, after: Point | undefined): boolean {
  if (Math.abs(point[0]) !== 180 || again[0] !== -point[0] || again[1] !== point[1]) return false;
  const isOnSide = (neighbour: Point | undefined, lon: number) =>
    neighbour !== undefined && Math.abs(neighbour[0]) < 180 && Math.sign(neighbour[0]) === Math.sign(lon);
  return isOnSide(before, point[0]) && isOnSide(after, again[0]);
}
