import { compileCondition } from '../conditions/compile.ts';
import { conditionsIn } from '../conditions/conditions-in.ts';
import type { Waker } from '../wakers/contract.ts';
import { carriedBy } from '../waking/carried.ts';
import { wakeSubject } from '../waking/wake-keys.ts';
import type { CheckedTrigger, CheckInputs, TriggerCheck } from './contract.ts';

/** Finds conditions on what is never there when the trigger wakes: the event of a timer, the place of a cart. */
export default {
  name: 'never-known',
  summary:
    'Conditions that are always unknown: what they ask about is never there at the moments that wake the trigger.',
  find(trigger, { vocabulary }) {
    const waker = vocabulary.wakers.get(trigger.definition.on.waker);
    const absent = warnOfAbsent(trigger, waker, vocabulary.signals);
    return conditionsIn(trigger.when).flatMap((condition) => {
      const why = absent.find(({ fields }) => fields.test(condition.field))?.why;
      if (why === undefined) return [];
      const { test } = compileCondition(condition, vocabulary);
      // Those that ask whether it is there have their answer.
      if (test(undefined, { at: 0, zone: 'UTC' }) !== undefined) return [];
      return [
        { path: trigger.pathOf(condition), expected: `a field that can be known: ${why}, so this is always unknown` },
      ];
    });
  },
} satisfies TriggerCheck;

interface Absent {
  readonly fields: RegExp;
  readonly why: string;
}

/** Fields that are unknown at every moment of a waker. What a waker does not say of itself counts as possible. */
function warnOfAbsent(
  { waker: compiled, definition }: CheckedTrigger,
  waker: Waker | undefined,
  kinds: CheckInputs['vocabulary']['signals'],
): readonly Absent[] {
  const { waker: name } = definition.on;
  const { listens } = compiled;
  const absent: Absent[] = [];
  const mayBeEvent = listens.map(wakeSubject).some((subject) => {
    return (
      subject.type === 'event' || subject.type === 'any-signal' || (subject.type === 'kind' && subject.name === 'event')
    );
  });
  if (waker?.onlyByTimer)
    absent.push({ fields: /^event\./, why: `\`${name}\` wakes when time has passed, not at an event` });
  else if (!mayBeEvent) absent.push({ fields: /^event\./, why: `\`${name}\` does not wake at an event here` });
  if (!carriedBy(compiled, waker, kinds).place)
    absent.push({ fields: /^place\./, why: `\`${name}\` is not about a place here` });
  return absent;
}
