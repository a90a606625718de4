import type { Matcher, Trigger } from '../contract.ts';
import type { CustomerState, MergeMemory } from './contract.ts';

/** A stored memory: what it is about, and what the waker remembers. JSON. */
type Stored = readonly [about: string, memory: unknown];

/**
 * Returns what a trigger's waker remembers of a customer; undefined: nothing, or it is about something else now (see
 * `remembers`).
 */
export function memoryOf(trigger: Trigger, { memory }: CustomerState): unknown {
  return read(trigger, memory[trigger.definition.name]);
}

/** Keeps what a trigger's waker remembers of a customer; null deletes it. */
export function keepMemory({ definition, waker }: Trigger, { memory }: CustomerState, kept: unknown): void {
  if (kept === null) delete memory[definition.name];
  else memory[definition.name] = [aboutOf({ definition, waker }), kept] satisfies Stored;
}

/** Deletes memories without a reader: the trigger is gone, or its memory is about something else now. */
export function forgetUnread({ memory }: CustomerState, triggers: Matcher['triggers']): void {
  for (const name in memory) {
    const trigger = triggers.get(name);
    if (!trigger || read(trigger, memory[name]) === undefined) delete memory[name];
  }
}

/** Joins the stored memories of two customers who are the same person. The trigger may be gone; then `mine` stays. */
export function mergeStored(trigger: Trigger | undefined, mine: unknown, theirs: unknown): unknown {
  if (!trigger) return mine;
  const [own, other] = [read(trigger, mine), read(trigger, theirs)];
  if (own === undefined) return other === undefined ? mine : theirs;
  if (other === undefined || !trigger.waker.merge) return mine;
  return [aboutOf(trigger), trigger.waker.merge(own, other)] satisfies Stored;
}

/** Creates the function that joins memories as the wakers of live triggers say. */
export function mergeByWakers(triggers: Matcher['triggers']): MergeMemory {
  return (trigger, mine, theirs) => mergeStored(triggers.get(trigger), mine, theirs);
}

function read(trigger: Trigger, stored: unknown): unknown {
  return Array.isArray(stored) && stored[0] === aboutOf(trigger) ? stored[1] : undefined;
}

function aboutOf({ definition, waker }: Pick<Trigger, 'definition' | 'waker'>): string {
  return waker.remembers ?? definition.on.waker;
}
