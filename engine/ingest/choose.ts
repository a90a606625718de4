import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Admission, Party } from './admission.ts';
import type { Glimpse } from './glimpse.ts';
import type { ShedReader } from './shed-reader.ts';

const WORTHIEST_FIRST: readonly ShedOrder[] = ['last', 'second', 'first'];
const NONE: ReadonlySet<Glimpse> = new Set();
/**
 * A frame of so many signals at most is admitted whole when half of it fits: parts of frames cost more than whole ones.
 */
const SMALL_FRAME = 64;

/** Chooses the signals of a party that are admitted now: the most valuable ones, and among equals the first ones. */
export function choose(
  bytes: Buffer,
  signals: readonly Glimpse[],
  party: Party,
  admission: Pick<Admission, 'roomFor'>,
  shedOf: ShedReader,
): ReadonlySet<Glimpse> {
  if (admission.roomFor(party, 'last') === 0) return NONE;
  const sheds = signals.map((signal) => shedOf(bytes, signal));
  const least = WORTHIEST_FIRST.findLast((shed) => sheds.includes(shed)) ?? 'last';
  if (signals.length <= SMALL_FRAME && 2 * admission.roomFor(party, least) >= signals.length) return new Set(signals);
  const chosen = new Set<Glimpse>();
  for (const shed of WORTHIEST_FIRST) {
    const room = admission.roomFor(party, shed);
    for (let i = 0; i < signals.length && chosen.size < room; i++) if (sheds[i] === shed) chosen.add(signals[i]!);
  }
  return chosen;
}
