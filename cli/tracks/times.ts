import { readDate } from '../../triggers/time/dates.ts';

const EPOCH = /^\d{9,10}(?:\.\d+)?$/;
const EPOCH_MILLIS = /^\d{12,13}$/;
const DATE_TIME =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Milliseconds since 1970 of a time as people record it: ISO 8601 (also with a space or slashes), or seconds or
 * milliseconds since 1970. A time without a zone is UTC. Undefined when it is none of these.
 */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  if (EPOCH.test(trimmed)) return Math.round(Number(trimmed) * 1000);
  if (EPOCH_MILLIS.test(trimmed)) return Number(trimmed);
  const parts = DATE_TIME.exec(trimmed);
  if (!parts) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', zone = 'Z'] = parts;
  const pad = (n: string) => n.padStart(2, '0');
  const iso = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${minute}:${second.padStart(2, '0')}${zone.toUpperCase()}`;
  return readDate(iso)?.first;
}
