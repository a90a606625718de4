import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'device',
  group: 'device',
  summary: 'The device that leads: the one of the customer’s whose state and position are theirs.',
  fields: [
    defineDerived({
      name: 'device.id',
      title: { en: 'Leading device', de: 'Führendes Gerät' },
      summary: {
        en: 'Which of the customer’s devices leads, where it has a name',
        de: 'Welches der Geräte des Kunden führt, wenn es einen Namen hat',
      },
      type: 'string',
      read: ({ state }) => state.leading,
    }),
  ],
} satisfies FieldGroup;
