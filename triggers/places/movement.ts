import type { CustomerState } from '../state/contract.ts';
import type { MovementMemory } from '../state/movement/contract.ts';
import { createRecord } from '../state/records.ts';

/** The movement state of a customer between fixes, writable. */
export function movementOf(state: CustomerState): MovementMemory {
  state.movement ??= createRecord<never>();
  return state.movement;
}

/** Forgets one part of it, and all of it with its last part. */
export function forget(state: CustomerState, part: keyof MovementMemory): void {
  const { movement } = state;
  if (!movement) return;
  delete movement[part];
  for (const _ in movement) return;
  state.movement = undefined;
}
