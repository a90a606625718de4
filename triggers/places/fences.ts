import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { PlacesIndex, Position } from './contract.ts';

/**
 * Moves a customer to a position: swaps the set of places they are in and tells what was left, then what was entered. A fix that
 * is not newer than the last one moves nothing. A place that is no longer defined is left without a word.
 */
export function moveTo(state: CustomerState, position: Position, at: number, index: PlacesIndex): readonly Stimulus[] {
  if (at <= state.positionAt) return NOTHING;
  state.positionAt = at;
  const holding = index.holding(position, at);
  const stimuli: Stimulus[] = [];
  for (const id in state.inside) {
    if (holding.some((place) => place.id === id)) continue;
    const place = index.places.get(id);
    if (place) stimuli.push({ type: 'exit', place, insideMs: at - state.inside[id]!.since });
    delete state.inside[id];
  }
  for (const place of holding) {
    if (state.inside[place.id]) continue;
    state.inside[place.id] = { since: at };
    stimuli.push({ type: 'enter', place });
  }
  return stimuli;
}

const NOTHING: readonly Stimulus[] = Object.freeze([]);
