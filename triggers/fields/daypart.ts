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
  group: 'time',
  summary: 'The part of the day where the customer is.',
  fields: [
    defineDerived({
      name: 'daypart',
      title: { en: 'Part of the day', de: 'Tageszeit' },
      summary: {
        en: 'Where the customer is: morning (from 6), midday (11), afternoon (14), evening (18), night (22 to 6)',
        de: 'Beim Kunden: Morgen (ab 6), Mittag (11), Nachmittag (14), Abend (18), Nacht (22 bis 6)',
      },
      type: 'string',
      values: [...new Set(DAYPARTS.map(([name]) => name))],
      titles: {
        night: { en: 'Night', de: 'Nacht' },
        morning: { en: 'Morning', de: 'Morgen' },
        midday: { en: 'Midday', de: 'Mittag' },
        afternoon: { en: 'Afternoon', de: 'Nachmittag' },
        evening: { en: 'Evening', de: 'Abend' },
      },
      read(moment) {
        const hour = minuteOfDay(zoneOf(moment), moment.at) / 60;
        return DAYPARTS.find(([, ends]) => hour < ends)?.[0];
      },
    }),
  ],
} satisfies FieldGroup;
