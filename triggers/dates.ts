import type { Now } from './contract.ts';
import { offsetMsOf } from './zone-offsets.ts';

export const DAY_MS = 86_400_000;

/**
 * A date as we can read it: from its first to its last millisecond. An instant lasts none, a calendar day lasts a day. `onWall`: it
 * says what a clock on the customer's wall shows (as if that were UTC), because it came without a zone.
 */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly onWall: boolean;
}

/** Reads milliseconds since 1970, or ISO 8601: a day, or a day and time with or without an offset. Undefined for anything else. */
export function readDate(value: unknown): Span | undefined {
  if (typeof value === 'number') {
    return Math.abs(value) <= FARTHEST_MS ? { first: value, last: value, onWall: false } : undefined;
  }
  const parts = typeof value === 'string' && value.length < 40 ? ISO.exec(value) : null;
  if (!parts) return undefined;
  const [, day, clock, offset] = parts;
  const dayMs = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  if (Number.isNaN(dayMs) || new Date(dayMs).toISOString().slice(0, 10) !== day) return undefined;
  if (clock === undefined) return { first: dayMs, last: dayMs + DAY_MS - 1, onWall: true };
  const at = Date.parse(`${day}T${clock}${offset ?? 'Z'}`);
  return Number.isNaN(at) ? undefined : { first: at, last: at, onWall: offset === undefined };
}

/** Whether `a` is over before `b` begins. */
export function isBefore(a: Span, b: Span, now: Now): boolean {
  if (a.onWall === b.onWall) return a.last < b.first;
  return (a.onWall ? a.last : onWall(a.last, now)) < (b.onWall ? b.first : onWall(b.first, now));
}

/** `now` on the clock that a span is told by. */
export function nowFor(span: Span, now: Now): number {
  return span.onWall ? onWall(now.at, now) : now.at;
}

/** The days since 1970 of the calendar day, on the customer's wall, on which a span begins. */
export function dayNumber(span: Span, now: Now): number {
  return Math.floor((span.onWall ? span.first : onWall(span.first, now)) / DAY_MS);
}

/** Today, as days since 1970, on the customer's wall. */
export function today(now: Now): number {
  return Math.floor(onWall(now.at, now) / DAY_MS);
}

const FARTHEST_MS = 253_402_300_799_999; // the end of the year 9999
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** What the customer's clock shows at an instant, as if that were UTC. */
function onWall(at: number, { zone }: Now): number {
  return at + (offsetMsOf(zone, at) ?? 0);
}
