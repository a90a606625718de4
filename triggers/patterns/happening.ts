import * as z from 'zod';
import type { Moment } from '../contract.ts';
import type { Nested } from '../operators/contract.ts';
import { placeSelector, selectedKeys } from '../waking/place-selector.ts';
import { wakeKeys } from '../waking/wake-keys.ts';
import { say } from '../words/say.ts';
import type { Happening } from './contract.ts';
import { outcomeSelector, selectOutcomes } from './outcome-selector.ts';
import { selectSignals, signalSelector } from './signal-selector.ts';

const EXPECTED =
  'one of { signal: … }, { enter: { places: … } }, { exit: { places: … } } and { outcome: { of: …, is: … } }';
const places = z.strictObject({ places: placeSelector }, '{ places: { tag: … } }');
const enter = say(places, { en: 'enters a place', de: 'betritt einen Ort' });
const exit = say(places, { en: 'leaves a place', de: 'verlässt einen Ort' });
const signal = say(signalSelector, { en: 'sends a signal', de: 'sendet ein Signal' });
const outcome = say(outcomeSelector, { en: 'reacts to a message', de: 'reagiert auf eine Nachricht' });

/** How a marketer says what happens, as a step of a pattern. */
export const happening = say(
  z
    .strictObject(
      { signal: signal.optional(), enter: enter.optional(), exit: exit.optional(), outcome: outcome.optional() },
      EXPECTED,
    )
    .refine((given) => Object.values(given).filter((part) => part !== undefined).length === 1, {
      error: EXPECTED,
      when: ({ issues }) => issues.length === 0,
    }),
  { en: 'Something happens', de: 'Etwas geschieht' },
  {
    kind: 'happening',
    minProperties: 1,
    maxProperties: 1,
    examples: [{ signal: 'cart' }, { enter: { places: { tag: 'store' } } }],
  },
);

export type HappeningArgs = z.infer<typeof happening>;

/** Compiles a step; `at` says where in the arguments it stands. */
export function compileHappening(
  { signal, enter, exit, outcome }: HappeningArgs,
  nested: Pick<Nested, 'where'>,
  at: string,
): Happening {
  if (signal !== undefined) return selectSignals(signal, nested, `${at}.signal`);
  if (outcome !== undefined) return selectOutcomes(outcome);
  const transition = enter ? 'enter' : 'exit';
  const listens = selectedKeys(transition, (enter ?? exit)!.places);
  const keys = new Set(listens);
  return {
    listens,
    follows: [],
    is: ({ stimulus, signal: carrier }: Moment) =>
      stimulus.type === transition && wakeKeys(stimulus, carrier).some((key) => keys.has(key)),
  };
}

/** All that several steps are told by, each once. */
export function listensOf(steps: readonly Happening[]): readonly string[] {
  return [...new Set(steps.flatMap(({ listens }) => listens))];
}

/** The outcomes that steps speak of, as those that wake or those that keep asleep. */
export function followsOf(steps: readonly Happening[], wakes: boolean) {
  return steps.flatMap(({ follows }) => follows.map((followed) => ({ ...followed, wakes })));
}
