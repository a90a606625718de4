import { readDate } from '../../triggers/time/dates.ts';
import { TIME_RULE } from '../../triggers/time/lateness.ts';

const DIGITS = /^\d{16,}$/;
/** A time that is this close to now in another unit was meant in that unit. */
const HINT_MS = 5 * 365 * 86_400_000;
const UNITS = [
  { name: 'seconds', toMs: 1_000 },
  { name: 'microseconds', toMs: 1e-3 },
  { name: 'nanoseconds', toMs: 1e-6 },
] as const;

/**
 * Returns the time of a signal in milliseconds, or why it is refused. A missing time, or one up to five minutes ahead,
 * is now. One further ahead, or older than seven days, is refused. A signal older than fifteen minutes is late (see
 * `isLate`).
 */
export function signalTime(at: unknown, now: number): number | string {
  if (at === undefined) return now;
  if (typeof at === 'number') return Number.isFinite(at) ? checkTime(at, now) : `at: ${EXPECTED}`;
  if (typeof at !== 'string') return `at: ${EXPECTED}, got ${at === null ? 'null' : typeof at}`;
  // So a number comes that is too long to be one: nanoseconds, most likely.
  if (DIGITS.test(at)) return checkTime(Number(at), now);
  const ms = instantIn(at);
  return ms === undefined ? `at: ${EXPECTED}, got ${JSON.stringify(at.slice(0, 40))}` : checkTime(ms, now);
}

/** Returns the instant of an ISO 8601 text with a zone; undefined for any other text. */
export function instantIn(text: string): number | undefined {
  const date = readDate(text);
  return date && !date.onWall ? date.first : undefined;
}

const EXPECTED = "must be milliseconds since 1970, or ISO 8601 with a zone such as '2026-11-22T08:00:00Z'";

function checkTime(at: number, now: number): number | string {
  if (at > now) {
    if (at - now <= TIME_RULE.aheadMs) return now;
    return `at: must be at most 5 minutes ahead of the engine's clock, is ${span(at - now)} ahead${hintAtUnit(at, now)}`;
  }
  if (now - at > TIME_RULE.oldestMs) {
    return `at: must be of the last 7 days, is ${span(now - at)} old${hintAtUnit(at, now)}`;
  }
  return at;
}

function hintAtUnit(at: number, now: number): string {
  const meant = UNITS.find((unit) => Math.abs(at * unit.toMs - now) < HINT_MS);
  return meant ? `; it looks like ${meant.name}, milliseconds are expected` : '';
}

function span(ms: number): string {
  if (ms < 2 * 3_600_000) return `${Math.round(ms / 60_000)} minutes`;
  if (ms < 2 * 86_400_000) return `${Math.round(ms / 3_600_000)} hours`;
  return `${Math.round(ms / 86_400_000)} days`;
}
