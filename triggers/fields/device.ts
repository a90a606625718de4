import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'device',
  summary: 'The device that leads: the one of the customer’s whose state and position are theirs.',
  fields: [
    defineDerived({
      name: 'device.id',
      summary: 'Which of the customer’s devices leads, where it has a name',
      type: 'string',
      read: ({ state }) => state.leading,
    }),
  ],
} satisfies FieldGroup;
