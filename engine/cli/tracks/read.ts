import { basename, extname } from 'node:path';
import { BadTrack, type Recorded, type TrackOptions } from './contract.ts';
import { readCsv } from './csv.ts';
import { readGpx } from './gpx.ts';
import { readNdjson } from './ndjson.ts';

const READERS = { '.csv': readCsv, '.tsv': readCsv, '.gpx': readGpx, '.ndjson': readNdjson, '.jsonl': readNdjson };

/** Reads a recording by its file's ending; who it is about, where it does not say, is the file's name. */
export function readTrack(file: string, options: Partial<TrackOptions> = {}): AsyncIterable<Recorded> {
  const ending = extname(file).toLowerCase();
  const read = READERS[ending as keyof typeof READERS];
  if (!read) throw new BadTrack(file, 1, `expected a file that ends in ${Object.keys(READERS).join(', ')}`);
  return read(file, { customer: options.customer ?? basename(file, extname(file)) });
}

/** What a recording holds, read through once: to check it whole before the first signal leaves, and to know its times. */
export interface Survey {
  readonly signals: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Reads a recording to its end. Throws BadTrack at the first line that cannot be read, and when there is nothing in it. */
export async function surveyTrack(file: string, onRead: (bytes: number) => void): Promise<Survey> {
  let signals = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  for await (const { signal, bytes } of readTrack(file)) {
    signals += 1;
    firstAt = Math.min(firstAt, signal.at);
    lastAt = Math.max(lastAt, signal.at);
    if (signals % 1_000 === 0) onRead(bytes);
  }
  if (signals === 0) throw new BadTrack(file, 1, 'expected at least one recorded signal');
  return { signals, firstAt, lastAt };
}
