import { ORIGIN_KINDS } from '../../triggers/deciding/origins.ts';
import type { Arrival, TickArrival } from './contract.ts';

/** Names the customer whose lane an arrival goes down; empty for a signal about the world. */
export function customerOf(arrival: Arrival): string {
  return arrival.type === 'signal' ? arrival.signal.customer : arrival.customer;
}

/** Names the kind of an arrival for figures: the signal's, else `timer` or `world`. */
export function kindOf(arrival: Arrival): string {
  switch (arrival.type) {
    case 'signal':
      return arrival.signal.kind;
    case 'tick':
      return ORIGIN_KINDS.timer;
    case 'wave':
      return ORIGIN_KINDS.world;
  }
}

/** Gives an arrival to the customer that its customer was merged into. */
export function readdress(arrival: Arrival, customer: string): Arrival {
  return arrival.type === 'signal' ? { ...arrival, signal: { ...arrival.signal, customer } } : { ...arrival, customer };
}

/** Makes the arrival that fires what is due of a customer. */
export function createTick(customer: string, receivedAt: number, settle: TickArrival['settle'] = ignore): TickArrival {
  return { type: 'tick', customer, receivedAt, settle };
}

const ignore = () => undefined;
