import type { Matcher } from '../contract.ts';
import { ANY_TRIGGER } from './contract.ts';

/** Tells whether any live trigger waits for this outcome of a trigger; other outcomes need not be told. */
export function isHeeded(matcher: Matcher, trigger: string, state: string): boolean {
  let heeded = known.get(matcher);
  if (!heeded) {
    heeded = collectHeeded(matcher);
    known.set(matcher, heeded);
  }
  return heeded.has(keyOf(trigger, state)) || heeded.has(keyOf(ANY_TRIGGER, state));
}

/** Worked out once for each publish. */
const known = new WeakMap<Matcher, ReadonlySet<string>>();

function collectHeeded({ triggers }: Matcher): ReadonlySet<string> {
  const heeded = new Set<string>();
  for (const { waker } of triggers.values()) {
    if (!waker.follows) continue;
    for (const { trigger, states } of waker.follows) {
      for (const state of states) heeded.add(keyOf(trigger, state));
    }
  }
  return heeded;
}

function keyOf(trigger: string, state: string): string {
  return `${trigger} ${state}`;
}
