import type { SignalInput } from '../../sdk/protocol.ts';

/** The walkers of the sample city. Where each is depends on the time alone, so nothing of a walk is kept. */
export interface Walk {
  /** Their ids as customers. */
  readonly walkers: readonly string[];
  /** Returns the position of each walker at a time. Two times within the same two seconds give the same signals. */
  positionsAt(at: number): readonly SignalInput[];
  /** Returns what is known of each walker from the beginning: name, cart, consent. The ids are always the same. */
  beginnings(at: number): readonly SignalInput[];
}
