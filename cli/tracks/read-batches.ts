import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import { nobodyFault } from '../../engine/ingest/validate.ts';
import type { RecordedBatch } from '../../engine/studies/contract.ts';
import type { RecordedSignal, Signal } from '../../sdk/protocol.ts';
import { isPlaceholder } from '../../triggers/arguments/placeholder-ids.ts';
import type { TrackOptions } from './contract.ts';
import { readInOrder, surveyTrack } from './read.ts';
import { signalInLine } from './signal-in-line.ts';

/** The fault in a signal's kind or value; undefined: it can be taken. */
export type ValueCheck = (kind: string, value: Signal['value']) => string | undefined;

const CHUNK_BYTES = 256 * 1024;
/** Signals of one piece where a file is read one by one. */
const MOST_IN_BATCH = 1_000;
/** Longest line: a signal has at most 64 KB on the wire. */
const MOST_LINE_CHARS = 1024 * 1024;

/**
 * Reads a recording in pieces, for whoever has to be fast: a file of signals chunk by chunk, other files as `readTrack`
 * does. A signal whose value is not as its kind says is refused alone; a line that is none throws BadTrack.
 */
export async function* readBatches(
  file: string,
  check: ValueCheck,
  options: Partial<TrackOptions> = {},
): AsyncGenerator<RecordedBatch> {
  const ending = extname(file).toLowerCase();
  const customer = options.customer ?? basename(file, extname(file));
  const isLines = ending === '.ndjson' || ending === '.jsonl';
  yield* isLines ? readLines(file, check, { customer }) : readOthers(file, check, options);
}

async function* readLines(file: string, check: ValueCheck, options: TrackOptions): AsyncGenerator<RecordedBatch> {
  const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });
  let rest = '';
  let line = 0;
  const piece = (lines: readonly string[]) => {
    const batch = new Batch(file, check);
    for (const text of lines) {
      line += 1;
      if (text.length > MOST_LINE_CHARS) signalInLine(file, line, 'a line that is too long', options);
      // A blank line, with or without a carriage return.
      if (text.length <= 1 && text.trim() === '') continue;
      const signal = signalInLine(file, line, line === 1 ? text.replace(/^\uFEFF/, '') : text, options);
      if (signal) batch.add(signal, line);
    }
    return batch.end(stream.bytesRead);
  };
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MOST_LINE_CHARS) signalInLine(file, line + 1, 'a line that is too long', options);
    yield piece(lines);
  }
  if (rest !== '') yield piece([rest]);
}

async function* readOthers(
  file: string,
  check: ValueCheck,
  options: Partial<TrackOptions>,
): AsyncGenerator<RecordedBatch> {
  let batch = new Batch(file, check);
  let done = 0;
  const survey = await surveyTrack(file, () => undefined);
  for await (const { signal, line, bytes } of readInOrder(file, survey, options)) {
    batch.add(signal, line);
    done = bytes;
    if (batch.size < MOST_IN_BATCH) continue;
    yield batch.end(done);
    batch = new Batch(file, check);
  }
  yield batch.end(done);
}

class Batch {
  readonly #signals: Signal[] = [];
  readonly #refused: string[] = [];
  readonly #file: string;
  readonly #check: ValueCheck;

  constructor(file: string, check: ValueCheck) {
    this.#file = file;
    this.#check = check;
  }

  get size(): number {
    return this.#signals.length + this.#refused.length;
  }

  add({ id, kind, customer = '', at, value = {} }: RecordedSignal, line: number): void {
    const fault =
      this.#check(kind, value) ??
      (customer !== '' && isPlaceholder(customer) ? nobodyFault('customer', customer) : undefined);
    if (fault !== undefined) this.#refused.push(`${this.#file}:${line}: ${fault}`);
    else this.#signals.push({ id: id ?? `line-${line}`, kind, customer, at, value });
  }

  end(done: number): RecordedBatch {
    return { signals: this.#signals, refused: this.#refused, done };
  }
}
