import type { FieldGroup } from './contract.ts';

export default {
  name: 'events',
  summary: 'What the customer did, as the events tell it.',
  fields: [
    {
      name: 'events',
      summary: 'What happened in the last hours or days: asked with did, did-not and summed',
      type: 'events',
      kept: () => ({ key: 'events', isHistory: true }),
      bind: () => () => undefined,
    },
  ],
} satisfies FieldGroup;
