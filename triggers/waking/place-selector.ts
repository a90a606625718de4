import * as z from 'zod';
import { LIST_LIMIT } from '../arguments/argument-shapes.ts';
import type { Transition } from '../places/contract.ts';
import type { SelectedPlaces } from '../world/contract.ts';
import { wakeKey } from './wake-keys.ts';

const EXPECTED = 'any, { tag: … }, { id: … } or { ids: [ … ] }';
const word = z.string(EXPECTED).min(1, EXPECTED).max(200, EXPECTED);

/** How a marketer says which places are meant. */
export const placeSelector = z.union(
  [
    z.literal('any'),
    z.strictObject({ tag: word }, EXPECTED),
    z.strictObject({ id: word }, EXPECTED),
    z.strictObject({ ids: z.array(word, EXPECTED).min(1, EXPECTED).max(LIST_LIMIT, EXPECTED) }, EXPECTED),
  ],
  EXPECTED,
);

export type PlaceSelector = z.infer<typeof placeSelector>;

/** The wake keys of the selected places; one place never calls two of them. */
export function selectedKeys(transition: Transition, places: SelectedPlaces): readonly string[] {
  if (places === 'any') return [wakeKey.anyPlace(transition)];
  if ('tag' in places) return [wakeKey.tag(transition, places.tag)];
  const ids = 'id' in places ? [places.id] : [...new Set(places.ids)];
  return ids.map((id) => wakeKey.place(transition, id));
}
