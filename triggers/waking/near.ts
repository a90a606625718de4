import * as z from 'zod';
import type { Moment } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import { knownPosition } from '../state/known.ts';
import { say } from '../words/say.ts';
import type { SelectedPlaces, Vicinity } from '../world/contract.ts';
import { placeSelector } from './place-selector.ts';

/** How far "near" may reach. */
export const MOST_METRES = 50_000;

const EXPECTED = `metres from 0 to ${MOST_METRES.toLocaleString('en')}`;

/** How near, in metres; 0: inside. */
export const withinMetres = say(
  z.number(EXPECTED).min(0, EXPECTED).max(MOST_METRES, EXPECTED),
  { en: 'At most away', de: 'Höchstens entfernt' },
  { description: { en: '0: in the place.', de: '0: am Ort.' }, kind: 'metres', unit: 'm', examples: [500] },
);

/** Near places, as a marketer writes it. */
export const nearPlaces = say(
  z.strictObject({ places: placeSelector, within: withinMetres }, '{ places: { tag: … }, within: 500 }'),
  { en: 'Only near places', de: 'Nur in der Nähe von Orten' },
);

/** Whether a place is among the selected. */
export function isSelected(places: SelectedPlaces, { id, tags }: Place): boolean {
  if (places === 'any') return true;
  if ('tag' in places) return tags.includes(places.tag);
  return 'id' in places ? places.id === id : places.ids.includes(id);
}

/**
 * The nearest of the places that the customer is near to, among `only` if given; undefined when there is none or it is
 * not known.
 */
export function findNearest(
  { state, at, places }: Moment,
  { places: selected, withinMetres: within }: Vicinity,
  only?: readonly string[],
): Place | undefined {
  const here = knownPosition(state, at);
  if (!here || !places) return undefined;
  const named = only ?? idsOf(selected);
  if (!named) return places.nearest(here, tagOf(selected), within, at)?.place;
  let best: Place | undefined;
  let least = within;
  for (const id of named) {
    const place = places.places.get(id);
    if (!place || !isSelected(selected, place) || !isValid(place, at)) continue;
    const metres = places.metresTo(place, here, least);
    if (best ? metres >= least : metres > least) continue;
    best = place;
    least = metres;
  }
  return best;
}

function idsOf(selected: SelectedPlaces): readonly string[] | undefined {
  if (selected === 'any' || 'tag' in selected) return undefined;
  return 'id' in selected ? [selected.id] : selected.ids;
}

function tagOf(selected: SelectedPlaces): string | undefined {
  return typeof selected === 'object' && 'tag' in selected ? selected.tag : undefined;
}

function isValid({ validFrom, validTo }: Place, at: number): boolean {
  return (validFrom === undefined || at >= validFrom) && (validTo === undefined || at < validTo);
}
