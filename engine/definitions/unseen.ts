import { conditionsIn } from '../../triggers/conditions/conditions-in.ts';
import { readWhen } from '../../triggers/conditions/read.ts';
import { itemScope } from '../../triggers/conditions/scopes.ts';
import type { Condition, Problem } from '../../triggers/contract.ts';
import type { Goal } from '../../triggers/goals/contract.ts';
import { placeOfGoal } from '../../triggers/goals/place-of-goal.ts';
import { checkTrigger } from '../../triggers/reading/find-warnings.ts';
import { wakeSubject } from '../../triggers/waking/wake-keys.ts';
import type { Document, Language, Live, SeenEvent } from './contract.ts';

/** Fewer than this say nothing of those that did not come. */
const ENOUGH_EVENTS = 50;

/**
 * Finds what triggers ask for and no event carried lately: names that never came, and properties that events of a name
 * never had. Unlike other warnings these can be wrong tomorrow. Returns none if too few events came to tell.
 */
export function findUnseen(
  documents: readonly Document[],
  live: { readonly matcher: Pick<Live['matcher'], 'triggers'> },
  { vocabulary }: Pick<Language, 'vocabulary'>,
  seen: readonly SeenEvent[],
): readonly Problem[] {
  const total = seen.reduce((sum, { events }) => sum + Number(events), 0);
  if (total < ENOUGH_EVENTS) return [];
  const byName = new Map(seen.map((one) => [one.name, one]));
  return documents.flatMap(({ kind, name, source, body }) => {
    const trigger = kind === 'trigger' ? live.matcher.triggers.get(name) : undefined;
    if (!trigger) return [];
    const names = eventsOf(trigger.waker.listens);
    const unheard = names.filter((event) => !byName.has(event));
    const warnings = unheard.map((event) => ({
      source,
      path: `on.${trigger.definition.on.waker}`,
      expected: `an event that comes: none of the last ${total} was '${event}'`,
    }));
    const goals = trigger.definition.goals ?? [];
    for (const [i, goal] of goals.entries()) {
      const unseen = unseenOf(goal, `goal${placeOfGoal(goals, i)}`, byName, total, vocabulary);
      warnings.push(...unseen.map((one) => ({ source, ...one })));
    }
    const heard = names.flatMap((event) => byName.get(event) ?? []);
    const enough = heard.reduce((sum, { events }) => sum + Number(events), 0) >= ENOUGH_EVENTS;
    // Only where all that wakes it is known to us by name can it be told what is never there.
    if (!enough || unheard.length > 0 || names.length < trigger.waker.listens.length) return warnings;
    const { when, pathOf } = checkTrigger(trigger, body, vocabulary);
    const carried = new Set(heard.flatMap(({ properties }) => properties));
    const missing = conditionsIn(when).filter(({ field }) => {
      const property = /^event\.(?:properties\.)?([^.]+)/.exec(field)?.[1];
      return property !== undefined && field !== 'event.name' && !carried.has(property);
    });
    return [
      ...warnings,
      ...missing.map((condition) => ({
        source,
        path: pathOf(condition),
        expected: `a property that events carry: no ${names.map((event) => `'${event}'`).join(' or ')} of late had ${condition.field.replace(/^event\.(?:properties\.)?/, '')}`,
      })),
    ];
  });
}

interface SelectedEvent {
  readonly kind: string;
  readonly name?: string;
  readonly where?: unknown;
}

/** What a goal asks for and no event carried lately: its name, the properties of `where`, and that of its value. */
function unseenOf(
  { signal, value }: Goal,
  path: string,
  byName: ReadonlyMap<string, SeenEvent>,
  total: number,
  { operators }: Language['vocabulary'],
): readonly Pick<Problem, 'path' | 'expected'>[] {
  const { kind, name, where } = typeof signal === 'string' ? { kind: signal } : (signal as SelectedEvent);
  if (kind !== 'event' || name === undefined) return [];
  const seen = byName.get(name);
  if (!seen) {
    const expected = `an event that comes: none of the last ${total} was '${name}', so this goal is never met`;
    return [{ path: `${path}.signal`, expected }];
  }
  if (Number(seen.events) < ENOUGH_EVENTS) return [];
  const paths = new Map<Condition, string>();
  const reading = { report: () => undefined, conditions: 0, paths };
  const when = readWhen(where ?? {}, itemScope(operators), reading, `${path}.signal.where`);
  const asked = conditionsIn(when).map((condition) => [condition.field, paths.get(condition) ?? path] as const);
  return [...asked, ...(value === undefined ? [] : [[value, `${path}.value`] as const])].flatMap(([field, at]) =>
    seen.properties.includes(field.split('.')[0] ?? '')
      ? []
      : [{ path: at, expected: `a property that events carry: no '${name}' of late had ${field}` }],
  );
}

function eventsOf(listens: readonly string[]): readonly string[] {
  return listens.flatMap((key) => {
    const subject = wakeSubject(key);
    return subject.type === 'event' ? [subject.name] : [];
  });
}
