import type { CustomerState } from '../state/contract.ts';

/** Names of values that make sense only together, group by group. */
export type Groups = readonly (readonly string[])[];

/**
 * Settles which values are kept before two customers become one: of each group the side with the newest value keeps
 * all. Deletes the older groups of `state`, with their marks. Returns `from` without its older groups.
 */
export function settleGroups(state: CustomerState, from: CustomerState, groups: Groups): CustomerState {
  const older: string[] = [];
  for (const group of groups) {
    const [mine, theirs] = [lastSaid(state, group), lastSaid(from, group)];
    if (mine === undefined || theirs === undefined) continue;
    if (theirs > mine) forget(state, group);
    else older.push(...group);
  }
  if (older.length === 0) return from;
  const rest = { ...from, values: { ...from.values }, ...(from.marks && { marks: { ...from.marks } }) };
  forget(rest, older);
  return rest;
}

/** Returns the time of the newest of the values; undefined: none is known. */
function lastSaid({ values }: CustomerState, group: readonly string[]): number | undefined {
  const times = group.flatMap((field) => values[field]?.at ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

function forget({ values, marks = {} }: CustomerState, fields: readonly string[]): void {
  for (const field of fields) {
    delete values[field];
    // A mark's name begins with the field that it is about, or with a part of it.
    for (const key of Object.keys(marks)) {
      if (key.startsWith(`${field} `) || key.startsWith(`${field}.`)) delete marks[key];
    }
  }
}
