import { ageSeconds } from '../state/known.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'location',
  group: 'position',
  summary: 'More about the customer’s position.',
  fields: [
    defineDerived({
      name: 'location.ageSeconds',
      title: { en: 'Age of the position', de: 'Alter der Position' },
      summary: {
        en: 'How old the last position is, also when it is too old to count',
        de: 'Wie alt die letzte Position ist, auch wenn sie zu alt ist, um zu zählen',
      },
      type: 'number',
      unit: 's',
      read: ({ state, at }) => ageSeconds(state, 'location.lat', at),
    }),
  ],
} satisfies FieldGroup;
