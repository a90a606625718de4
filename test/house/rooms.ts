import type { Link, Source } from '../support/sources.ts';

/** An import from one room into another. */
export interface Crossing extends Link {
  readonly file: string;
  /** The rooms it goes from and to. */
  readonly from: string;
  readonly into: string;
}

/** Tells the room of a file within its top folder: the folder below it, or the file itself when it lies at the root. */
export function roomOf(path: string): string {
  return path.split('/')[1] ?? path;
}

/** Tells whether a file is a contract: what its room promises to others. */
export function isContract(path: string): boolean {
  return path.endsWith('/contract.ts');
}

/** Lists the rooms of a top folder that hold shipped sources. */
export function roomsOf(sources: readonly Source[], folder: string): readonly string[] {
  return [...new Set(inside(sources, folder).map(({ path }) => roomOf(path)))].sort();
}

/** Lists the imports of shipped files that cross from one room of a top folder into another, one for each name. */
export function crossingsOf(sources: readonly Source[], folder: string): readonly Crossing[] {
  return inside(sources, folder).flatMap(({ path, links }) =>
    links
      .filter(({ to }) => to.startsWith(`${folder}/`) && roomOf(to) !== roomOf(path))
      .map((link) => ({ ...link, file: path, from: roomOf(path), into: roomOf(link.to) })),
  );
}

/** Joins crossings into arrows `from → into`, each pair of rooms once. */
export function arrowsOf(crossings: readonly Crossing[]): ReadonlyMap<string, readonly Crossing[]> {
  const arrows = new Map<string, Crossing[]>();
  for (const crossing of crossings) {
    const arrow = `${crossing.from} → ${crossing.into}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), crossing]);
  }
  return arrows;
}

/** Keeps the crossings that run up: into a room that stands later in the order than the room they come from. */
export function runningUp(crossings: readonly Crossing[], order: readonly string[]): readonly Crossing[] {
  return crossings.filter(({ from, into }) => placeOf(into, order) > placeOf(from, order));
}

/**
 * Finds a room in an order; `.` stands for the files at the root that the order does not name. -1: the order has no
 * place for it.
 */
export function placeOf(room: string, order: readonly string[]): number {
  const place = order.indexOf(room);
  return place < 0 && room.includes('.') ? order.indexOf('.') : place;
}

function inside(sources: readonly Source[], folder: string): readonly Source[] {
  return sources.filter(({ path, isTest }) => path.startsWith(`${folder}/`) && !isTest);
}
