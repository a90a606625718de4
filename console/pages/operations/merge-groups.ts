import type { FailedGroup } from '../../queries/operations.ts';

/** Adds up the groups of several slices; the largest first. */
export function mergeGroups(slices: readonly (readonly FailedGroup[])[]): readonly FailedGroup[] {
  const groups = new Map<string, FailedGroup>();
  for (const group of slices.flat()) {
    const before = groups.get(keyOf(group));
    groups.set(keyOf(group), before ? add(before, group) : group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** What tells a group from others. */
export function keyOf({ channel, kind, cause }: Pick<FailedGroup, 'channel' | 'kind' | 'cause'>): string {
  return JSON.stringify([channel, kind, cause]);
}

function add(a: FailedGroup, b: FailedGroup): FailedGroup {
  const triggers = { ...a.triggers };
  for (const [name, count] of Object.entries(b.triggers)) triggers[name] = (triggers[name] ?? 0) + count;
  return {
    ...a,
    triggers,
    count: a.count + b.count,
    tooLate: a.tooLate + b.tooLate,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}
