import type { ValuesBefore } from '../changes/contract.ts';
import { beforeFor } from '../changes/read.ts';
import type { Candidate, KeptValues } from '../gates/contract.ts';
import type { Timer } from '../state/contract.ts';
import { type Arrival, timerKey } from '../state/timers.ts';
import type { KeptOrigin, KeptStimulus } from './contract.ts';
import { keepOrigin } from './kept-origin.ts';
import { keepStimulus } from './kept-stimulus.ts';

/** A decision that was put off, in a timer's payload. JSON. */
export interface PutOff extends KeptStimulus {
  /** `wait`: an answer was unknown. `deferred`: a gate said later. `fall-back`: it was sent, and may not arrive. */
  readonly kind: 'wait' | 'deferred' | 'fall-back';
  readonly id: string;
  readonly signal: KeptOrigin;
  readonly placeId?: string;
  /** The other places for which the answer was unknown. */
  readonly otherIds?: readonly string[];
  /** How each of these was entered or left. Absent in what an earlier release stored. */
  readonly others?: readonly KeptStimulus[];
  /** Of a fall-back: the channels that are left, the one before, and what its message was filled from. */
  readonly channels?: readonly string[];
  readonly from?: string;
  readonly values?: KeptValues;
  /** Its message could not be written, so nothing was sent. */
  readonly isUnfilled?: true;
  /** Its service did not take the message and wants another channel. */
  readonly isRefused?: true;
  /** It arrived after it was said to have failed. */
  readonly arrived?: readonly Arrival[];
  readonly decidedAt: number;
  readonly version: number;
  readonly before?: ValuesBefore;
}

/** How long a decision is put off, and for what. */
export type Wait = Pick<PutOff, 'kind' | 'decidedAt' | 'channels' | 'from' | 'values' | 'isUnfilled' | 'isRefused'> & {
  readonly until: number;
};

/**
 * Arms the timer that takes a decision up again. `asides` are the candidates for other places whose answer is unknown
 * too.
 */
export function putOff(
  { id, trigger, moment }: Candidate,
  { kind, until, decidedAt, ...how }: Wait,
  asides: readonly Candidate[] = [],
): void {
  const { name } = trigger.definition;
  const key = `${kind}:${id}`;
  const before = beforeFor(trigger.tracks, moment.before);
  const besides = asides.map((aside) => aside.moment).filter(({ place }) => place !== undefined);
  const payload: PutOff = {
    kind,
    id,
    signal: keepOrigin(moment),
    ...keepStimulus(moment.stimulus),
    ...(moment.place && { placeId: moment.place.id }),
    ...(besides.length > 0 && {
      otherIds: besides.map(({ place }) => place!.id),
      others: besides.map(({ stimulus }) => keepStimulus(stimulus)),
    }),
    ...how,
    decidedAt,
    version: trigger.version,
    ...(before && { before }),
  };
  moment.state.timers[timerKey(name, key)] = { dueAt: until, trigger: name, key, payload };
}

/** Reads the decision that a timer takes up again. */
export function readPutOff(timer: Timer): PutOff {
  return timer.payload as PutOff;
}
