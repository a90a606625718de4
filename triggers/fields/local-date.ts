import { localDateOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'local-date',
  summary: 'The date on the customer’s calendar.',
  fields: [
    defineDerived({
      name: 'local-date',
      summary: 'Date where the customer is, YYYY-MM-DD',
      type: 'date',
      read: (moment) => localDateOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
