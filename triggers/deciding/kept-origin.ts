import type { Signal } from '../../sdk/protocol.ts';
import type { Moment, Stimulus } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import type { WorldChange } from '../world/contract.ts';
import type { KeptOrigin, KeptStimulus } from './contract.ts';
import { restoreStimulus } from './kept-stimulus.ts';
import { ORIGIN_KINDS } from './origins.ts';

/** Keeps the origin of a moment for a timer or a job that waits. Earlier releases read and write the same. */
export function keepOrigin({ origin, signal, stimulus, state }: Moment): KeptOrigin {
  if (signal) return signal;
  const value = stimulus.type === 'world' ? { ...stimulus.change } : {};
  return { ...origin, customer: state.id, value };
}

/** Gives the origin, signal and stimulus that a moment was put off with. */
export function restoreOrigin(
  kept: KeptOrigin,
  stimulus: KeptStimulus,
  place: Place | undefined,
): Pick<Moment, 'origin' | 'signal' | 'stimulus'> {
  const { id, kind, at } = kept;
  switch (kind) {
    case ORIGIN_KINDS.timer:
    case ORIGIN_KINDS.none:
      return { origin: { id, kind, at }, signal: undefined, stimulus: AGAIN };
    case ORIGIN_KINDS.world: {
      const change = kept.value as WorldChange;
      return { origin: { id, kind, at }, signal: undefined, stimulus: { type: 'world', change } };
    }
    default:
      return { origin: kept, signal: kept as Signal, stimulus: restoreStimulus(stimulus, place) };
  }
}

const AGAIN: Stimulus = Object.freeze({ type: 'again' });
