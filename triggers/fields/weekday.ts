import { zoneOf } from '../state/zone-of.ts';
import { WEEKDAY_WORDS, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

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
