import { parseDuration } from '../../triggers/arguments/durations.ts';
import { instantOf, isZone } from '../../triggers/time/zone.ts';

/** The period of a query, in milliseconds since 1970. */
export interface QueryPeriod {
  readonly from?: number;
  readonly to?: number;
  /** The zone for dates and times without an offset, in the request and in the answer. */
  readonly zone: string;
}

interface Given {
  readonly from?: string | number | undefined;
  readonly to?: string | number | undefined;
  readonly last?: string | undefined;
  readonly zone?: string | undefined;
}
type Named = keyof Given;

/** A part of a period that cannot be read. */
export class InvalidPeriod extends Error {
  override readonly name = 'InvalidPeriod';
  readonly part: Named;
  constructor(part: Named, expected: string, got: string) {
    super(`expected ${expected}, got '${got.slice(0, 40)}'`);
    this.part = part;
  }
}

/**
 * Reads a period as people say it: dates, times, milliseconds, or `last` such as `7d`, on the clock of a zone. A date
 * as `to` includes that day. Throws InvalidPeriod.
 */
export function readPeriod(given: Given, usualZone: string, now: number): QueryPeriod {
  const { from, to, last, zone = usualZone } = given;
  if (!isZone(zone)) throw new InvalidPeriod('zone', 'an IANA zone such as Europe/Berlin', zone);
  if (last !== undefined && from !== undefined) throw new InvalidPeriod('last', 'either `last` or `from`', last);
  const until = to === undefined ? undefined : timeOf('to', to, zone);
  const since = from !== undefined ? timeOf('from', from, zone) : last && (until ?? now) - durationOf(last);
  return { ...(since !== undefined && { from: Number(since) }), ...(until !== undefined && { to: until }), zone };
}

const MILLIS = /^\d{1,15}(?:\.\d+)?$/;
const DATE = /^(\d{4}-\d{2}-\d{2})$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const DAY_MINUTES = 1_440;

function timeOf(part: 'from' | 'to', given: string | number, zone: string): number {
  const text = String(given);
  const at = MILLIS.test(text) ? Number(text) : (dateOf(text, part, zone) ?? localOf(text, zone) ?? instant(text));
  if (at !== undefined && at >= 0 && at <= 4_102_444_800_000) return at;
  throw new InvalidPeriod(part, 'a date such as 2026-11-20 or a time such as 2026-11-20T18:00', text);
}

function dateOf(text: string, part: 'from' | 'to', zone: string): number | undefined {
  const [date] = DATE.exec(text) ?? [];
  return date && isDate(date) ? instantOf(zone, date, part === 'to' ? DAY_MINUTES : 0) : undefined;
}

function localOf(text: string, zone: string): number | undefined {
  const [, date = '', hours, minutes] = LOCAL.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return isDate(date) && Number(minutes) < 60 && minute <= DAY_MINUTES ? instantOf(zone, date, minute) : undefined;
}

function instant(text: string): number | undefined {
  const at = WITH_OFFSET.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Tells whether a date exists: `Date` would read the 31st of November as the first of December. */
function isDate(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

function durationOf(text: string): number {
  try {
    return parseDuration(text);
  } catch {
    throw new InvalidPeriod('last', 'a duration such as 24h or 7d', text);
  }
}
