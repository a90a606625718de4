import type { ServerFrame } from '../../sdk/protocol.ts';
import type { Glimpse } from './glimpse.ts';

/** The parts of a `busy` frame besides its signals. */
export interface PutOff {
  readonly retryAfterMs: number;
  readonly reason: string;
}

/** Writes a `busy` frame for signals that were never parsed: their ids are copied as they are. */
export function busyGlimpses(bytes: Buffer, signals: readonly Glimpse[], { retryAfterMs, reason }: PutOff): string {
  let size = 0;
  for (let i = 0; i < signals.length; i++) size += signals[i]!.idTo - signals[i]!.idFrom + 1;
  const ids = Buffer.allocUnsafe(size);
  let at = 0;
  let unnamed = 0;
  for (let i = 0; i < signals.length; i++) {
    const { idFrom, idTo } = signals[i]!;
    if (idTo === 0) unnamed++;
    else {
      if (at > 0) ids[at++] = COMMA;
      for (let from = idFrom; from < idTo; from++) ids[at++] = bytes[from]!;
    }
  }
  const text = ids.toString('latin1', 0, at);
  return `{"type":"busy","ids":[${text}],"unnamed":${unnamed},"retryAfterMs":${retryAfterMs},"reason":${JSON.stringify(reason)}}`;
}

const COMMA = 0x2c;

/** Writes a `busy` frame for signals with known ids, or undefined for those without one. */
export function busyIds(all: readonly (string | undefined)[], putOff: PutOff): string {
  const ids = all.filter((id) => id !== undefined);
  const frame: ServerFrame = { type: 'busy', ids, unnamed: all.length - ids.length, ...putOff };
  return JSON.stringify(frame);
}
