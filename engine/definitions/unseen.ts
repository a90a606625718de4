import { conditionsIn } from '../../triggers/conditions/conditions-in.ts';
import type { Problem } from '../../triggers/contract.ts';
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
  live: Live,
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
    const goals = (trigger.definition.goals ?? []).flatMap(({ signal }) => {
      const { kind, name: event } = typeof signal === 'string' ? { kind: signal } : (signal as SelectedEvent);
      return kind === 'event' && event !== undefined && !byName.has(event) ? [event] : [];
    });
    for (const event of goals) {
      const expected = `an event that comes: none of the last ${total} was '${event}', so this goal is never met`;
      warnings.push({ source, path: 'goal', expected });
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
}

function eventsOf(listens: readonly string[]): readonly string[] {
  return listens.flatMap((key) => {
    const subject = wakeSubject(key);
    return subject.type === 'event' ? [subject.name] : [];
  });
}
