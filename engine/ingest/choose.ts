import type { ShedOrder } from '../../triggers/signals/contract.ts';
import type { Admission, Party } from './admission.ts';
import type { Glimpse } from './glimpse.ts';

const WORTHIEST_FIRST: readonly ShedOrder[] = ['last', 'second', 'first'];
const NONE: ReadonlySet<Glimpse> = new Set();

/** Chooses the signals of a party that are admitted now: the most valuable ones, and among equals the first ones. */
export function choose(
  bytes: Buffer,
  signals: readonly Glimpse[],
  party: Party,
  admission: Pick<Admission, 'roomFor'>,
  shedOf: (kind: string) => ShedOrder,
): ReadonlySet<Glimpse> {
  if (admission.roomFor(party, 'last') === 0) return NONE;
  const sheds = signals.map((signal) => shedOf(signal.kindIn(bytes)));
  const chosen = new Set<Glimpse>();
  for (const shed of WORTHIEST_FIRST) {
    const room = admission.roomFor(party, shed);
    for (let i = 0; i < signals.length && chosen.size < room; i++) if (sheds[i] === shed) chosen.add(signals[i]!);
  }
  return chosen;
}
