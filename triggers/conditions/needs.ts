import type { Need, Read, When } from '../contract.ts';
import type { Operator } from '../operators/contract.ts';

/**
 * Collects the conditions that must all hold and that an index can use; false when the tree says more than they do.
 * `readOf` says how a field is read, and by which name an index is to know it.
 */
export function collectNeeds(
  when: When,
  operators: ReadonlyMap<string, Operator>,
  readOf: (field: string) => { readonly name: string; readonly read: Read } | undefined,
  into: Need[],
): boolean {
  if ('all' in when) {
    return when.all.reduce((isWhole, part) => collectNeeds(part, operators, readOf, into) && isWhole, true);
  }
  if ('any' in when || 'none' in when) return false;
  const operator = operators.get(when.operator);
  const exact = operator?.hint?.(when.args);
  const hint = exact ?? operator?.implies?.(when.args);
  const found = readOf(when.field);
  if (!hint || !found) return false;
  into.push({ field: found.name, read: found.read, hint });
  return exact !== undefined;
}
