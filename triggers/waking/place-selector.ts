import * as z from 'zod';
import { LIST_LIMIT } from '../arguments/argument-shapes.ts';
import type { Transition } from '../places/contract.ts';
import { say } from '../words/say.ts';
import type { SelectedPlaces } from '../world/contract.ts';
import { wakeKey } from './wake-keys.ts';

const EXPECTED = 'any, { tag: … }, { id: … } or { ids: [ … ] }';
const word = z.string(EXPECTED).min(1, EXPECTED).max(200, EXPECTED);
const tag = say(word, { en: 'Tag', de: 'Schlagwort' }, { kind: 'text', examples: ['store'] });
const id = say(word, { en: 'Place', de: 'Ort' }, { kind: 'place', examples: ['mitte'] });
const ids = say(z.array(id, EXPECTED).min(1, EXPECTED).max(LIST_LIMIT, EXPECTED), { en: 'Places', de: 'Orte' });

/** How a marketer says which places are meant. */
export const placeSelector = say(
  z.union(
    [
      say(
        z.literal('any'),
        { en: 'Every place', de: 'Jeder Ort' },
        { titles: { any: { en: 'Every place', de: 'Jeder Ort' } } },
      ),
      say(z.strictObject({ tag }, EXPECTED), { en: 'Places with a tag', de: 'Orte mit einem Schlagwort' }),
      say(z.strictObject({ id }, EXPECTED), { en: 'One place', de: 'Ein Ort' }),
      say(z.strictObject({ ids }, EXPECTED), { en: 'Several places', de: 'Mehrere Orte' }),
    ],
    EXPECTED,
  ),
  { en: 'Places', de: 'Orte' },
  { kind: 'places', examples: ['any', { tag: 'store' }, { id: 'mitte' }] },
);

export type PlaceSelector = z.infer<typeof placeSelector>;

/** The wake keys of the selected places; one place never calls two of them. */
export function selectedKeys(transition: Transition, places: SelectedPlaces): readonly string[] {
  if (places === 'any') return [wakeKey.anyPlace(transition)];
  if ('tag' in places) return [wakeKey.tag(transition, places.tag)];
  const ids = 'id' in places ? [places.id] : [...new Set(places.ids)];
  return ids.map((id) => wakeKey.place(transition, id));
}
