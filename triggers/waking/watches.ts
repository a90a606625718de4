import type { Trigger, When } from '../contract.ts';
import type { BySelector, NearRing, Transition, Watches } from '../places/contract.ts';
import { type NamedMovement, readMovement, transitionOf, wakeSubject } from './wake-keys.ts';

/** Fields that speak of visits begin like this. */
export const VISITS = 'visits.';

/** Returns the movements that these triggers wait for, by the wake keys they listen to and the fields they ask for. */
export function watchesOf(triggers: Iterable<Trigger>): Watches {
  const fixes = { enter: new Set<number>(), exit: new Set<number>() };
  const rings = new Selected<NearRing>();
  const sights = new Selected<number>();
  const visits = new Selected<true>();
  const known = new Map<string, NearRing>();
  for (const trigger of triggers) {
    for (const { key, transition, countsVisits } of listAsked(trigger)) {
      const { is, fixes: wanted, ring, unseenMs } = readMovement(transition);
      if (ring) rings.add(key, ringOf(transition, ring, known));
      else if (unseenMs !== undefined) sights.add(key, unseenMs);
      else if (wanted !== undefined) fixes[is === 'exit' ? 'exit' : 'enter'].add(wanted);
      if (countsVisits) visits.add(key, true);
    }
  }
  const ofIds = new Set([...rings.ids.values()].flatMap((some) => [...some]));
  return Object.freeze({
    enterFixes: sortAscending(fixes.enter),
    exitFixes: sortAscending(fixes.exit),
    sights: sights.finish((some) => [...some]),
    rings: { ...rings.finish((some) => [...some]), ofIds: [...ofIds] },
    visits: visits.finish(() => true as const),
  });
}

/** Whether a trigger wants to be told of more than that places are entered and left. */
export function wantsMovements(trigger: Trigger): boolean {
  return listAsked(trigger).length > 0;
}

interface AskedWatch {
  readonly key: string;
  readonly transition: Transition;
  readonly countsVisits: boolean;
}

/** Triggers stay the same objects from one publish to the next. */
const asked = new WeakMap<Trigger, readonly AskedWatch[]>();

function listAsked(trigger: Trigger): readonly AskedWatch[] {
  const before = asked.get(trigger);
  if (before) return before;
  const aboutVisits = asksFor(trigger.definition.when);
  const found = trigger.waker.listens.flatMap((key): AskedWatch[] => {
    const transition = transitionOf(key);
    if (transition === undefined) return [];
    const countsVisits = aboutVisits || transition === 'first-visit';
    return countsVisits || Object.keys(readMovement(transition)).length > 1 ? [{ key, transition, countsVisits }] : [];
  });
  asked.set(trigger, found.length > 0 ? found : NOTHING);
  return found;
}

const NOTHING: readonly AskedWatch[] = [];

function asksFor(when: When): boolean {
  if ('all' in when) return when.all.some(asksFor);
  if ('any' in when) return when.any.some(asksFor);
  if ('none' in when) return when.none.some(asksFor);
  return when.field.startsWith(VISITS);
}

/** Of one name there is one ring. */
function ringOf(
  transition: Transition,
  size: NonNullable<NamedMovement['ring']>,
  known: Map<string, NearRing>,
): NearRing {
  const before = known.get(transition);
  if (before) return before;
  const ring = { transition: transition as NearRing['transition'], ...size };
  known.set(transition, ring);
  return ring;
}

/** Gathers what is wanted by whose places it is wanted of. */
class Selected<T> {
  readonly all = new Set<T>();
  readonly tags = new Map<string, Set<T>>();
  readonly ids = new Map<string, Set<T>>();

  add(key: string, wanted: T): void {
    const subject = wakeSubject(key);
    if (subject.type === 'any-place') this.all.add(wanted);
    else if (subject.type === 'tag' || subject.type === 'place') {
      const of = subject.type === 'tag' ? this.tags : this.ids;
      const share = of.get(subject.name);
      if (share) share.add(wanted);
      else of.set(subject.name, new Set([wanted]));
    }
  }

  finish<R>(make: (some: ReadonlySet<T>) => R): BySelector<R> {
    const made = (of: ReadonlyMap<string, Set<T>>) => new Map([...of].map(([name, some]) => [name, make(some)]));
    return { ...(this.all.size > 0 && { all: make(this.all) }), tags: made(this.tags), ids: made(this.ids) };
  }
}

function sortAscending(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
