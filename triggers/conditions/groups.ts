import type { When } from '../contract.ts';
import type { CheckedConditions } from './contract.ts';
import { type GroupKind, join } from './logic.ts';

/**
 * The groups that can be written; what is not one of the three that there are is made of them, and answers as they do.
 */
const GROUPS = ['all', 'any', 'none', 'not-all', 'exactly-one'] as const;

/** Whether a key of `when` is a group rather than a field. */
export function isGroup(key: string): key is (typeof GROUPS)[number] {
  return (GROUPS as readonly string[]).includes(key);
}

/** Joins conditions as a group that can be written. */
export function joinAsWritten<S>(
  key: (typeof GROUPS)[number],
  parts: readonly CheckedConditions<S>[],
): CheckedConditions<S> {
  if (key === 'not-all') return group('none', [group('all', parts)]);
  if (key !== 'exactly-one') return group(key, parts);
  const alone = parts.map((one) => {
    const others = parts.filter((other) => other !== one);
    return others.length === 0 ? one : group('all', [one, group('none', others)]);
  });
  return group('any', alone);
}

/** Conditions of an `exactly-one`: each is looked at with all the others. */
export const MOST_ALTERNATIVES = 8;

/** Joins conditions as one of the three groups there are; one alone is itself. */
export function group<S>(kind: GroupKind, parts: readonly CheckedConditions<S>[]): CheckedConditions<S> {
  if (kind === 'all' && parts.length === 1) return parts[0]!;
  const whens = parts.map(({ when }) => when);
  const when: When = kind === 'all' ? { all: whens } : kind === 'any' ? { any: whens } : { none: whens };
  const holds = join(
    kind,
    parts.map((part) => part.holds),
  );
  return { when, holds };
}
