import type { Field, Moment } from '../contract.ts';
import { countryOf } from '../time/country.ts';
import { type Holiday, holidayOn } from '../time/holidays.ts';
import { localDateOf, zoneOf } from '../time/zone.ts';
import { defineDerived } from '../vocabulary/derived-fields.ts';
import type { FieldGroup } from './contract.ts';

export default {
  name: 'holiday',
  summary: 'Public holidays, on the calendar of the place, else of where the customer is, else of the workspace.',
  fields: [
    defineDerived({
      name: 'holiday',
      summary: 'It is a public holiday',
      type: 'boolean',
      read: (moment) => isHoliday(holidayAt(moment, 0)),
    }),
    defineDerived({
      name: 'holiday.name',
      summary: 'Name of the public holiday in the language of the country; unknown on other days',
      type: 'string',
      read: (moment) => holidayAt(moment, 0)?.name,
    }),
    defineNearHoliday('holiday.tomorrow', 'Tomorrow is a public holiday', 1),
    defineNearHoliday('holiday.yesterday', 'Yesterday was a public holiday', -1),
  ],
} satisfies FieldGroup;

function defineNearHoliday(name: string, summary: string, days: number): Field {
  return defineDerived({ name, summary, type: 'boolean', read: (moment) => isHoliday(holidayAt(moment, days)) });
}

function holidayAt(moment: Moment, days: number): Holiday | null | undefined {
  const country = countryOf(moment);
  return country === undefined ? undefined : holidayOn(country, dayFrom(localDateOf(zoneOf(moment), moment.at), days));
}

function isHoliday(holiday: Holiday | null | undefined): boolean | undefined {
  return holiday === undefined ? undefined : holiday !== null;
}

function dayFrom(day: string, days: number): string {
  return days === 0 ? day : new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
