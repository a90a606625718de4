import type { Stimulus } from '../contract.ts';
import type { Place } from '../places/contract.ts';
import type { KeptStimulus } from './contract.ts';

/** Keeps what a repeated test may ask about a stimulus. */
export function keepStimulus(stimulus: Stimulus): KeptStimulus {
  const { type } = stimulus;
  const passing = isByPassing(stimulus) && { passing: true as const };
  const beacon = beaconOf(stimulus);
  return {
    stimulus: type,
    ...passing,
    ...(beacon !== undefined && { beacon }),
    ...(type === 'exit' && timesOf(stimulus)),
  };
}

/** Gives the stimulus that a moment was put off with. Of a place that is gone only the signal is left. */
export function restoreStimulus(kept: KeptStimulus, place: Place | undefined): Stimulus {
  const { stimulus: type, passing, beacon } = kept;
  const how = { ...(passing && { passing }), ...(beacon !== undefined && { beacon }) };
  if (place && type === 'enter') return { type, place, ...how };
  if (place && type === 'exit') return { type, place, ...how, ...timesOf(kept) };
  // The distance is not kept: a repeated test goes by the place.
  if (place && type === 'approach') return { type, place, as: 'approach/0m' };
  return { type: 'signal' };
}

/** Tells whether a place was entered by the way between two fixes. */
export function isByPassing(stimulus: Stimulus): boolean {
  return (stimulus.type === 'enter' || stimulus.type === 'exit') && stimulus.passing === true;
}

/** Returns the beacon because of which a place was entered or left; undefined: none was heard. */
export function beaconOf(stimulus: Stimulus): string | undefined {
  return stimulus.type === 'enter' || stimulus.type === 'exit' ? stimulus.beacon : undefined;
}

type Times = Pick<KeptStimulus, 'insideMs' | 'seenAt'>;

function timesOf({ insideMs, seenAt }: Times): Times {
  return { ...(insideMs !== undefined && { insideMs }), ...(seenAt !== undefined && { seenAt }) };
}
