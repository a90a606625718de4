import type { Now } from '../contract.ts';
import { DAY_MS } from './spans.ts';
import { utcInstant } from './utc-instant.ts';
import { offsetMsOf } from './zone-offsets.ts';

/**
 * A date as we can read it: from its first to its last millisecond. An instant lasts none, a calendar day lasts a day.
 * `onWall`: it says what a clock on the customer's wall shows (as if that were UTC), because it came without a zone.
 */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly onWall: boolean;
}

/**
 * Reads a date by the written rule; undefined for anything else, also for what looks like one. Text is ISO 8601 as RFC
 * 3339 has it: a day, or a day and time, with or without an offset. Of numbers, those of 9 and 10 digits are seconds
 * since 1970, those of 11 to 15 milliseconds; what has fewer is no date.
 */
export function readDate(value: unknown): Span | undefined {
  if (typeof value === 'number') return readNumber(value);
  if (typeof value !== 'string') return undefined;
  const instant = utcInstant(value);
  return instant === undefined ? readIso(value) : { first: instant, last: instant, onWall: false };
}

/**
 * The calendar day, as days since 1970, that a date of birth names: midnight there or in UTC is how software writes a
 * day.
 */
export function calendarDay(value: unknown, now: Now): number | undefined {
  const midnight = typeof value === 'string' ? MIDNIGHT.exec(value) : null;
  const date = readDate(midnight ? midnight[1] : value);
  if (!date) return undefined;
  return date.first % DAY_MS === 0 ? date.first / DAY_MS : dayNumber(date, now);
}

/** Whether `a` is over before `b` begins. */
export function isBefore(a: Span, b: Span, now: Now): boolean {
  if (a.onWall === b.onWall) return a.last < b.first;
  return (a.onWall ? a.last : wallMs(a.last, now)) < (b.onWall ? b.first : wallMs(b.first, now));
}

/** `now` on the clock that a span is told by. */
export function nowFor(span: Span, now: Now): number {
  return span.onWall ? wallMs(now.at, now) : now.at;
}

/** The days since 1970 of the calendar day, on the customer's wall, on which a span begins. */
export function dayNumber(span: Span, now: Now): number {
  return Math.floor((span.onWall ? span.first : wallMs(span.first, now)) / DAY_MS);
}

/** Today, as days since 1970, on the customer's wall. */
export function today(now: Now): number {
  return Math.floor(wallMs(now.at, now) / DAY_MS);
}

const FARTHEST_MS = 253_402_300_799_999; // the end of the year 9999
/** From here on, seconds: of 1973 to 2286, and back to 1653. As milliseconds these were the first months of 1970. */
const LEAST_SECONDS = 1e8;
const LEAST_MS = 1e10;
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|([+-]\d{2}):?(\d{2}))?)?$/;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})[Tt ]00:00(?::00(?:\.0+)?)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

function readIso(text: string): Span | undefined {
  const parts = text.length < 40 ? ISO.exec(text) : null;
  if (!parts) return undefined;
  const [, day, clock, zone, hours, minutes] = parts;
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  if (Number.isNaN(dayMs) || new Date(dayMs).getUTCDate() !== Number(day!.slice(8))) return undefined;
  if (clock === undefined) return { first: dayMs, last: dayMs + DAY_MS - 1, onWall: true };
  const at = Date.parse(`${day}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(at) ? undefined : { first: at, last: at, onWall: zone === undefined };
}

function readNumber(value: number): Span | undefined {
  const size = Math.abs(value);
  if (!(size >= LEAST_SECONDS)) return undefined;
  const at = size < LEAST_MS ? Math.round(value * 1_000) : value;
  return Math.abs(at) <= FARTHEST_MS ? { first: at, last: at, onWall: false } : undefined;
}

/** Returns the time on the customer's clock at an instant, as if it were UTC. */
function wallMs(at: number, { zone }: Now): number {
  return at + (offsetMsOf(zone, at) ?? 0);
}
