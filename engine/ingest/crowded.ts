import { LIMITS } from '../../sdk/protocol.ts';
import type { Party } from './admission.ts';
import { choose } from './choose.ts';
import type { EntranceParts } from './entrance.ts';
import { type Glimpse, glimpse } from './glimpse.ts';

/** A frame that came while there was too much, sorted without parsing. */
export interface Sorted {
  /** The admitted part: a frame of its own, with the positions of its signals in the original frame. */
  readonly taken: { readonly bytes: Buffer; readonly origin: readonly number[] } | undefined;
  readonly refused: readonly Glimpse[];
}

/**
 * Splits the signals of a frame by the room there is. Undefined: the whole frame is to be read, as it holds no signals
 * or all of them are admitted.
 */
export function sortFrame(
  bytes: Buffer,
  party: Party,
  mustWait: boolean,
  { admission, shedOf }: Pick<EntranceParts, 'admission' | 'shedOf'>,
): Sorted | undefined {
  // What is too large is refused for good, and that is said by who reads it.
  const signals = bytes.length > LIMITS.batchBytes ? undefined : glimpse(bytes, 'signals');
  if (!signals || signals.length === 0 || signals.length > LIMITS.batchSignals) return undefined;
  const chosen = mustWait ? NONE : choose(bytes, signals, party, admission, shedOf);
  if (chosen.size === signals.length) return undefined;
  if (chosen.size === 0) return { taken: undefined, refused: signals };
  const pieces: Buffer[] = [];
  const origin: number[] = [];
  const refused: Glimpse[] = [];
  for (const [i, signal] of signals.entries()) {
    if (!chosen.has(signal)) refused.push(signal);
    else {
      pieces.push(origin.length === 0 ? HEAD : COMMA, bytes.subarray(signal.from, signal.to));
      origin.push(i);
    }
  }
  return { taken: { bytes: Buffer.concat([...pieces, TAIL]), origin }, refused };
}

const NONE: ReadonlySet<Glimpse> = new Set();
const HEAD = Buffer.from('{"signals":[');
const COMMA = Buffer.from(',');
const TAIL = Buffer.from(']}');
