import type { Stimulus } from '../contract.ts';
import type { CustomerState } from '../state/contract.ts';
import type { Place } from './contract.ts';

/**
 * Remembers enterings that nobody was told of, for the fix came too late to wake anything: the first fix on time that finds the customer
 * still there tells of them. Whoever left meanwhile was there too long ago.
 */
export function keepUntold(state: CustomerState, stimuli: readonly Stimulus[]): void {
  for (const stimulus of stimuli) {
    if (stimulus.type !== 'enter') continue;
    const { place, as = 'enter' } = stimulus;
    const inside = state.inside[place.id];
    if (inside) state.inside[place.id] = { ...inside, untold: [...(inside.untold ?? []), as] };
  }
}

/** Tells of the enterings of a place that nobody was told of. */
export function tellUntold(state: CustomerState, place: Place, out: Stimulus[]): void {
  const { untold, ...rest } = state.inside[place.id]!;
  if (!untold) return;
  state.inside[place.id] = rest;
  const how = { place, ...(rest.passing && { passing: true as const }) };
  for (const as of untold) out.push(as === 'enter' ? { type: 'enter', ...how } : { type: 'enter', ...how, as });
}
