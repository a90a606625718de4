import type { Words } from '../words/contract.ts';
import { DAY_MS, MINUTE_MS } from './spans.ts';
import { offsetMsOf } from './zone-offsets.ts';

/** Whether it names a zone that this machine knows. */
export function isZone(zone: unknown): zone is string {
  return typeof zone === 'string' && offsetMsOf(zone, 0) !== undefined;
}

/** The clock in a zone, `HH:MM`. An unknown zone has UTC, here and below. */
export function localTimeOf(zone: string, at: number): string {
  return CLOCK[minuteOfDay(zone, at)] ?? '00:00';
}

/** The date in a zone, `YYYY-MM-DD`. */
export function localDateOf(zone: string, at: number): string {
  const day = Math.floor(localMs(zone, at) / DAY_MS);
  const slot = modulo(day, DATES);
  if (dayIn[slot] !== day) {
    dayIn[slot] = day;
    dateIn[slot] = new Date(day * DAY_MS).toISOString().slice(0, 10);
  }
  return dateIn[slot]!;
}

/** The day of the week in a zone. */
export function weekdayOf(zone: string, at: number): Weekday {
  return WEEKDAYS[modulo(Math.floor(localMs(zone, at) / DAY_MS) + THURSDAY, 7)] ?? 'mon';
}

/** Minutes on the clock in a zone since it showed midnight, 0 to 1439. */
export function minuteOfDay(zone: string, at: number): number {
  return Math.floor(modulo(localMs(zone, at), DAY_MS) / MINUTE_MS);
}

/**
 * The first instant at which the clock in a zone shows a date (`YYYY-MM-DD`) and minute of the day. A time that is
 * skipped is the instant of the change; one that is shown twice is the first.
 */
export function instantOf(zone: string, date: string, minute: number): number {
  const shown = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE_MS;
  // Two days hold at most one change: the offset is the one before it or the one after it.
  const before = shown - offsetOf(zone, shown - DAY_MS);
  const after = shown - offsetOf(zone, shown + DAY_MS);
  const [early, late] = before < after ? [before, after] : [after, before];
  if (localMs(zone, early) === shown) return early;
  if (localMs(zone, late) === shown) return late;
  return changeBetween(zone, early, late);
}

export type Weekday = (typeof WEEKDAYS)[number];

/** The days of the week as definitions write them. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The weekdays as people read them. */
export const WEEKDAY_WORDS: Readonly<Record<Weekday, Words>> = {
  mon: { en: 'Monday', de: 'Montag' },
  tue: { en: 'Tuesday', de: 'Dienstag' },
  wed: { en: 'Wednesday', de: 'Mittwoch' },
  thu: { en: 'Thursday', de: 'Donnerstag' },
  fri: { en: 'Friday', de: 'Freitag' },
  sat: { en: 'Saturday', de: 'Samstag' },
  sun: { en: 'Sunday', de: 'Sonntag' },
};

const THURSDAY = 3; // 1 January 1970
const CLOCK = Array.from({ length: 1_440 }, (_, minute) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});

// Writing a date takes about a microsecond, and signals are of a few days.
const DATES = 64;
const dayIn = new Float64Array(DATES).fill(Number.NaN);
const dateIn: string[] = new Array(DATES).fill('');

function offsetOf(zone: string, at: number): number {
  return offsetMsOf(zone, at) ?? 0;
}

function localMs(zone: string, at: number): number {
  return at + offsetOf(zone, at);
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by;
}

/** The instant within (early, late] from which on the later offset holds. */
function changeBetween(zone: string, early: number, late: number): number {
  const after = offsetOf(zone, late);
  let [no, yes] = [early, late];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (offsetOf(zone, middle) === after) yes = middle;
    else no = middle;
  }
  return yes;
}
