import type { Signal } from '../../sdk/protocol.ts';
import type { WorldChange } from '../../triggers/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { knownPosition } from '../../triggers/state/known.ts';
import { remember } from '../../triggers/state/seen.ts';
import type { WaveCause } from '../world/contract.ts';
import type { ChangeAt } from './contract.ts';

/** A signal that tells of a change in the world, as it concerns one customer. */
export interface WorldStimulus {
  readonly signal: Signal;
  readonly change: WorldChange;
}

/**
 * Reads the signal that a wave sent a customer who may be concerned. Undefined: they are not, for they are elsewhere by now or nobody
 * knows where, or they were told before. Otherwise remembers that in `state`.
 */
export function tellOfWorld(state: CustomerState, signal: Signal, changeAt: ChangeAt): WorldStimulus | undefined {
  const here = knownPosition(state, signal.at);
  const change = here && changeAt(signal.value as unknown as WaveCause, here, signal.at);
  if (!change || remember(state, signal.id, signal.at) !== 'new') return undefined;
  return { change, signal: { ...signal, value: { ...change } } };
}
