import type { RecordedSignal } from '../../sdk/protocol.ts';

/** One recorded signal and where it stood in its file, counted from 1. */
export interface Recorded {
  readonly line: number;
  /** Bytes of the file read so far, for progress. */
  readonly bytes: number;
  readonly signal: RecordedSignal;
}

/** A format of recordings. One file in `formats/`, named after itself. */
export interface TrackFormat {
  readonly name: string;
  readonly summary: string;
  /** The endings of its files, lower case, with the dot. */
  readonly endings: readonly string[];
  /**
   * Reads a file from its beginning, in its order, without holding all of it in memory. Throws BadTrack at the first
   * line it cannot read.
   */
  read(file: string, options: TrackOptions): AsyncIterable<Recorded>;
  /** The text of a file, and its signals for a customer called `example`; it runs as a test. */
  readonly example: { readonly text: string; readonly signals: readonly RecordedSignal[] };
}

export interface TrackOptions {
  /** The customer of positions where the file names none. */
  readonly customer: string;
}

/** Thrown for a file that cannot be replayed; names the line, and what was expected there. */
export class BadTrack extends Error {
  override readonly name = 'BadTrack';
  constructor(file: string, line: number, expected: string) {
    super(`${file}:${line}: ${expected}`);
  }
}
