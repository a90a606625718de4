import type { Problem, Trigger } from '../contract.ts';
import { expectedOne } from '../problems/nearest.ts';
import { BY_HAND, NEVER_LEFT } from '../state/message-states.ts';
import { ANY_TRIGGER } from './contract.ts';

/** A trigger with where it was written. */
export interface LocatedTrigger {
  readonly source: string;
  readonly trigger: Trigger;
}

/**
 * Finds problems of the network of triggers that wait for each other's outcomes: missing triggers, and loops. A loop
 * would send for ever by itself. It is broken by a trigger on it that has a cooldown and whose next in the loop goes by
 * messages that left: one that never left gives its place in the cooldown back.
 */
export function problemsInNetwork(triggers: ReadonlyMap<string, LocatedTrigger>): readonly Problem[] {
  const problems: Problem[] = [];
  const next = new Map<string, string[]>();
  for (const [name, { source, trigger }] of triggers) {
    for (const { trigger: of, states, wakes } of trigger.waker.follows ?? NONE) {
      // A trigger that waits for messages of all triggers waits for its own; states that only the customer causes make
      // no loop.
      const isAny = of === ANY_TRIGGER;
      if (isAny && states.every((state) => BY_HAND.has(state))) continue;
      const before = isAny ? triggers.get(name) : triggers.get(of);
      const path = `on.${trigger.definition.on.waker}`;
      if (!before) problems.push({ source, path, expected: expectedOne('a trigger to follow', of, triggers.keys()) });
      else if (wakes && !isBroken(before.trigger, states)) add(next, isAny ? name : of, name);
    }
  }
  for (const found of loopsIn(next)) {
    const start = found.indexOf([...found].sort()[0]!);
    const loop = [...found.slice(start), ...found.slice(0, start)];
    const { source, trigger } = triggers.get(loop[0]!)!;
    const path = `on.${trigger.definition.on.waker}`;
    problems.push({ source, path, expected: `no loop without a cooldown in it: ${[...loop, loop[0]].join(' → ')}` });
  }
  return problems;
}

const NONE = [] as const;

function add(next: Map<string, string[]>, from: string, to: string): void {
  const known = next.get(from);
  if (known) known.push(to);
  else next.set(from, [to]);
}

function isBroken({ definition }: Trigger, states: readonly string[]): boolean {
  return definition.cooldownMs > 0 && !states.some((state) => NEVER_LEFT.has(state));
}

/** One loop for each tangle of triggers: the first that is found. Walks without recursion, each edge once. */
function* loopsIn(next: ReadonlyMap<string, readonly string[]>): Generator<readonly string[]> {
  const done = new Set<string>();
  for (const start of next.keys()) {
    if (done.has(start)) continue;
    const path: string[] = [start];
    const onPath = new Set(path);
    const at: number[] = [0];
    while (path.length > 0) {
      const here = path.at(-1)!;
      const step = at.pop()!;
      const there = next.get(here)?.[step];
      at.push(step + 1);
      if (there === undefined) {
        done.add(here);
        onPath.delete(here);
        path.pop();
        at.pop();
      } else if (onPath.has(there)) {
        yield path.slice(path.indexOf(there));
      } else if (!done.has(there)) {
        path.push(there);
        onPath.add(there);
        at.push(0);
      }
    }
  }
}
