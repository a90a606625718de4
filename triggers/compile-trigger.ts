import { checkedNested, compileWhen } from './conditions/compile.ts';
import type { Trigger, TriggerDefinition } from './contract.ts';
import { nowOf } from './now.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Makes a checked definition ready to run. Throws when it was not checked with the same vocabulary. */
export function compileTrigger(definition: TriggerDefinition, version: number, vocabulary: Vocabulary): Trigger {
  const { waker: name, args } = definition.on;
  const waker = vocabulary.wakers.get(name);
  if (!waker) throw new Error(`waker '${name}' was not checked before it was compiled`);
  const holds = compileWhen(definition.when, vocabulary, definition.unknown === 'no');
  return {
    definition,
    version,
    waker: waker.compile(args, checkedNested(vocabulary.operators, `on.${name}`)),
    holds: (moment) => holds(moment, nowOf(moment)),
  };
}
