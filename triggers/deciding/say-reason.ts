import type { Reason, SayReason } from '../gates/contract.ts';
import { FAILURE_REASONS } from '../reasons/failures.ts';
import { PLAN_REASONS } from '../reasons/plans.ts';
import { STOP_REASONS } from '../reasons/stops.ts';
import { GATES } from './order.ts';

/** The reason of a match for a place that no position was in for certain. */
export const ENTERED_BY_PASSING: Reason = Object.freeze({ code: 'entered-by-passing', args: Object.freeze({}) });

/** The reason of a match for a place whose beacon was heard. */
export function enteredByBeacon(beacon: string): Reason {
  return { code: ENTERED_BY_BEACON, args: { beacon } };
}

const ENTERED_BY_BEACON = 'entered-by-beacon';
const MATCH_REASONS: Readonly<Record<string, SayReason>> = {
  [ENTERED_BY_BEACON]: ({ beacon }) => `the device heard the beacon ${String(beacon)}`,
  [ENTERED_BY_PASSING.code]: () => 'the way between two positions led through the place',
};

const SENTENCES: ReadonlyMap<string, SayReason> = new Map(
  [...GATES.map(({ reasons }) => reasons), STOP_REASONS, FAILURE_REASONS, PLAN_REASONS, MATCH_REASONS].flatMap(
    (reasons) => Object.entries(reasons),
  ),
);

/** Every code that a reason can have in this release. */
export const REASON_CODES: readonly string[] = [...SENTENCES.keys()];

/** A reason as a sentence for people. Of a code that another release gave, the code and the arguments. */
export function sayReason({ code, args, until, words = '' }: Reason): string {
  const say = SENTENCES.get(code);
  if (say) return say(args, until, words);
  const known = Object.entries(args).map(([name, arg]) => `${name} ${String(arg)}`);
  return [code, ...known, words].filter((part) => part !== '').join(', ');
}
