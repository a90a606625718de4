import type { Edge } from '../crossings.ts';
import { sideOf } from '../orientation.ts';

/** One direction of an edge; what lies to its left is its face. */
export interface HalfEdge {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  /** How many more times outlines, and holes, went this way than the other. */
  readonly turns: { outline: number; hole: number };
  readonly twin: HalfEdge;
  /** The next one around the same face. */
  next: HalfEdge;
  /** The number of its face, and of the connected edges that it belongs to. */
  face: number;
  group: number;
}

/** The faces into which edges that meet only at their ends divide the plane. */
export interface Faces {
  readonly halves: readonly HalfEdge[];
  /** How many times the rings go around each face. */
  readonly around: readonly { readonly outline: number; readonly hole: number }[];
  /** The face that one outer face is a part of: edges that are not connected share faces. */
  readonly sameFace: (face: number) => number;
}

/** Divides the plane. Edges of ring 0 are the outline, all others are of holes. */
export function facesOf(edges: readonly Edge[]): Faces {
  const halves = halvesOf(edges);
  joinAround(halves);
  const faces = numberFaces(halves);
  const groups = numberGroups(halves);
  return joinOuterFaces(halves, faces, groups);
}

/** Two for each edge, however often it was drawn; one that was drawn as often either way is nothing. */
function halvesOf(edges: readonly Edge[]): readonly HalfEdge[] {
  const known = new Map<string, HalfEdge>();
  for (const { ax, ay, bx, by, ring } of edges) {
    const key = `${ax},${ay},${bx},${by}`;
    let half = known.get(key);
    if (!half) {
      const forth = {
        ax,
        ay,
        bx,
        by,
        turns: { outline: 0, hole: 0 },
        face: -1,
        group: -1,
      } as unknown as Mutable<HalfEdge>;
      const back = { ax: bx, ay: by, bx: ax, by: ay, turns: { outline: 0, hole: 0 }, face: -1, group: -1 };
      forth.twin = back as unknown as HalfEdge;
      (back as unknown as Mutable<HalfEdge>).twin = forth;
      known.set(key, forth);
      known.set(`${bx},${by},${ax},${ay}`, forth.twin);
      half = forth;
    }
    const of = ring === 0 ? 'outline' : 'hole';
    half.turns[of]++;
    half.twin.turns[of]--;
  }
  return [...known.values()].filter(({ turns }) => turns.outline !== 0 || turns.hole !== 0);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** After a half comes the first one clockwise from where it came from: so a face is always to the left. */
function joinAround(halves: readonly HalfEdge[]): void {
  const leaving = new Map<string, HalfEdge[]>();
  for (const half of halves) {
    const at = `${half.ax},${half.ay}`;
    const known = leaving.get(at);
    if (known) known.push(half);
    else leaving.set(at, [half]);
  }
  for (const around of leaving.values()) {
    around.sort(compareAnticlockwise);
    for (const [i, half] of around.entries()) half.twin.next = around[(i + around.length - 1) % around.length]!;
  }
}

/** By the angle from due west, exactly: which half of the plane, then on which side. */
function compareAnticlockwise(a: HalfEdge, b: HalfEdge): number {
  const [upper, other] = [isUpper(a), isUpper(b)];
  if (upper !== other) return upper ? 1 : -1;
  return -sideOf(a.ax, a.ay, a.bx, a.by, b.bx, b.by);
}

function isUpper({ ax, ay, bx, by }: HalfEdge): boolean {
  return by > ay || (by === ay && bx > ax);
}

function numberFaces(halves: readonly HalfEdge[]): number {
  let faces = 0;
  for (const half of halves) {
    if (half.face >= 0) continue;
    let at = half;
    do {
      at.face = faces;
      at = at.next;
    } while (at !== half);
    faces++;
  }
  return faces;
}

function numberGroups(halves: readonly HalfEdge[]): number {
  let groups = 0;
  for (const half of halves) {
    if (half.group >= 0) continue;
    const open = [half];
    half.group = groups;
    while (open.length > 0) {
      const { next, twin } = open.pop()!;
      for (const other of [next, twin]) {
        if (other.group >= 0) continue;
        other.group = groups;
        open.push(other);
      }
    }
    groups++;
  }
  return groups;
}

interface Turns {
  outline: number;
  hole: number;
}

/**
 * The face around each group is told by what lies right above the group's westernmost point, and from there each edge
 * that is stepped over tells of the face on its other side.
 */
function joinOuterFaces(halves: readonly HalfEdge[], faces: number, groups: number): Faces {
  const parent = Array.from({ length: faces + 1 }, (_, face) => face);
  const outside = faces;
  const sameFace = (face: number): number => {
    let at = face;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const leftmost = new Array<HalfEdge | undefined>(groups);
  for (const half of halves) {
    const best = leftmost[half.group];
    if (!best || half.ax < best.ax || (half.ax === best.ax && half.ay < best.ay)) leftmost[half.group] = half;
  }
  for (const half of leftmost) {
    const own = outerFaceAt(half!, halves);
    const above = lowestAbove(half!, halves);
    parent[own] = above === undefined ? outside : above.face;
  }
  const around = new Array<Turns | undefined>(faces + 1);
  around[outside] = { outline: 0, hole: 0 };
  const byFace = new Map<number, HalfEdge[]>();
  for (const half of halves) {
    const face = sameFace(half.face);
    const known = byFace.get(face);
    if (known) known.push(half);
    else byFace.set(face, [half]);
  }
  const open = [outside];
  while (open.length > 0) {
    const face = open.pop()!;
    const here = around[face]!;
    for (const { twin, turns } of byFace.get(face) ?? []) {
      const other = sameFace(twin.face);
      if (around[other]) continue;
      around[other] = { outline: here.outline - turns.outline, hole: here.hole - turns.hole };
      open.push(other);
    }
  }
  return { halves, around: around.map((turns) => turns ?? { outline: 0, hole: 0 }), sameFace };
}

/** The face to the west of a group's westernmost point, of those the lowest. */
function outerFaceAt({ ax, ay }: HalfEdge, halves: readonly HalfEdge[]): number {
  const leaving = halves.filter((half) => half.ax === ax && half.ay === ay).sort(compareAnticlockwise);
  // All of them lead east, or due north: sorted from due west the last one has the west to its left.
  return leaving.at(-1)!.face;
}

/** Of other groups: the lowest edge above a point, in the direction that has the point's side to its left. */
function lowestAbove({ ax: x, ay: y, group }: HalfEdge, halves: readonly HalfEdge[]): HalfEdge | undefined {
  let best: HalfEdge | undefined;
  for (const half of halves) {
    // Westwards, so that what is below is on its left.
    if (half.group === group || !(half.bx < x && half.ax >= x)) continue;
    if (sideOf(half.ax, half.ay, half.bx, half.by, x, y) <= 0) continue;
    if (best === undefined || isLower(half, best)) best = half;
  }
  return best;
}

/** Of two edges westwards over one meridian that do not cross. */
function isLower(a: HalfEdge, b: HalfEdge): boolean {
  const ends = [
    sideOf(b.ax, b.ay, b.bx, b.by, a.ax, a.ay) * (a.ax <= b.ax ? 1 : 0),
    sideOf(b.ax, b.ay, b.bx, b.by, a.bx, a.by) * (a.bx >= b.bx ? 1 : 0),
    -sideOf(a.ax, a.ay, a.bx, a.by, b.ax, b.ay) * (b.ax <= a.ax ? 1 : 0),
    -sideOf(a.ax, a.ay, a.bx, a.by, b.bx, b.by) * (b.bx >= a.bx ? 1 : 0),
  ];
  return (ends.find((side) => side !== 0) ?? 0) > 0;
}
