import { checkedNested, compileWhen, tracksOf } from './conditions/compile.ts';
import type { Need, Trigger, TriggerDefinition, When } from './contract.ts';
import { nowOf } from './now.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Makes a checked definition ready to run. Throws when it was not checked with the same vocabulary. */
export function compileTrigger(definition: TriggerDefinition, version: number, vocabulary: Vocabulary): Trigger {
  const { waker: name, args } = definition.on;
  const waker = vocabulary.wakers.get(name);
  if (!waker) throw new Error(`waker '${name}' was not checked before it was compiled`);
  const holds = compileWhen(definition.when, vocabulary, definition.unknown === 'no');
  const needs: Need[] = [];
  const isWhole = collectNeeds(definition.when, vocabulary, needs);
  return {
    definition,
    version,
    waker: waker.compile(args, checkedNested(vocabulary, `on.${name}`)),
    holds: (moment) => holds(moment, nowOf(moment)),
    needs,
    isWhole,
    tracks: tracksOf(definition.when, vocabulary),
  };
}

/** Collects the conditions that must hold and that an index can use; false when the tree says more than they do. */
function collectNeeds(when: When, vocabulary: Vocabulary, into: Need[]): boolean {
  if ('all' in when) return when.all.reduce((isWhole, part) => collectNeeds(part, vocabulary, into) && isWhole, true);
  if ('any' in when || 'none' in when) return false;
  const operator = vocabulary.operators.get(when.operator);
  const exact = operator?.hint?.(when.args);
  const hint = exact ?? operator?.implies?.(when.args);
  const read = vocabulary.resolve(when.field)?.read;
  if (!hint || !read) return false;
  into.push({ field: when.field, read, hint });
  return exact !== undefined;
}
