import type { Position } from '../../triggers/places/contract.ts';
import { metresBetween } from '../../triggers/places/geodesy.ts';
import { CROSSINGS, type Crossing } from './crossings.ts';
import { moveAlong, nearestOn } from './geometry.ts';
import { BENDS, LINES, type Line } from './lines.ts';
import { type Edge, shortestPath } from './shortest-path.ts';
import { STREETS } from './streets.ts';

/** Somewhere off the street where people stay: a flat, an office, a shop. */
export interface Spot {
  readonly id: string;
  readonly position: Position;
}

/** One part of a way, in one manner. */
export interface Leg {
  readonly by: 'foot' | Line['kind'];
  /** The line's name; empty on foot. */
  readonly line: string;
  readonly isUnderground: boolean;
  readonly path: readonly Position[];
  /** Where on the path a tram or train stops, ends left out. */
  readonly halts: ReadonlySet<number>;
}

/** Streets, lines and spots, joined. */
export interface Network {
  /** The quickest way between two spots, waits counted. Throws when a spot is not reached. */
  way(from: string, to: string): readonly Leg[];
  reaches(spot: string): boolean;
  positionOf(spot: string): Position;
}

/** How fast people and vehicles are on average, metres per second. */
export const SPEEDS = { foot: 1.3, tram: 8, train: 13 } as const;
/** How long a tram or train stands at a stop, seconds. */
export const STOP_SECONDS = 22;

interface Hop extends Edge {
  readonly by: Leg['by'] | 'change';
  readonly line: string;
  readonly path: readonly Position[];
}

/**
 * Joins the streets and lines of the city with spots: each hangs on the street nearest to it, unless that is too far
 * away.
 */
export function buildNetwork(spots: readonly Spot[], reachMetres: number): Network {
  const ids = new Map<string, number>();
  const positions: Position[] = [];
  const hops: Hop[][] = [];
  const add = (id: string, position: Position) => {
    const known = ids.get(id);
    if (known !== undefined) return known;
    ids.set(id, positions.length);
    positions.push(position);
    return hops.push([]) - 1;
  };
  const join = (a: number, b: number, hop: Omit<Hop, 'to'>, back: Omit<Hop, 'to'>) => {
    hops[a]!.push({ ...hop, to: b });
    hops[b]!.push({ ...back, to: a });
  };
  const walk = (a: number, b: number) => {
    const path = [positions[a]!, positions[b]!];
    const seconds = metresBetween(path[0]!, path[1]!) / SPEEDS.foot;
    const hop = { by: 'foot', line: '', seconds } as const;
    join(a, b, { ...hop, path }, { ...hop, path: path.toReversed() });
  };

  for (const crossing of Object.keys(CROSSINGS) as Crossing[]) add(crossing, at(crossing));
  for (const { a, b, doors } of streetsWith(spots, reachMetres)) {
    let last = ids.get(a)!;
    for (const { spot, foot } of doors) {
      const door = add(`door of ${spot.id}`, foot);
      walk(last, door);
      walk(door, add(spot.id, spot.position));
      last = door;
    }
    walk(last, ids.get(b)!);
  }
  for (const [name, line] of Object.entries(LINES)) {
    line.stops.forEach((stop, i) => {
      const aboard = add(`${stop} on ${name}`, at(stop));
      const change = { by: 'change', line: '', path: [] } as const;
      join(ids.get(stop)!, aboard, { ...change, seconds: line.waitSeconds + 60 }, { ...change, seconds: 15 });
      const before = line.stops[i - 1];
      if (before)
        join(ids.get(`${before} on ${name}`)!, aboard, ride(name, line, before, stop), ride(name, line, stop, before));
    });
  }
  const nodeOf = (spot: string) => {
    const node = ids.get(spot);
    if (node === undefined) throw new Error(`no spot '${spot}' in the city`);
    return node;
  };
  return {
    reaches: (spot) => ids.has(spot),
    way: (from, to) => legsOf(shortestPath(hops, nodeOf(from), nodeOf(to))),
    positionOf: (spot) => positions[nodeOf(spot)]!,
  };
}

function at(crossing: Crossing): Position {
  const [lat, lon] = CROSSINGS[crossing];
  return { lat, lon };
}

/** Every piece of street, with the spots that hang on it in the order one passes them. */
function streetsWith(spots: readonly Spot[], reachMetres: number) {
  const pieces = Object.values(STREETS).flatMap((crossings) =>
    crossings.slice(1).map((b, i) => {
      const a = crossings[i]!;
      return { a, b, doors: [] as { spot: Spot; foot: Position; share: number }[] };
    }),
  );
  for (const spot of spots) {
    let nearest: { piece: (typeof pieces)[number]; share: number; metres: number } | undefined;
    for (const piece of pieces) {
      const found = nearestOn(at(piece.a), at(piece.b), spot.position);
      if (!nearest || found.metres < nearest.metres) nearest = { piece, ...found };
    }
    if (!nearest || nearest.metres > reachMetres) continue;
    const { piece, share } = nearest;
    piece.doors.push({ spot, share, foot: moveAlong(at(piece.a), at(piece.b), share) });
  }
  for (const { doors } of pieces) doors.sort((x, y) => x.share - y.share);
  return pieces;
}

function ride(name: string, line: Line, from: Crossing, to: Crossing): Omit<Hop, 'to'> {
  const path = [from, ...bendsBetween(line, from, to), to].map(at);
  const metres = path.slice(1).reduce((sum, p, i) => sum + metresBetween(path[i]!, p), 0);
  return { by: line.kind, line: name, path, seconds: metres / SPEEDS[line.kind] + STOP_SECONDS };
}

function bendsBetween(line: Line, from: Crossing, to: Crossing): readonly Crossing[] {
  if (line.isUnderground) return [];
  for (const [a, b, ...through] of BENDS) {
    if (a === from && b === to) return through;
    if (a === to && b === from) return through.toReversed();
  }
  return [];
}

function legsOf(hops: readonly Hop[]): readonly Leg[] {
  const legs: (Leg & { readonly path: Position[]; readonly halts: Set<number> })[] = [];
  let isOpen = false;
  for (const { by, line, path } of hops) {
    const last = legs.at(-1);
    if (by === 'change') isOpen = false;
    else if (isOpen && last) {
      if (by !== 'foot') last.halts.add(last.path.length - 1);
      last.path.push(...path.slice(1));
    } else {
      legs.push({ by, line, isUnderground: LINES[line]?.isUnderground ?? false, path: [...path], halts: new Set() });
      isOpen = true;
    }
  }
  return legs;
}
