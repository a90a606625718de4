import type { Moment } from '../contract.ts';

/** What a moment says of itself: the place of a transition, an event's properties, all that another signal says. */
export function detailsOf({ stimulus, signal }: Moment): unknown {
  if ('place' in stimulus) return stimulus.place;
  return signal.kind === 'event' ? signal.value.properties : signal.value;
}
