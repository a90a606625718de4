import type {
  CustomerExplanation,
  RecordedStep,
  SignalExplanation,
  SignalTriggerExplanation,
  TriggerExplanation,
} from '../engine/studies/contract.ts';
import type { Explanation } from '../triggers/conditions/contract.ts';
import { argsInWords } from '../triggers/conditions/words.ts';
import type { GateWord } from '../triggers/gates/contract.ts';
import { inLocalTime, localSecond, localTime } from './local-times.ts';
import { latelyLines, type StoryRow, stepInWords } from './story-lines.ts';

const MARKS = { yes: '✓', no: '✗', unknown: '?' } as const;
const WIDEST_VALUE = 120;
/** Ends of decisions that are shown before what would happen now. */
const MOST_LATELY = 6;

/** What every trigger would do now, a line each; of a single trigger the whole tree. */
export function explanationLines(
  explanation: CustomerExplanation,
  isWhole: boolean,
  story: readonly StoryRow[] = [],
): readonly string[] {
  const { customer, zone, signal, at, triggers } = explanation;
  const last = signal ? `${signal.kind} at ${localSecond(zone, signal.at)}` : 'none is stored';
  const head = [`${customer}, ${localTime(zone, at)} in ${zone}; last signal: ${last}`];
  const lately = latelyLines(zone, story, MOST_LATELY);
  if (isWhole) return [...head, ...triggers.flatMap((trigger) => ['', ...treeOf(trigger, zone)])];
  return [
    ...head,
    ...(lately.length > 0 ? ['', 'Lately:', ...lately] : []),
    '',
    'If the last signal came again now:',
    ...summaryLines(triggers, zone),
    '',
    `one of them as a tree:         kairos explain ${customer} --trigger NAME`,
    `what happened, step by step:   kairos story ${customer}`,
    `why something did not happen:  kairos explain ${customer} --signal ID --trigger NAME`,
  ];
}

/** What became of one signal: a line for each trigger, or the whole tree of one. */
export function signalExplanationLines(explanation: SignalExplanation, isWhole: boolean): readonly string[] {
  const { customer, zone, signal, stimuli, triggers, notes } = explanation;
  const head = [
    `${customer}, ${localSecond(zone, signal.at)} in ${zone}: ${signal.kind} ${formatValue(signal.value)}`,
    stimuli.length === 0 ? 'It set nothing off.' : `It set off: ${stimuli.join(', ')}`,
  ];
  const body = isWhole
    ? triggers.flatMap((trigger) => ['', ...treeOf(trigger, zone), ...recordedLines(trigger, zone)])
    : ['', ...summaryLines(triggers, zone)];
  return [...head, ...body, '', ...notes.map((note) => `note: ${note}`)];
}

/** A line for each trigger that had a say; those that wait for something else together. */
function summaryLines(triggers: readonly TriggerExplanation[], zone: string): readonly string[] {
  if (triggers.length === 0) return ['there is no trigger'];
  const awake = triggers.filter((one) => !isAsleep(one));
  const width = Math.max(0, ...awake.map(({ trigger }) => trigger.length));
  const lines = awake.map((one) => `${markOf(one)} ${one.trigger.padEnd(width)}  ${inLocalTime(zone, one.says)}`);
  const waiting = new Map<string, string[]>();
  for (const { trigger, on } of triggers.filter(isAsleep)) {
    const what = `${on.waker} ${argsInWords(on.args)}`;
    waiting.set(what, [...(waiting.get(what) ?? []), trigger]);
  }
  if (waiting.size === 0) return lines;
  const asleep = Array.from(waiting, ([what, names]) => `· ${what}: ${names.join(', ')}`);
  return [...lines, ...(lines.length > 0 ? [''] : []), 'Not woken, as they wait for something else:', ...asleep];
}

type Explained = TriggerExplanation & { readonly recorded?: readonly RecordedStep[] };

/** It waits for something else, and not for its own time either. */
function isAsleep({ on, recorded = [], says }: Explained): boolean {
  return !on.isWoken && recorded.length === 0 && says.includes('it waits for');
}

const IN_VAIN: ReadonlySet<string> = new Set(['held-back', 'expired', 'failed']);

/**
 * A tick for what goes out, a cross for what was asked and stopped, a question for what is unknown, a dot for what
 * sleeps.
 */
function markOf({ on, answer, gates, recorded: steps = [] }: Explained) {
  if (steps.length > 0) return steps.some(({ step }) => IN_VAIN.has(step)) ? MARKS.no : MARKS.yes;
  if (!on.isWoken) return '·';
  if (answer === 'unknown') return MARKS.unknown;
  return answer === 'yes' && gates.every(({ says }) => says === 'pass') ? MARKS.yes : MARKS.no;
}

function treeOf(explained: TriggerExplanation, zone: string) {
  const { trigger, version, says, on, answer, when, gates, summary, choice } = explained;
  const place = on.place === undefined ? '' : ` in ${on.place}`;
  return [
    `${trigger} (version ${version}): ${inLocalTime(zone, says)}`,
    ...(summary === '' ? [] : [`  ${summary}`]),
    `  ${MARKS[on.isWoken ? 'yes' : 'no']} on ${on.waker} ${argsInWords(on.args)}${place}`,
    ...(on.isWoken ? treeLines(when, '  ') : ['  had it woken, its conditions had said', ...treeLines(when, '    ')]),
    ...(answer === 'no' || !choice ? [] : [`  channel: ${choice.reason}`]),
    ...(answer === 'no' ? [] : ['  gates', ...gates.map((gate) => `    ${inLocalTime(zone, gateLine(gate))}`)]),
  ];
}

function treeLines(node: Explanation, indent: string): readonly string[] {
  const mark = MARKS[node.answer === undefined ? 'unknown' : node.answer ? 'yes' : 'no'];
  if (node.kind === 'condition') {
    const saw = node.saw === undefined ? 'saw nothing: it was unknown' : `saw ${formatValue(node.saw)}`;
    return [`${indent}${mark} ${node.field} ${node.operator} ${argsInWords(node.args)}, ${saw}`];
  }
  if (node.children.length === 0) return [`${indent}${mark} no conditions`];
  return [`${indent}${mark} ${node.kind} of`, ...node.children.flatMap((child) => treeLines(child, `${indent}  `))];
}

function gateLine({ gate, says, reason, until, channels }: GateWord): string {
  if (says === 'pass') return `${MARKS.yes} ${gate}: ${channels.join(', ')}`;
  const later =
    until === undefined || reason?.includes(new Date(until).toISOString())
      ? ''
      : `, until ${new Date(until).toISOString()}`;
  return `${says === 'hold' ? MARKS.no : '…'} ${gate}: ${reason}${later}`;
}

function recordedLines({ recorded, decides }: SignalTriggerExplanation, zone: string): readonly string[] {
  const lines = recorded.map(({ at, step, ...more }) => {
    return `    ${localSecond(zone, at)} ${stepInWords({ ...more, what: step, trigger: '', provider: '' }, zone)}`;
  });
  return [
    '  recorded',
    ...(lines.length > 0 ? lines : ['    nothing: it did not match, or it was not live']),
    ...(decides === undefined ? [] : [`  decided again with what is live now: ${inLocalTime(zone, decides)}`]),
  ];
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > WIDEST_VALUE ? `${text.slice(0, WIDEST_VALUE - 1)}…` : text;
}
