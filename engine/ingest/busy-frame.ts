import type { ServerFrame } from '../../sdk/protocol.ts';
import type { Glimpse } from './glimpse.ts';

/** The parts of a `busy` frame besides its signals. */
export interface PutOff {
  readonly retryAfterMs: number;
  readonly reason: string;
}

/** Writes a `busy` frame for signals that were never parsed: their ids are copied as they are. */
export function busyGlimpses(bytes: Buffer, signals: readonly Glimpse[], { retryAfterMs, reason }: PutOff): Buffer {
  let size = 0;
  let unnamed = 0;
  for (let i = 0; i < signals.length; i++) {
    const { idFrom, idTo } = signals[i]!;
    size += idTo - idFrom + 1;
    if (idTo === 0) unnamed++;
  }
  const tail = `],"unnamed":${unnamed},"retryAfterMs":${retryAfterMs},"reason":${JSON.stringify(reason)}}`;
  const frame = Buffer.allocUnsafe(HEAD.length + size + 3 * tail.length);
  HEAD.copy(frame);
  let at = HEAD.length;
  for (let i = 0; i < signals.length; i++) {
    const { idFrom, idTo } = signals[i]!;
    if (idTo === 0) continue;
    if (at > HEAD.length) frame[at++] = COMMA;
    for (let from = idFrom; from < idTo; from++) frame[at++] = bytes[from]!;
  }
  return frame.subarray(0, at + frame.write(tail, at));
}

const HEAD = Buffer.from('{"type":"busy","ids":[');
const COMMA = 0x2c;

/** Writes a `busy` frame for signals with known ids, or undefined for those without one. */
export function busyIds(all: readonly (string | undefined)[], putOff: PutOff): string {
  const ids = all.filter((id) => id !== undefined);
  const frame: ServerFrame = { type: 'busy', ids, unnamed: all.length - ids.length, ...putOff };
  return JSON.stringify(frame);
}
