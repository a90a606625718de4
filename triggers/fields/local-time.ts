import { zoneOf } from '../state/zone-of.ts';
import { localTimeOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'local-time',
  group: 'time',
  summary: 'The time on the customer’s clock.',
  fields: [
    defineDerived({
      name: 'local-time',
      title: { en: 'Time of day', de: 'Uhrzeit' },
      summary: { en: 'Time of day where the customer is, HH:MM', de: 'Uhrzeit beim Kunden, HH:MM' },
      type: 'time',
      read: (moment) => localTimeOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
