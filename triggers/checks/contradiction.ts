import type { When } from '../contract.ts';
import type { Literal } from '../satisfying/branches.ts';
import { type Clash, clashIn } from '../satisfying/clash.ts';
import { sayClash } from '../satisfying/say-clash.ts';
import { wakeSubject } from '../waking/wake-keys.ts';
import type { CheckedTrigger, TriggerCheck, Warning } from './contract.ts';

/** Finds conditions that exclude each other, in whatever way `when` could hold; and ways to hold that are none. */
export default {
  name: 'contradiction',
  summary: 'Conditions that can never be true together: no value, known or unknown, is what both ask for.',
  find(trigger, { vocabulary }) {
    const unknownIsNo = trigger.definition.unknown === 'no';
    const given = literalsOf(trigger);
    const clash = clashIn(trigger.when, given, vocabulary, unknownIsNo);
    if (clash) return [warningOf(clash, trigger, 'the trigger never matches')];
    // It can match, but perhaps not in every written way.
    return alternativesOf(trigger.when).flatMap((part) => {
      const dead = clashIn(part, given, vocabulary, unknownIsNo);
      return dead ? [warningOf(dead, trigger, 'this alternative never holds')] : [];
    });
  },
} satisfies TriggerCheck;

const PROPERTY_CALLED_NAME = '; a property called name is `event.properties.name`';

function warningOf(clash: Clash, { pathOf, definition }: CheckedTrigger, so: string): Warning {
  const { others, last } = clash;
  const hint = [last, ...others].some(({ condition: { field } }) => field === 'event.name') ? PROPERTY_CALLED_NAME : '';
  return { path: pathOf(last.condition) || `on.${definition.on.waker}`, expected: sayClash(clash, so + hint) };
}

/** The facts that the waker fixes for every moment: the event, or the kind of signal. */
function literalsOf({ waker: { listens }, definition }: CheckedTrigger): readonly Literal[] {
  if (definition.on.waker !== 'signal') return [];
  const subjects = listens.map(wakeSubject);
  const names = (type: string) => subjects.flatMap((one) => (one.type === type && 'name' in one ? one.name : []));
  const said = (field: string, args: readonly string[]): readonly Literal[] =>
    args.length === 0 || args.length < subjects.length
      ? []
      : [{ condition: { field, operator: 'one-of', args }, wanted: true }];
  return [...said('event.name', names('event')), ...said('signal.kind', names('kind'))];
}

/** The members of `any` lists that the whole condition depends on. */
function alternativesOf(when: When): readonly When[] {
  if ('all' in when) return when.all.flatMap(alternativesOf);
  if ('any' in when) return when.any.length > 1 ? when.any : when.any.flatMap(alternativesOf);
  return [];
}
