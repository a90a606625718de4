import type { CustomerState, Journal } from '../../triggers/state/contract.ts';
import { knownPosition } from '../../triggers/state/known.ts';
import { remember } from '../../triggers/state/seen.ts';
import type { WorldChange } from '../../triggers/world/contract.ts';
import type { ChangeAt, WaveArrival } from './contract.ts';

/**
 * Finds what a wave's change is to one customer, and remembers in `state` that they were told. Undefined: it does not
 * concern them, as they are elsewhere or their position is unknown, or they were told before.
 */
export function tellOfWorld(
  state: CustomerState,
  { id, at, cause }: Pick<WaveArrival, 'id' | 'at' | 'cause'>,
  changeAt: ChangeAt,
  journal: Journal | undefined,
): WorldChange | undefined {
  const here = knownPosition(state, at);
  const change = here && changeAt(cause, here, at);
  return change && remember(state, id, at, journal) === 'new' ? change : undefined;
}
