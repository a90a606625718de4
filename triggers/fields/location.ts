import { ageSeconds } from '../state/known.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'location',
  summary: 'More about the customer’s position.',
  fields: [
    defineDerived({
      name: 'location.ageSeconds',
      summary: 'How old the last position is, also when it is too old to count',
      type: 'number',
      unit: 's',
      read: ({ state, at }) => ageSeconds(state, 'location.lat', at),
    }),
  ],
} satisfies FieldGroup;
