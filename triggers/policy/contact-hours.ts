import { holidayOn } from '../time/holidays.ts';
import { instantOf, localDateOf, minuteOfDay, WEEKDAYS, type Weekday, weekdayOf } from '../time/zone.ts';
import type { ContactHours } from './contract.ts';

const FCC = {
  source: 'https://www.ecfr.gov/current/title-47/chapter-I/subchapter-B/part-64/subpart-L/section-64.1200',
  asOf: '2026-11',
};
/** State laws by way of overviews that differ in places: where they differ the stricter stands here. */
const STATES = { source: 'https://www.ncsl.org/technology-and-communication/telemarketing-laws', asOf: '2026-11' };
/** What carriers and services let through, by what providers tell their customers. */
const FRANCE = { source: 'https://developers.brevo.com/reference/transactional-sms-1', asOf: '2026-11' };
const EMIRATES = { source: 'https://www.twilio.com/en/guidelines/ae/sms', asOf: '2026-11' };
const SAUDI_ARABIA = { source: 'https://docs.mapp.com/docs/ksa', asOf: '2026-11' };
const THAILAND = { source: 'https://www.twilio.com/en/guidelines/th/sms', asOf: '2026-11' };
const TEXTS = ['sms', 'mms', 'rcs'];
const SHORT_TEXTS = ['sms', 'mms'];
const EAST = ['America/New_York'];
const CENTRE = ['America/Chicago'];

/**
 * When marketing may be written to people of a country or state, by their clock, on the channels that its law is about.
 * A state's hours stand in place of its country's.
 */
export const CONTACT_HOURS: readonly ContactHours[] = [
  { country: 'US', channels: TEXTS, from: '08:00', to: '21:00', ...FCC },
  {
    country: 'US',
    regions: ['FL', 'MD', 'NJ', 'MA'],
    zones: EAST,
    channels: TEXTS,
    from: '08:00',
    to: '20:00',
    ...STATES,
  },
  { country: 'US', regions: ['OK'], zones: CENTRE, channels: TEXTS, from: '08:00', to: '20:00', ...STATES },
  {
    ...{
      country: 'US',
      regions: ['AL', 'LA', 'MS'],
      zones: CENTRE,
      channels: TEXTS,
      from: '08:00',
      to: '20:00',
      ...STATES,
    },
    never: ['sun', 'holiday'],
  },
  { country: 'US', regions: ['CT'], zones: EAST, channels: TEXTS, from: '09:00', to: '20:00', ...STATES },
  {
    country: 'US',
    regions: ['KY'],
    zones: [...EAST, ...CENTRE],
    channels: TEXTS,
    from: '10:00',
    to: '21:00',
    ...STATES,
  },
  {
    ...{ country: 'US', regions: ['TX'], zones: CENTRE, channels: TEXTS, from: '09:00', to: '21:00', ...STATES },
    on: { sun: ['12:00', '21:00'] },
  },
  {
    ...{ country: 'US', regions: ['RI'], zones: EAST, channels: TEXTS, from: '09:00', to: '18:00', ...STATES },
    on: { sat: ['10:00', '17:00'], sun: ['10:00', '17:00'] },
  },
  {
    ...{ country: 'FR', zones: ['Europe/Paris'], channels: SHORT_TEXTS, from: '08:00', to: '22:00', ...FRANCE },
    never: ['sun', 'holiday'],
  },
  { country: 'AE', zones: ['Asia/Dubai'], channels: SHORT_TEXTS, from: '07:00', to: '21:00', ...EMIRATES },
  { country: 'SA', zones: ['Asia/Riyadh'], channels: SHORT_TEXTS, from: '07:00', to: '22:00', ...SAUDI_ARABIA },
  { country: 'TH', zones: ['Asia/Bangkok'], channels: SHORT_TEXTS, from: '09:00', to: '21:00', ...THAILAND },
];

/**
 * Zones of the countries that have several and hours of their own: where a customer's zone is not known, all of them
 * count.
 */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
  ],
  FR: ['Europe/Paris'],
  AE: ['Asia/Dubai'],
  SA: ['Asia/Riyadh'],
  TH: ['Asia/Bangkok'],
};

/**
 * Returns the hours that hold on a channel: those of the state, where it has some, else the country's. Where the state
 * is not known, all that may hold in the zones where the customer may be.
 */
export function contactHoursOf(
  {
    country,
    region,
    zones,
  }: { readonly country: string; readonly region: string | undefined; readonly zones: readonly string[] },
  channel: string,
): readonly ContactHours[] {
  const all = CONTACT_HOURS.filter((rule) => rule.country === country && rule.channels.includes(channel));
  const ofCountry = all.filter(({ regions }) => regions === undefined);
  if (region === undefined) {
    return [...ofCountry, ...all.filter((rule) => rule.regions && rule.zones?.some((zone) => zones.includes(zone)))];
  }
  const own = all.filter(({ regions }) => regions?.includes(region));
  return own.length > 0 ? own : ofCountry;
}

/** The zones that a customer of a country may be in, where their own is not known. */
export function zonesOf(country: string): readonly string[] {
  return ZONES[country] ?? [];
}

/**
 * Returns from when on all of these hours let a message through in all of these zones; `at` itself where they do now.
 * Undefined: not within eight days.
 */
export function allowedFrom(hours: readonly ContactHours[], zones: readonly string[], at: number): number | undefined {
  let from = at;
  // Each round moves to the next opening of one that is closed; a day has one, and a week one day more than it can
  // close.
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const later = hours.flatMap((rule) => zones.map((zone) => nextOpening(rule, zone, from)));
    const next = Math.max(from, ...later);
    if (!Number.isFinite(next) || next > at + MOST_MS) return undefined;
    if (next === from) return from;
    from = next;
  }
  return undefined;
}

const MOST_ROUNDS = 60;
const MOST_MS = 8 * 86_400_000;

/** Returns the first instant from `at` on at which a rule is open; `at` where it is. */
function nextOpening(rule: ContactHours, zone: string, at: number): number {
  const minute = minuteOfDay(zone, at);
  const date = localDateOf(zone, at);
  const today = spanOn(rule, weekdayOf(zone, at), date);
  if (today && minute >= today[0] && minute < today[1]) return at;
  if (today && minute < today[0]) return instantOf(zone, date, today[0]);
  for (let day = 1; day <= 8; day++) {
    const later = dateAfter(date, day);
    const span = spanOn(rule, WEEKDAYS[(WEEKDAYS.indexOf(weekdayOf(zone, at)) + day) % 7]!, later);
    if (span) return instantOf(zone, later, span[0]);
  }
  return Number.POSITIVE_INFINITY;
}

function spanOn(
  { country, from, to, on, never }: ContactHours,
  weekday: Weekday,
  date: string,
): readonly [number, number] | undefined {
  if (never?.includes(weekday)) return undefined;
  if (never?.includes('holiday') && holidayOn(country, date)) return undefined;
  const [begins, ends] = on?.[weekday] ?? [from, to];
  return [minutesOf(begins), minutesOf(ends)];
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
