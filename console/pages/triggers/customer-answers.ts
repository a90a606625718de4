import type { TriggerExplanation } from '../../../engine/api/contract.ts';
import type { ConditionFacts } from '../../parts/conditions/conditions-context.ts';
import { testsIn, treeEntries } from '../../parts/conditions/tree.ts';
import { joinPath } from '../../parts/document/path.ts';

type Explained = TriggerExplanation['when'];

/**
 * What the conditions of a draft say of a customer, by their places in it. The live trigger was asked: a condition that
 * is written the same there has its answer, one that is new has none.
 */
export function answersIn(when: unknown, explained: Explained): ReadonlyMap<string, ConditionFacts> {
  const known = new Map<string, ConditionFacts>();
  collect(explained, known);
  const found = new Map<string, ConditionFacts>();
  visit(when, 'when', (path, field, operator, args) => {
    const facts = known.get(keyOf(field, operator, args));
    if (facts) found.set(path, facts);
  });
  return found;
}

function collect(node: Explained, known: Map<string, ConditionFacts>): void {
  if ('children' in node) {
    for (const child of node.children) collect(child, known);
    return;
  }
  const answer = node.answer === undefined ? 'unknown' : node.answer ? 'yes' : 'no';
  known.set(keyOf(node.field, node.operator, node.args), { answer, saw: node.saw });
}

function visit(
  value: unknown,
  path: string,
  see: (path: string, field: string, operator: string, args: unknown) => void,
): void {
  for (const entry of treeEntries(value) ?? []) {
    const here = joinPath(path, entry.key);
    if (entry.type === 'group') {
      for (const [i, item] of entry.items.entries()) visit(item, joinPath(here, i), see);
    } else if (entry.type === 'tests') {
      for (const [operator, args] of testsIn(entry.value)) {
        const isWritten = typeof entry.value === 'object';
        see(isWritten ? joinPath(here, operator) : here, entry.key, operator, args);
      }
    }
  }
}

function keyOf(field: string, operator: string, args: unknown): string {
  return JSON.stringify([field, operator, args]);
}
