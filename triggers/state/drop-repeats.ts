import type { AwaitedGoals } from './contract.ts';

/** The decisions of one customer whose goals are awaited. */
const MOST_AWAITED = 32;

/**
 * Keeps as many as are awaited at most, the oldest first. The first of each trigger and group stays, as that is the one
 * that an effect counts. The trigger and group with the most gives up its repeats, the oldest first: a trigger that is
 * set off often pushes out no other. Where all are first ones the newest is not awaited.
 */
export function dropRepeats(awaited: readonly AwaitedGoals[]): readonly AwaitedGoals[] {
  let kept = awaited;
  while (kept.length > MOST_AWAITED) {
    const most = findMostRepeated(kept);
    kept = kept.filter((one) => one !== (most[1] ?? kept.at(-1)));
  }
  return kept;
}

function findMostRepeated(awaited: readonly AwaitedGoals[]): readonly AwaitedGoals[] {
  const alike = new Map<string, AwaitedGoals[]>();
  for (const one of awaited) {
    const key = `${one.group} ${one.trigger}`;
    const others = alike.get(key);
    if (others) others.push(one);
    else alike.set(key, [one]);
  }
  return [...alike.values()].reduce((a, b) => (b.length > a.length ? b : a));
}
