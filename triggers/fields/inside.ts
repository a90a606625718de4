import { knownPosition } from '../state/known.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'inside',
  summary: 'The places the customer is in. Unknown as soon as the last position is too old to say.',
  fields: [
    defineDerived({
      name: 'inside.places',
      summary: 'Ids of the places the customer is in',
      type: 'list',
      values: { of: 'places' },
      read: ({ state, at }) => knownPosition(state, at) && Object.keys(state.inside),
    }),
    defineDerived({
      name: 'inside.tags',
      summary: 'Tags of the places the customer is in',
      type: 'list',
      values: { of: 'tags' },
      read({ state, at, places }) {
        if (!places || !knownPosition(state, at)) return undefined;
        return [...new Set(Object.keys(state.inside).flatMap((id) => places.places.get(id)?.tags ?? []))];
      },
    }),
  ],
} satisfies FieldGroup;
