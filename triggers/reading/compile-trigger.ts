import { checkNested, compileWhen, tracksOf } from '../conditions/compile.ts';
import { collectNeeds } from '../conditions/needs.ts';
import { compileWhyNot } from '../conditions/why-not.ts';
import type { Need, Trigger, TriggerDefinition } from '../contract.ts';
import { nowOf } from '../state/now.ts';
import type { Vocabulary } from '../vocabulary/contract.ts';
import { compileGoals } from './compile-goals.ts';

/** Makes a checked definition ready to run. Throws when it was not checked with the same vocabulary. */
export function compileTrigger(definition: TriggerDefinition, version: number, vocabulary: Vocabulary): Trigger {
  const { waker: name, args } = definition.on;
  const waker = vocabulary.wakers.get(name);
  if (!waker) throw new Error(`waker '${name}' was not checked before it was compiled`);
  const holds = compileWhen(definition.when, vocabulary, definition.unknown === 'no');
  const needs: Need[] = [];
  const readOf = (name: string) => {
    const read = vocabulary.resolve(name)?.read;
    return read && { name, read };
  };
  const isWhole = collectNeeds(definition.when, vocabulary.operators, readOf, needs);
  return {
    definition,
    version,
    waker: waker.compile(args, checkNested(vocabulary, `on.${name}`)),
    holds: (moment) => holds(moment, nowOf(moment)),
    needs,
    isWhole,
    tracks: tracksOf(definition.when, vocabulary),
    whyNot: compileWhyNot(definition.when, vocabulary),
    ...(definition.goals && { goals: compileGoals(definition.goals, checkNested(vocabulary, 'goal')) }),
  };
}
