import { type Document, isCollection, isMap, isScalar, isSeq, type Node, parse, stringify } from 'yaml';
import type { DocumentPath } from './contract.ts';
import { rankOf } from './edit-value.ts';
import {
  afterMark,
  endOf,
  lineEnd,
  marginOf,
  NoSplice,
  type Spot,
  splice,
  spotsAlong,
  spotsIn,
  startOf,
} from './spots.ts';
import { flowText, itemText, linesText, scalarText, valueText } from './write-value.ts';

/** Puts a value at a path by changing only the characters that say it. Throws NoSplice where that cannot be done. */
export function spliceSet(
  text: string,
  document: Document.Parsed,
  path: DocumentPath,
  value: unknown,
  order?: readonly string[],
): string {
  const spots = spotsAlong(document, path);
  const last = spots.at(-1);
  if (spots.length === path.length) return replaceValue(text, last!, value);
  const [step, ...rest] = path.slice(spots.length) as [string | number, ...DocumentPath];
  const wanted = rest.reduceRight(
    (inner: unknown, one) => (typeof one === 'number' ? [inner] : { [one]: inner }),
    value,
  );
  const holder = last ? last.value : (document.contents ?? undefined);
  if (!isCollection(holder) || (isMap(holder) && typeof step === 'number')) {
    if (!last) throw new NoSplice();
    return replaceValue(text, last, typeof step === 'number' ? [wanted] : { [step]: wanted });
  }
  const isFlow = last?.isFlow === true || holder.flow === true;
  if (isSeq(holder)) return append(text, spotsIn(holder, isFlow), holder, wanted);
  if (!isMap(holder) || typeof step === 'number') throw new NoSplice();
  const members = spotsIn(holder, isFlow);
  const keys = members.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  return insert(text, members, holder, step, wanted, rankOf(step, keys, rest.length === 0 ? order : undefined));
}

/** Puts a text that a person wrote at a path. */
export function spliceSource(text: string, document: Document.Parsed, path: DocumentPath, source: string): string {
  const spots = spotsAlong(document, path);
  const spot = spots.at(-1);
  if (!spot || spots.length !== path.length) return spliceSet(text, document, path, parse(source));
  const trimmed = source.replace(/^\s*\n/, '').trimEnd();
  const value: unknown = parse(source);
  const isShort =
    !trimmed.includes('\n') && (typeof value !== 'object' || value === null || /^[[{]/.test(trimmed.trim()));
  if (isShort) return replaceText(text, spot, trimmed.trim());
  if (spot.isFlow) throw new NoSplice();
  const { column } = marginOf(text, startOf(text, spot));
  const margin = ' '.repeat(column + 2);
  const lines = trimmed.split('\n').map((line) => (line === '' ? '' : margin + line));
  return replaceLines(text, spot, lines.join('\n'));
}

function replaceValue(text: string, spot: Spot, value: unknown): string {
  if (spot.isFlow || isPlain(value)) return replaceText(text, spot, inStyleOf(spot.value, value));
  const { column } = marginOf(text, startOf(text, spot));
  if (typeof value === 'string') {
    const [first, ...lines] = stringify(value, { lineWidth: 0 }).trimEnd().split('\n');
    const margin = ' '.repeat(column);
    return replaceText(text, spot, [first, ...lines.map((line) => (line === '' ? '' : margin + line))].join('\n'));
  }
  const written = spot.key ? valueText(value, column) : itemText(value, column);
  if (!written.startsWith('\n')) return replaceText(text, spot, written.trim());
  return replaceLines(text, spot, written.slice(1));
}

/** Whether a value is written on one line. */
function isPlain(value: unknown): boolean {
  return typeof value === 'string' ? !value.includes('\n') : typeof value !== 'object' || value === null;
}

/** A scalar keeps the quotes that the one before it had, unless they only said that there was none. */
function inStyleOf(before: Node | undefined, value: unknown): string {
  if (typeof value === 'string' && isScalar(before) && before.value !== '' && !value.includes('\n')) {
    if (before.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
    if (before.type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  }
  return typeof value === 'object' && value !== null ? flowText(value) : scalarText(value);
}

/** Puts a text on the line of the entry's key or dash. */
function replaceText(text: string, spot: Spot, by: string): string {
  const { value } = spot;
  refuseMarks(value);
  if (spot.isFlow) {
    if (!value?.range) throw new NoSplice();
    const isEmpty = value.range[0] === value.range[1];
    return splice(text, value.range[0], value.range[1], isEmpty ? ` ${by}` : by);
  }
  const after = afterMark(text, spot);
  const end = endOf(text, spot);
  const start = Math.max(after, value?.range?.[0] ?? after);
  const gap = text.slice(after, start);
  if (end > start && !gap.includes('\n')) return splice(text, start, end, by);
  return splice(text, after, Math.max(end, after), ` ${by}${gap.includes('#') ? gap.trimEnd() : ''}`);
}

/** Puts lines below the line of the entry's key or dash. */
function replaceLines(text: string, spot: Spot, lines: string): string {
  const { value } = spot;
  refuseMarks(value);
  const after = afterMark(text, spot);
  const end = Math.max(after, endOf(text, spot));
  const gap = text.slice(after, Math.max(after, value?.range?.[0] ?? after));
  return splice(text, after, end, `${gap.includes('#') ? gap.trimEnd() : ''}\n${lines}`);
}

/** Anchors and tags belong to a value and stand before it: such text is written anew by the library. */
function refuseMarks(value: Node | undefined): void {
  if (value && ('anchor' in value || 'tag' in value) && ((value as { anchor?: string }).anchor || value.tag)) {
    throw new NoSplice();
  }
}

function insert(
  text: string,
  members: readonly Spot[],
  holder: Node,
  key: string,
  value: unknown,
  rank: number,
): string {
  const [from, to] = holder.range!;
  const isFlow = members[0]?.isFlow ?? true;
  const before = members[rank - 1];
  const next = members[rank];
  if (isFlow) {
    const pair = `${scalarText(key)}: ${flowText(value)}`;
    if (before) return splice(text, endOf(text, before), endOf(text, before), `, ${pair}`);
    if (next) return splice(text, startOf(text, next), startOf(text, next), `${pair}, `);
    return splice(text, from, to, `{ ${pair} }`);
  }
  const { column } = marginOf(text, startOf(text, members[0]!));
  const pair = linesText({ [key]: value }, column);
  if (before) {
    const end = lineEnd(text, endOf(text, before));
    return splice(text, end, end, `\n${pair}`);
  }
  const start = startOf(text, next!);
  return splice(text, start, start, `${pair.trimStart()}\n${' '.repeat(column)}`);
}

function append(text: string, items: readonly Spot[], holder: Node, value: unknown): string {
  const last = items.at(-1);
  if (!last) return splice(text, holder.range![0], holder.range![1], `[${flowText(value)}]`);
  const end = endOf(text, last);
  if (last.isFlow) return splice(text, end, end, `, ${flowText(value)}`);
  const { column } = marginOf(text, startOf(text, last));
  return splice(text, lineEnd(text, end), lineEnd(text, end), `\n${' '.repeat(column)}-${itemText(value, column)}`);
}
