import { derived } from '../derived-fields.ts';
import { ageSeconds, known } from '../known.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'cart',
  summary: 'More about the customer’s cart.',
  fields: [
    derived({
      name: 'cart.idleSeconds',
      summary: 'How long nothing has happened to the cart',
      type: 'number',
      unit: 's',
      read: ({ state, at }) =>
        known(state, 'cart.id', at) === undefined ? undefined : ageSeconds(state, 'cart.id', at),
    }),
  ],
} satisfies FieldGroup;
