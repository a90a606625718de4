import { prepare } from '../outgoing-signal.ts';
import type { SignalInput } from '../protocol.ts';
import type { AppOptions, Kept, Platform } from './contract.ts';
import { createKeyMaker } from './key-maker.ts';
import { rankOf } from './rank.ts';

/** A signal that was taken in, or why it never can be. */
export type TakenIn = Kept | { readonly reason: string };

/** Signals that are about no customer. */
const WORLDLY: ReadonlySet<string> = new Set(['weather', 'stock']);

/**
 * Creates the function that makes of what an app tells what is kept: with an id, the customer, and the engine's time as
 * far as that is known.
 */
export function createTakeIn(
  { isPrecious }: AppOptions,
  { now, random }: Platform,
): (signal: SignalInput, toldAt: number, customer: string, skewMs: number | undefined) => TakenIn {
  const nextKey = createKeyMaker(now, random);
  return (signal, toldAt, customer, skewMs) => {
    const at = signal.at ?? toldAt + (skewMs ?? 0);
    const prepared = prepare({ ...(!WORLDLY.has(signal.kind) && { customer }), ...signal, at }, toldAt);
    if ('reason' in prepared) return prepared;
    const isRaw = signal.at === undefined && skewMs === undefined;
    return { key: nextKey(), ...prepared, rank: rankOf(signal, isPrecious), ...(isRaw && { isRaw }) };
  };
}
