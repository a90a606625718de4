import type { Moment } from '../contract.ts';
import type { Position } from '../places/contract.ts';
import { knownPosition } from './known.ts';

/** Where a moment happens: where the customer is, else the middle of the place it is about; undefined when nobody knows. */
export function locateMoment({ state, at, place }: Moment): Position | undefined {
  return knownPosition(state, at) ?? place?.centre;
}
