import { zoneOf } from '../state/zone-of.ts';
import { localDateOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'local-date',
  group: 'time',
  summary: 'The date on the customer’s calendar.',
  fields: [
    defineDerived({
      name: 'local-date',
      title: { en: 'Date', de: 'Datum' },
      summary: { en: 'Date where the customer is, YYYY-MM-DD', de: 'Datum beim Kunden, JJJJ-MM-TT' },
      type: 'date',
      read: (moment) => localDateOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
