import { knownPosition } from '../state/known.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'inside',
  group: 'place',
  summary: 'The places the customer is in. Unknown as soon as the last position is too old to say.',
  fields: [
    defineDerived({
      name: 'inside.places',
      title: { en: 'Places they are in', de: 'Jetzige Orte' },
      summary: { en: 'Ids of the places the customer is in', de: 'Kennungen der Orte, an denen der Kunde ist' },
      type: 'list',
      values: { of: 'places' },
      read: ({ state, at }) => knownPosition(state, at) && Object.keys(state.inside),
    }),
    defineDerived({
      name: 'inside.tags',
      title: { en: 'Tags of these places', de: 'Schlagwörter der jetzigen Orte' },
      summary: { en: 'Tags of the places the customer is in', de: 'Schlagwörter der Orte, an denen der Kunde ist' },
      type: 'list',
      values: { of: 'tags' },
      read({ state, at, places }) {
        if (!places || !knownPosition(state, at)) return undefined;
        return [...new Set(Object.keys(state.inside).flatMap((id) => places.places.get(id)?.tags ?? []))];
      },
    }),
  ],
} satisfies FieldGroup;
