import type { BySelector, Place } from './contract.ts';

/** Whether anything is asked of any place. */
export function isAsked<T>({ all, tags, ids }: BySelector<T>): boolean {
  return all !== undefined || tags.size > 0 || ids.size > 0;
}

/** Whether something is asked of a place. */
export function isAskedOf<T>({ all, tags, ids }: BySelector<T>, place: Place): boolean {
  return all !== undefined || ids.has(place.id) || (tags.size > 0 && place.tags.some((tag) => tags.has(tag)));
}

/** All that is asked of a place. */
export function askedOf<T>({ all, tags, ids }: BySelector<readonly T[]>, place: Place): ReadonlySet<T> {
  const asked = new Set(all);
  for (const one of ids.get(place.id) ?? []) asked.add(one);
  for (const tag of place.tags) for (const one of tags.get(tag) ?? []) asked.add(one);
  return asked;
}
