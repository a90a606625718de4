import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'signal',
  group: 'signal',
  summary: 'The signal that is being handled.',
  fields: [
    defineDerived({
      name: 'signal.kind',
      title: { en: 'Kind of signal', de: 'Art des Signals' },
      summary: {
        en: 'Kind of the signal that is being handled; `timer` when only time has passed',
        de: 'Art des Signals, das gerade behandelt wird; `timer`, wenn nur Zeit verging',
      },
      type: 'string',
      values: { of: 'kinds' },
      read: ({ origin }) => origin.kind,
    }),
  ],
} satisfies FieldGroup;
