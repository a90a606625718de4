import { zoneOf } from '../state/zone-of.ts';
import { DAYPARTS, daypartOf } from '../time/daypart.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

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
      values: DAYPARTS,
      titles: {
        night: { en: 'Night', de: 'Nacht' },
        morning: { en: 'Morning', de: 'Morgen' },
        midday: { en: 'Midday', de: 'Mittag' },
        afternoon: { en: 'Afternoon', de: 'Nachmittag' },
        evening: { en: 'Evening', de: 'Abend' },
      },
      read: (moment) => daypartOf(zoneOf(moment), moment.at),
    }),
  ],
} satisfies FieldGroup;
