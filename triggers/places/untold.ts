import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { Place } from './contract.ts';

/**
 * Remembers enterings whose fix came too late to wake a trigger: the first fix on time that finds the customer
 * still there reports them. A customer who left meanwhile was there too long ago.
 */
export function keepUntold(state: CustomerState, stimuli: readonly Stimulus[]): void {
  for (const stimulus of stimuli) {
    if (stimulus.type !== 'enter') continue;
    const { place, as = 'enter' } = stimulus;
    const inside = state.inside[place.id];
    if (inside) state.inside[place.id] = { ...inside, untold: [...(inside.untold ?? []), as] };
  }
}

/** Reports the unreported enterings of a place. */
export function tellUntold(state: CustomerState, place: Place, out: Stimulus[]): void {
  const { untold, ...rest } = state.inside[place.id]!;
  if (!untold) return;
  state.inside[place.id] = rest;
  const how = { place, ...(rest.passing && { passing: true as const }), ...(rest.beacon && { beacon: rest.beacon }) };
  for (const as of untold) out.push(as === 'enter' ? { type: 'enter', ...how } : { type: 'enter', ...how, as });
}
