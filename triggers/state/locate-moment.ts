import type { Moment } from '../contract.ts';
import type { Position } from '../places/contract.ts';
import { knownPosition } from './known.ts';

/**
 * Returns the position of a moment: the customer's, else the middle of the place it is about; undefined when neither is
 * known.
 */
export function locateMoment({ state, at, place }: Moment): Position | undefined {
  return knownPosition(state, at) ?? place?.centre;
}
