import { createRequire } from 'node:module';
import type Calendar from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { DAY_MS } from './spans.ts';

const load = createRequire(import.meta.url);

/** A public holiday, by its name in the country's own language. */
export interface Holiday {
  readonly name: string;
}

/**
 * The public holiday on a day (`YYYY-MM-DD`) in a country, `DE`, or one of its regions, `DE-SN`: null when it is none,
 * undefined for a country without known holidays. A year of a country is worked out once, in up to 30 ms; see
 * `cacheHolidays`.
 */
export function holidayOn(country: string, day: string): Holiday | null | undefined {
  const days = holidaysIn(country, day.slice(0, 4));
  return days === NO_COUNTRY ? undefined : (days.get(day) ?? null);
}

/** Whether there is such a country, or such a region of it. */
export function isCountry(code: string): boolean {
  const [country = '', region] = code.split('-');
  const known = countriesKnown();
  if (!Object.hasOwn(known, country)) return false;
  return region === undefined || Object.hasOwn(known[country]?.states ?? known[country]?.regions ?? {}, region);
}

/** Loads the calendars ahead of their first use, which takes a tenth of a second. */
export function loadCalendars(): typeof Calendar {
  return load('date-holidays') as typeof Calendar;
}

/** Works a year out ahead of its first use. */
export function cacheHolidays(country: string, year: number): void {
  holidaysIn(country, String(year));
}

/** The countries that there are holidays of, ISO 3166. */
export function countriesWithHolidays(): ReadonlySet<string> {
  return new Set(Object.keys(countriesKnown()));
}

type Days = ReadonlyMap<string, Holiday>;
const NO_COUNTRY: Days = new Map();

let countries: Countries | undefined;

/** By its code: what there is of its parts. */
type Countries = Readonly<Record<string, { readonly states?: object; readonly regions?: object } | undefined>>;

/** What the package knows of countries, read without its calendars, which take a tenth of a second to load. */
function countriesKnown(): Countries {
  if (countries) return countries;
  const data = load.resolve('date-holidays/package.json').replace(/package\.json$/, 'data/holidays.json');
  countries = (load(data) as { readonly holidays: Countries }).holidays;
  return countries;
}

// A year has some twenty holidays; a campaign through all of Europe, three years of it, fits.
const years = new LRUCache<string, Days>({ max: 300 });

function holidaysIn(country: string, year: string): Days {
  const key = country + year;
  const known = years.get(key);
  if (known) return known;
  const days = isCountry(country) ? workOut(country, Number(year)) : NO_COUNTRY;
  years.set(key, days);
  return days;
}

function workOut(code: string, year: number): Days {
  const [country = '', region] = code.split('-');
  const Holidays = loadCalendars();
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const days = new Map<string, Holiday>();
  for (const { date, start, end, name, type } of calendar.getHolidays(year)) {
    if (type !== 'public' && type !== 'bank') continue;
    for (const day of daysOf(date, end.getTime() - start.getTime())) if (!days.has(day)) days.set(day, { name });
  }
  return days;
}

/**
 * The days at whose noon a holiday lasts that begins at a time on the country's wall. Some begin on the evening before.
 */
function* daysOf(date: string, lastsMs: number): Generator<string> {
  const first = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19) || '00:00:00'}Z`);
  for (let noon = Date.parse(`${date.slice(0, 10)}T12:00:00Z`); noon < first + lastsMs; noon += DAY_MS) {
    if (noon >= first) yield new Date(noon).toISOString().slice(0, 10);
  }
}
