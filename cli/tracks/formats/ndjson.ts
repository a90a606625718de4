import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseExactly } from '../../../engine/ingest/exact-numbers.ts';
import type { RecordedSignal } from '../../../sdk/protocol.ts';
import { readDate } from '../../../triggers/time/dates.ts';
import { BadTrack, type ReadTrack, type TrackOptions } from '../contract.ts';
import { parseTime } from '../times.ts';

/**
 * Recorded signals, one JSON object a line, as `POST /v1/signals` takes them. A line of `kairos` own export is read too: its
 * signals are taken out of their wrapping and its other lines are passed over.
 */
export const readNdjson: ReadTrack = async function* (file, options) {
  const stream = createReadStream(file);
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      const signal = signalInLine(file, line, line === 1 ? text.replace(/^\uFEFF/, '') : text, options);
      if (signal) yield { line, bytes: stream.bytesRead, signal };
    }
  } finally {
    lines.close();
    stream.destroy();
  }
};

/** The signal of one line; undefined for an export's line that is none. Throws BadTrack. */
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
