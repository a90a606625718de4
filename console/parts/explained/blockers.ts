import type { TriggerExplanation } from '../../../engine/api/contract.ts';

/** `when` as a tree, with its answers; an answer that is missing is unknown. */
export type ExplainedNode = TriggerExplanation['when'];
export type Condition = Extract<ExplainedNode, { readonly kind: 'condition' }>;

/** The conditions that kept a tree from a yes: those that said what the whole said. */
export function blockersOf(node: ExplainedNode): readonly Condition[] {
  if (node.answer === true) return [];
  if (node.kind === 'condition') return [node];
  if (node.kind === 'none') return node.children.flatMap((child) => (child.answer === false ? [] : leavesOf(child)));
  const same = node.children.filter((child) => child.answer === node.answer);
  const inTheWay = same.length > 0 ? same : node.children.filter((child) => child.answer === undefined);
  return inTheWay.flatMap(blockersOf);
}

function leavesOf(node: ExplainedNode): readonly Condition[] {
  return node.kind === 'condition' ? [node] : node.children.flatMap(leavesOf);
}
