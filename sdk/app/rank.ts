import type { SignalInput } from '../protocol.ts';
import type { Kept, Rank } from './contract.ts';

const ORDER = /order|purchase|checkout|payment/i;
const PRECIOUS: ReadonlySet<string> = new Set(['consent', 'identify', 'alias', 'cart', 'message', 'push-token']);
const RANKS: Readonly<Record<string, Rank>> = { location: 0, beacon: 0, device: 1 };

/** Ranks a signal: what is dropped first when there is no room. */
export function rankOf(signal: SignalInput, isPrecious = isPreciousByKind): Rank {
  return isPrecious(signal) ? 3 : (RANKS[signal.kind] ?? 2);
}

function isPreciousByKind({ kind, value }: SignalInput): boolean {
  return PRECIOUS.has(kind) || (kind === 'event' && ORDER.test(String(value?.name)));
}

/** Picks what is dropped: the oldest of the lowest rank; undefined when nothing may be. */
export function pickVictim(kept: Iterable<Kept>): Kept | undefined {
  let victim: Kept | undefined;
  for (const one of kept) {
    if (one.rank === 0) return one;
    if (one.rank < (victim?.rank ?? 3)) victim = one;
  }
  return victim;
}
