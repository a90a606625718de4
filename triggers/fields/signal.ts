import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'signal',
  summary: 'The signal that is being handled.',
  fields: [
    defineDerived({
      name: 'signal.kind',
      summary: 'Kind of the signal that is being handled; `timer` when only time has passed',
      type: 'string',
      values: { of: 'kinds' },
      read: ({ origin }) => origin.kind,
    }),
  ],
} satisfies FieldGroup;
