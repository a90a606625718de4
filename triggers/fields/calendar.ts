import type { Moment } from '../contract.ts';
import { countryOf, weekendIn } from '../time/country.ts';
import { holidayOn } from '../time/holidays.ts';
import { localDateOf, WEEKDAYS, weekdayOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'calendar',
  summary: 'The day, the month and the kind of day on the customer’s calendar.',
  fields: [
    defineDerived({
      name: 'day-of-month',
      summary: 'Day of the month where the customer is, 1 to 31',
      type: 'number',
      read: (moment) => Number(today(moment).slice(8)),
    }),
    defineDerived({
      name: 'days-left-in-month',
      summary: 'Days until the last of the month where the customer is; 0 on the last',
      type: 'number',
      read(moment) {
        const [year, month, day] = today(moment).split('-').map(Number);
        return new Date(Date.UTC(year!, month!, 0)).getUTCDate() - day!;
      },
    }),
    defineDerived({
      name: 'month',
      summary: 'Month where the customer is, 1 to 12',
      type: 'number',
      read: (moment) => Number(today(moment).slice(5, 7)),
    }),
    defineDerived({
      name: 'weekend',
      summary: 'It is a day of the weekend, as the country has it: Saturday and Sunday nearly everywhere',
      type: 'boolean',
      read: isWeekend,
    }),
    defineDerived({
      name: 'workday',
      summary: 'It is neither weekend nor a public holiday',
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
