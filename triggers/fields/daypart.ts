import { minuteOfDay, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

/** The parts of the day, each until the hour at which the next one begins. */
const DAYPARTS = [
  ['night', 6],
  ['morning', 11],
  ['midday', 14],
  ['afternoon', 18],
  ['evening', 22],
  ['night', 24],
] as const;

export default {
  name: 'daypart',
  summary: 'The part of the day where the customer is.',
  fields: [
    defineDerived({
      name: 'daypart',
      summary: 'Where the customer is: morning (from 6), midday (11), afternoon (14), evening (18), night (22 to 6)',
      type: 'string',
      values: [...new Set(DAYPARTS.map(([name]) => name))],
      read(moment) {
        const hour = minuteOfDay(zoneOf(moment), moment.at) / 60;
        return DAYPARTS.find(([, ends]) => hour < ends)?.[0];
      },
    }),
  ],
} satisfies FieldGroup;
