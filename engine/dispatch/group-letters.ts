import type { DeadLetter, DeadLetterGroup } from './contract.ts';

/** The triggers that a group counts one by one; further ones count in the group alone. */
const MOST_TRIGGERS = 20;

/** Counts a dead letter into the group of its channel and cause. */
export function groupLetters(groups: Map<string, DeadLetterGroup>, letter: DeadLetter, isTooLate: boolean): void {
  const { channel, kind, cause, trigger, reason, at } = letter;
  const key = JSON.stringify([channel, kind, cause]);
  const group = groups.get(key);
  const triggers = { ...group?.triggers };
  if (Object.hasOwn(triggers, trigger) || Object.keys(triggers).length < MOST_TRIGGERS) {
    triggers[trigger] = (triggers[trigger] ?? 0) + 1;
  }
  groups.set(key, {
    channel,
    kind,
    cause,
    count: (group?.count ?? 0) + 1,
    tooLate: (group?.tooLate ?? 0) + (isTooLate ? 1 : 0),
    firstAt: Math.min(group?.firstAt ?? at, at),
    lastAt: Math.max(group?.lastAt ?? at, at),
    example: group?.example ?? reason,
    triggers,
  });
}
