import type { CustomerState } from '../state/contract.ts';
import { createRecord } from '../state/records.ts';
import { MINUTE_MS } from '../time/spans.ts';
import { forget, movementOf } from './movement.ts';

/** A place whose beacon fell silent counts as just left for so long: what was heard before that begins no new visit. */
export const JUST_LEFT_MS = 30 * MINUTE_MS;
/** At most so many are remembered of a customer: the newest. */
const MOST_REMEMBERED = 8;

/** Remembers that a place was left. */
export function noteLeft(state: CustomerState, id: string, at: number): void {
  const movement = movementOf(state);
  movement.justLeft ??= createRecord();
  const { justLeft } = movement;
  // The newest stands last.
  delete justLeft[id];
  justLeft[id] = at;
  const ids = Object.keys(justLeft);
  if (ids.length > MOST_REMEMBERED) delete justLeft[ids[0]!];
}

/** Forgets places that were left too long ago. */
export function forgetLeft(state: CustomerState, at: number): void {
  const justLeft = state.movement?.justLeft;
  if (!justLeft) return;
  for (const id in justLeft) if (at - justLeft[id]! > JUST_LEFT_MS) delete justLeft[id];
  for (const _ in justLeft) return;
  forget(state, 'justLeft');
}
