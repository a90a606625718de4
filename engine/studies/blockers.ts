import type { Explanation } from '../../triggers/conditions/contract.ts';
import { inWords } from '../../triggers/conditions/words.ts';
import type { Answer, When } from '../../triggers/contract.ts';

/**
 * Returns the conditions, or groups of them, that kept a `when` from a yes, in words with the values seen; none when it
 * said yes.
 */
export function blockersOf(when: Explanation): readonly string[] {
  return when.answer === true ? [] : blockers(when, when.answer);
}

function blockers(node: Explanation, answer: Answer): readonly string[] {
  if (node.kind === 'all') {
    const said = node.children.filter((child) => child.answer === answer);
    // Where the trigger takes unknown for no, that may be all there is.
    const inTheWay = said.length > 0 ? said : node.children.filter((child) => child.answer === undefined);
    return inTheWay.flatMap((child) => blockers(child, child.answer));
  }
  if (node.kind !== 'condition') return [inWords(whenOf(node))];
  const saw = node.saw === undefined ? 'is unknown' : `was ${JSON.stringify(node.saw)}`;
  return [`${inWords(node)} (${saw})`];
}

function whenOf(node: Explanation): When {
  if (node.kind === 'condition') return node;
  const parts = node.children.map(whenOf);
  return node.kind === 'all' ? { all: parts } : node.kind === 'any' ? { any: parts } : { none: parts };
}
