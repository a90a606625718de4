import { basename, extname } from 'node:path';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { BadTrack, type Recorded, type TrackFormat, type TrackOptions } from './contract.ts';

/** Loads every format of recordings, by name. */
export function loadTrackFormats(): Promise<ReadonlyMap<string, TrackFormat>> {
  return loadFolder<TrackFormat>(new URL('formats/', import.meta.url));
}

/**
 * Reads a recording in the format of its file's ending. Where the file names no customer, the file's own name is the
 * customer. Throws BadTrack.
 */
export async function* readTrack(file: string, options: Partial<TrackOptions> = {}): AsyncGenerator<Recorded> {
  const formats = [...(await loadTrackFormats()).values()];
  const ending = extname(file).toLowerCase();
  const format = formats.find(({ endings }) => endings.includes(ending));
  if (!format) {
    const known = formats.flatMap(({ endings }) => endings);
    throw new BadTrack(file, 1, `expected a file that ends in ${known.join(', ')}`);
  }
  yield* format.read(file, { customer: options.customer ?? basename(file, extname(file)) });
}

/**
 * What a recording holds, read through once: to check it whole before the first signal leaves, and to know its times.
 */
export interface Survey {
  readonly signals: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** The first line that is earlier than one before it of the same customer; absent: nobody's times go back. */
  readonly backAt?: number;
}

/** A recording whose times go back is put in order in memory: a day of a few hundred phones. */
export const MOST_SORTED = 500_000;

/**
 * Reads a surveyed recording with everybody's signals in the order of their times, also where it was written with the
 * newest first. Throws BadTrack for a long one that would have to be put in order.
 */
export async function* readInOrder(
  file: string,
  { backAt, signals }: Survey,
  options: Partial<TrackOptions> = {},
): AsyncGenerator<Recorded> {
  if (backAt === undefined) {
    yield* readTrack(file, options);
    return;
  }
  if (signals > MOST_SORTED) {
    const most = MOST_SORTED.toLocaleString('en');
    throw new BadTrack(
      file,
      backAt,
      `expected times in their order in a recording of more than ${most} signals: sort it first`,
    );
  }
  const all: Recorded[] = [];
  for await (const recorded of readTrack(file, options)) all.push(recorded);
  yield* all.sort((a, b) => a.signal.at - b.signal.at || a.line - b.line);
}

/**
 * Reads a recording to its end. Throws BadTrack at the first line that cannot be read, and when there is nothing in it.
 */
export async function surveyTrack(file: string, onRead: (bytes: number) => void): Promise<Survey> {
  let signals = 0;
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  let backAt: number | undefined;
  const latest = new Map<string, number>();
  for await (const { line, signal, bytes } of readTrack(file)) {
    signals += 1;
    const { customer = '', at } = signal;
    if (at < (latest.get(customer) ?? at)) backAt ??= line;
    latest.set(customer, at);
    firstAt = Math.min(firstAt, signal.at);
    lastAt = Math.max(lastAt, signal.at);
    if (signals % 1_000 === 0) onRead(bytes);
  }
  if (signals === 0) throw new BadTrack(file, 1, 'expected at least one recorded signal');
  return { signals, firstAt, lastAt, ...(backAt !== undefined && { backAt }) };
}
