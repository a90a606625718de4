import type { Matcher, Trigger } from '../contract.ts';
import type { CustomerState, MergeMemory } from './contract.ts';

/** The memory of a trigger's waker, with its subject. JSON. */
type Stored = readonly [about: string, memory: unknown];

/** Returns the memory that a trigger's waker has of a customer; undefined: none, also when its subject changed (see `remembers`). */
export function memoryOf(trigger: Trigger, { memory }: CustomerState): unknown {
  return read(trigger, memory[trigger.definition.name]);
}

/** Keeps what a trigger's waker remembers of a customer; null: nothing any more. */
export function keepMemory({ definition, waker }: Trigger, { memory }: CustomerState, kept: unknown): void {
  if (kept === null) delete memory[definition.name];
  else memory[definition.name] = [aboutOf({ definition, waker }), kept] satisfies Stored;
}

/** Forgets memories without a reader: of triggers that are gone, or whose subject changed. */
export function forgetUnread({ memory }: CustomerState, triggers: Matcher['triggers']): void {
  for (const name in memory) {
    const trigger = triggers.get(name);
    if (!trigger || read(trigger, memory[name]) === undefined) delete memory[name];
  }
}

/** Joins what is stored of two customers who are one, for a trigger that may not be there any more. */
export function mergeStored(trigger: Trigger | undefined, mine: unknown, theirs: unknown): unknown {
  if (!trigger) return mine;
  const [own, other] = [read(trigger, mine), read(trigger, theirs)];
  if (own === undefined) return other === undefined ? mine : theirs;
  if (other === undefined || !trigger.waker.merge) return mine;
  return [aboutOf(trigger), trigger.waker.merge(own, other)] satisfies Stored;
}

/** Joins what wakers remember as each of them says, for the triggers that are live. */
export function mergeByWakers(triggers: Matcher['triggers']): MergeMemory {
  return (trigger, mine, theirs) => mergeStored(triggers.get(trigger), mine, theirs);
}

function read(trigger: Trigger, stored: unknown): unknown {
  return Array.isArray(stored) && stored[0] === aboutOf(trigger) ? stored[1] : undefined;
}

function aboutOf({ definition, waker }: Pick<Trigger, 'definition' | 'waker'>): string {
  return waker.remembers ?? definition.on.waker;
}
