import type { Moment } from '../contract.ts';

/** The properties of a moment: the place of a transition, an event's properties, or the value of another signal. */
export function detailsOf({ stimulus, signal }: Moment): unknown {
  if ('place' in stimulus) return stimulus.place;
  return signal?.kind === 'event' ? signal.value.properties : signal?.value;
}
