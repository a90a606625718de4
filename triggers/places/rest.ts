import type { CustomerState } from '../state/contract.ts';
import { isCoarse } from './accuracy.ts';
import type { Fix } from './contract.ts';
import { eastDegrees, METRES_PER_DEGREE } from './last-fix.ts';

/** A customer who is still so near to one of their fixes after so long is at rest: to go as far takes 43 s on foot. */
export const REST_METRES = 60;
export const REST_MS = 90_000;
/** To a metre is enough. */
const PER_DEGREE = 1e5;

/** Whether a customer was at rest by their last fix: also one who was never seen to go anywhere. */
export function isAtRest({ rests, positionAt }: CustomerState): boolean {
  return rests !== undefined && positionAt - rests.since >= REST_MS;
}

/** Remembers from which fix on a customer has not gone away. A coarse one cannot tell. */
export function noteRest(state: CustomerState, fix: Fix, at: number): void {
  if (isCoarse(fix)) return;
  const { rests } = state;
  if (rests && isNear(rests, fix)) return;
  const round = (degrees: number) => Math.round(degrees * PER_DEGREE) / PER_DEGREE;
  state.rests = { lat: round(fix.lat), lon: round(fix.lon), since: rests ? at : 0 };
}

function isNear(a: { readonly lat: number; readonly lon: number }, b: Fix): boolean {
  const north = METRES_PER_DEGREE * (b.lat - a.lat);
  const east = METRES_PER_DEGREE * eastDegrees(a.lon, b.lon) * Math.cos((b.lat * Math.PI) / 180);
  return north * north + east * east < REST_METRES * REST_METRES;
}
