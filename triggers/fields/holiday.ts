import type { Field, Moment } from '../contract.ts';
import { countryOf } from '../state/country-of.ts';
import { zoneOf } from '../state/zone-of.ts';
import { type Holiday, holidayOn } from '../time/holidays.ts';
import { localDateOf } from '../time/zone.ts';
import type { Words } from '../words/contract.ts';
import { defineDerived, type FieldGroup } from './contract.ts';

export default {
  name: 'holiday',
  group: 'time',
  summary: 'Public holidays, on the calendar of the place, else of where the customer is, else of the workspace.',
  fields: [
    defineDerived({
      name: 'holiday',
      title: { en: 'Public holiday', de: 'Feiertag' },
      summary: { en: 'It is a public holiday', de: 'Es ist gesetzlicher Feiertag' },
      type: 'boolean',
      read: (moment) => isHoliday(holidayAt(moment, 0)),
    }),
    defineDerived({
      name: 'holiday.name',
      title: { en: 'Name of the holiday', de: 'Name des Feiertags' },
      summary: {
        en: 'Name of the public holiday in the language of the country; unknown on other days',
        de: 'Name des gesetzlichen Feiertags in der Sprache des Landes; an anderen Tagen unbekannt',
      },
      type: 'string',
      read: (moment) => holidayAt(moment, 0)?.name,
    }),
    defineNearHoliday(
      'holiday.tomorrow',
      { en: 'Holiday tomorrow', de: 'Feiertag morgen' },
      { en: 'Tomorrow is a public holiday', de: 'Morgen ist gesetzlicher Feiertag' },
      1,
    ),
    defineNearHoliday(
      'holiday.yesterday',
      { en: 'Holiday yesterday', de: 'Feiertag gestern' },
      { en: 'Yesterday was a public holiday', de: 'Gestern war gesetzlicher Feiertag' },
      -1,
    ),
  ],
} satisfies FieldGroup;

function defineNearHoliday(name: string, title: Words, summary: Words, days: number): Field {
  return defineDerived({ name, title, summary, type: 'boolean', read: (moment) => isHoliday(holidayAt(moment, days)) });
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
