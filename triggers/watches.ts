import type { Trigger } from './contract.ts';
import type { Watches } from './places/contract.ts';
import { transitionOf } from './wake-keys.ts';

/** What these triggers want to be told of movements, read off the wake keys they listen to. */
export function watchesOf(triggers: Iterable<Trigger>): Watches {
  const fixes = { enter: new Set<number>(), exit: new Set<number>() };
  for (const { waker } of triggers) {
    for (const key of waker.listens) {
      const [movement, detail] = transitionOf(key)?.split('/') ?? [];
      if ((movement === 'enter' || movement === 'exit') && detail !== undefined) fixes[movement].add(Number(detail));
    }
  }
  return Object.freeze({ enterFixes: ascending(fixes.enter), exitFixes: ascending(fixes.exit) });
}

function ascending(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].sort((a, b) => a - b);
}
