import type { Explanation } from '../../triggers/conditions/contract.ts';
import type { GateWord } from '../../triggers/gates/contract.ts';
import type { CustomerExplanation, TriggerExplanation } from '../api/contract.ts';

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;

/** An explanation as a tree for people: every condition with what it saw, every gate with what it says. */
export function explanationLines(explanation: CustomerExplanation): readonly string[] {
  const { customer, zone, signal, at, triggers } = explanation;
  const last = signal ? `last signal: ${signal.kind}, ${new Date(signal.at).toISOString()}` : 'no signal is kept';
  const head = `${customer} at ${new Date(at).toISOString()} (${zone}), ${last}`;
  return [head, ...triggers.flatMap((trigger) => ['', ...triggerLines(trigger)])];
}

function triggerLines({ trigger, version, says, on, when, gates }: TriggerExplanation): readonly string[] {
  const place = on.place === undefined ? '' : ` in ${on.place}`;
  return [
    `${trigger} (version ${version}): ${says}`,
    `  ${MARKS[on.isWoken ? 'yes' : 'no']} on ${on.waker}${place}`,
    ...treeLines(when, '  '),
    ...gates.map((gate) => `  ${gateLine(gate)}`),
  ];
}

function treeLines(node: Explanation, indent: string): readonly string[] {
  const mark = MARKS[node.answer === undefined ? 'unknown' : node.answer ? 'yes' : 'no'];
  if (node.kind === 'condition') {
    const saw = node.saw === undefined ? 'nothing' : JSON.stringify(node.saw);
    return [`${indent}${mark} ${node.field} ${node.operator} ${JSON.stringify(node.args)}, saw ${saw}`];
  }
  return [`${indent}${mark} ${node.kind}`, ...node.children.flatMap((child) => treeLines(child, `${indent}  `))];
}

function gateLine({ gate, says, reason, until, channels }: GateWord): string {
  if (says === 'pass') return `${MARKS.yes} ${gate}: ${channels.join(', ')}`;
  const later = until === undefined ? '' : `, until ${new Date(until).toISOString()}`;
  return `${says === 'hold' ? MARKS.no : '…'} ${gate}: ${reason}${later}`;
}
