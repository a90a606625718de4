import { WEEKDAYS, weekdayOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'weekday',
  summary: 'The day of the week where the customer is.',
  fields: [
    defineDerived({
      name: 'weekday',
      summary: 'Day of the week where the customer is: mon, tue, wed, thu, fri, sat, sun',
      type: 'string',
      values: WEEKDAYS,
      read: (moment) => weekdayOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
