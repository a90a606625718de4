import type { MapPlace } from '../../../engine/api/contract.ts';

export const SORTS = ['name', 'id', 'size'] as const;

/** What a list of places is narrowed to, as its address says it. */
export interface ListSearch {
  readonly q?: string;
  readonly tag?: string;
  readonly sort?: string;
}

/** Finds the places that are asked for, in the order that is asked for. */
export function findPlaces(places: readonly MapPlace[], { q = '', tag, sort }: ListSearch): readonly MapPlace[] {
  const wanted = q.trim().toLowerCase();
  const found = places.filter(
    ({ id, name, tags }) =>
      (tag === undefined || tags.includes(tag)) &&
      (wanted === '' || [name, id, ...tags].some((text) => text.toLowerCase().includes(wanted))),
  );
  if (sort === 'id') return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (sort === 'size') return found.sort((a, b) => sizeOf(b) - sizeOf(a));
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** Every tag that a place has, each once. */
export function tagsOf(places: readonly MapPlace[]): string[] {
  return [...new Set(places.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
}

function sizeOf({ box: [west, south, east, north] }: MapPlace): number {
  return (north - south) * ((east - west + 360) % 360);
}
