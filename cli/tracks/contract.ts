import type { RecordedSignal } from '../../sdk/protocol.ts';

/** One recorded signal and where it stood in its file, counted from 1. */
export interface Recorded {
  readonly line: number;
  /** Bytes of the file read so far, for progress. */
  readonly bytes: number;
  readonly signal: RecordedSignal;
}

/** Reads a file from its beginning, in its order, never whole into memory. Throws BadTrack at the first line it cannot read. */
export type ReadTrack = (file: string, options: TrackOptions) => AsyncIterable<Recorded>;

export interface TrackOptions {
  /** Whom positions are about where the file itself does not say. */
  readonly customer: string;
}

/** A file that cannot be replayed: which line, and what was expected there. */
export class BadTrack extends Error {
  override readonly name = 'BadTrack';
  constructor(file: string, line: number, expected: string) {
    super(`${file}:${line}: ${expected}`);
  }
}
