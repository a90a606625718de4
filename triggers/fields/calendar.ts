import type { Moment } from '../contract.ts';
import { countryOf } from '../state/country-of.ts';
import { zoneOf } from '../state/zone-of.ts';
import { weekendIn } from '../time/country.ts';
import { holidayOn } from '../time/holidays.ts';
import { localDateOf, WEEKDAYS, weekdayOf } from '../time/zone.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'calendar',
  group: 'time',
  summary: 'The day, the month and the kind of day on the customer’s calendar.',
  fields: [
    defineDerived({
      name: 'day-of-month',
      title: { en: 'Day of the month', de: 'Tag im Monat' },
      summary: { en: 'Day of the month where the customer is, 1 to 31', de: 'Tag im Monat beim Kunden, 1 bis 31' },
      type: 'number',
      read: (moment) => Number(today(moment).slice(8)),
    }),
    defineDerived({
      name: 'days-left-in-month',
      title: { en: 'Days left in the month', de: 'Resttage im Monat' },
      summary: {
        en: 'Days until the last of the month where the customer is; 0 on the last',
        de: 'Tage bis zum letzten des Monats beim Kunden; 0 am letzten',
      },
      type: 'number',
      read(moment) {
        const [year, month, day] = today(moment).split('-').map(Number);
        return new Date(Date.UTC(year!, month!, 0)).getUTCDate() - day!;
      },
    }),
    defineDerived({
      name: 'month',
      title: { en: 'Month', de: 'Monat' },
      summary: { en: 'Month where the customer is, 1 to 12', de: 'Monat beim Kunden, 1 bis 12' },
      type: 'number',
      read: (moment) => Number(today(moment).slice(5, 7)),
    }),
    defineDerived({
      name: 'weekend',
      title: { en: 'Weekend', de: 'Wochenende' },
      summary: {
        en: 'It is a day of the weekend, as the country has it: Saturday and Sunday nearly everywhere',
        de: 'Es ist ein Tag des Wochenendes, wie das Land es hat: fast überall Samstag und Sonntag',
      },
      type: 'boolean',
      read: isWeekend,
    }),
    defineDerived({
      name: 'workday',
      title: { en: 'Working day', de: 'Werktag' },
      summary: {
        en: 'It is neither weekend nor a public holiday',
        de: 'Es ist weder Wochenende noch gesetzlicher Feiertag',
      },
      type: 'boolean',
      read(moment) {
        if (isWeekend(moment)) return false;
        const country = countryOf(moment);
        const holiday = country === undefined ? undefined : holidayOn(country, today(moment));
        return holiday === undefined ? undefined : holiday === null;
      },
    }),
  ],
} satisfies FieldGroup;

function today(moment: Moment): string {
  return localDateOf(zoneOf(moment), moment.at);
}

function isWeekend(moment: Moment): boolean {
  return weekendIn(countryOf(moment)).includes(WEEKDAYS.indexOf(weekdayOf(zoneOf(moment), moment.at)) + 1);
}
