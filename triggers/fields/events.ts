import type { FieldGroup } from './contract.ts';

export default {
  name: 'events',
  group: 'customer',
  summary: 'What the customer did, as the events tell it.',
  fields: [
    {
      name: 'events',
      title: { en: 'Past events', de: 'Frühere Ereignisse' },
      summary: {
        en: 'What happened in the last hours or days: asked with did, did-not and summed',
        de: 'Was in den letzten Stunden oder Tagen geschah: gefragt mit „tat“, „tat nicht“ und „tat Dinge mit der Summe“',
      },
      type: 'events',
      kept: () => ({ key: 'events', isHistory: true }),
      bind: () => () => undefined,
    },
  ],
} satisfies FieldGroup;
