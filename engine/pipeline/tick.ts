import { TICK } from '../../triggers/deciding/fire-due.ts';
import type { Arrival } from './contract.ts';

/** What sends a customer through their lane without a signal: what is due of theirs fires. */
export function tick(customer: string, at: number, receivedAt: number, settle: Arrival['settle'] = ignore): Arrival {
  return { signal: { id: '', kind: TICK, customer, at, value: NOTHING }, receivedAt, settle };
}

const NOTHING = Object.freeze({});
const ignore = () => undefined;
