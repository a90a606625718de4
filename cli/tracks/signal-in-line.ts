import { parseExactly } from '../../engine/ingest/exact-numbers.ts';
import type { RecordedSignal } from '../../sdk/protocol.ts';
import { readDate } from '../../triggers/time/dates.ts';
import { BadTrack, type TrackOptions } from './contract.ts';
import { parseTime } from './times.ts';

/** Reads the signal of one line; undefined for a line of an export that is none. Throws BadTrack. */
export function signalInLine(
  file: string,
  line: number,
  text: string,
  options: TrackOptions,
): RecordedSignal | undefined {
  const found = signalOf(parseLine(file, line, text));
  if (found === undefined) return undefined;
  const { kind, customer, at, id, value } = found;
  if (typeof kind !== 'string' || kind === '') {
    throw new BadTrack(file, line, 'expected `kind`, the name of a signal kind');
  }
  const time = typeof at === 'number' ? (readDate(at)?.first ?? at) : parseTime(String(at ?? ''));
  if (time === undefined)
    throw new BadTrack(file, line, 'expected `at`, an ISO 8601 time, or milliseconds or seconds since 1970');
  return {
    kind,
    at: time,
    customer: typeof customer === 'string' ? customer : options.customer,
    ...(typeof id === 'string' && { id }),
    ...(isObject(value) && { value }),
  };
}

function parseLine(file: string, line: number, text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = parseExactly(text);
    if (isObject(parsed)) return parsed;
  } catch (cause) {
    throw new BadTrack(file, line, `expected one JSON object a line (${(cause as Error).message})`);
  }
  throw new BadTrack(file, line, 'expected one JSON object a line');
}

/** Undefined: an export's line that is no signal. */
function signalOf(line: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  if (typeof line.type !== 'string' || 'kind' in line) return line;
  return line.type === 'signal' && isObject(line.signal) ? line.signal : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
