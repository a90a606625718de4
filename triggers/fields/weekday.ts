import { WEEKDAY_WORDS, WEEKDAYS, weekdayOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'weekday',
  group: 'time',
  summary: 'The day of the week where the customer is.',
  fields: [
    defineDerived({
      name: 'weekday',
      title: { en: 'Weekday', de: 'Wochentag' },
      summary: {
        en: 'Day of the week where the customer is: mon, tue, wed, thu, fri, sat, sun',
        de: 'Wochentag beim Kunden',
      },
      type: 'string',
      values: WEEKDAYS,
      titles: WEEKDAY_WORDS,
      read: (moment) => weekdayOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
