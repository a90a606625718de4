import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { DocumentPath } from './contract.ts';

type Collection = YAMLMap | YAMLSeq;

/** An entry of a mapping or a list in a text: where it is held, its key where it has one, and its value. */
export interface Spot {
  readonly holder: Collection;
  readonly index: number;
  readonly key: Node | undefined;
  readonly value: Node | undefined;
  /** It stands inside brackets, where lines and indentation mean nothing. */
  readonly isFlow: boolean;
}

/** The entries along a path, the outermost first, as far as they exist. */
export function spotsAlong(document: Document.Parsed, path: DocumentPath): readonly Spot[] {
  const spots: Spot[] = [];
  let node: unknown = document.contents;
  let isFlow = false;
  for (const step of path) {
    if (!isCollection(node)) break;
    isFlow ||= node.flow === true;
    const index = indexOf(node as Collection, step);
    if (index < 0) break;
    const spot = spotOf(node as Collection, index, isFlow);
    spots.push(spot);
    node = spot.value;
  }
  return spots;
}

/** All entries of a mapping or list. */
export function spotsIn(holder: Collection, isFlow: boolean): readonly Spot[] {
  return holder.items.map((_, index) => spotOf(holder, index, isFlow || holder.flow === true));
}

function spotOf(holder: Collection, index: number, isFlow: boolean): Spot {
  const item = holder.items[index];
  if (isSeq(holder)) return { holder, index, key: undefined, value: item as Node | undefined, isFlow };
  const { key, value } = item as Pair<Node, Node | null>;
  return { holder, index, key, value: value ?? undefined, isFlow };
}

function indexOf(holder: Collection, step: string | number): number {
  if (isSeq(holder)) return typeof step === 'number' && step < holder.items.length ? step : -1;
  return holder.items.findIndex(
    (pair) => isMap(holder) && isScalar(pair.key) && String(pair.key.value) === String(step),
  );
}

/** Where an entry begins: at its key, or its dash. Throws where that cannot be told. */
export function startOf(text: string, { key, value, isFlow }: Spot): number {
  const node = key ?? value;
  if (!node?.range) throw new NoSplice();
  if (key || isFlow) return node.range[0];
  const dash = text.lastIndexOf('-', node.range[0] - 1);
  if (dash < 0 || text.slice(dash + 1, node.range[0]).trim() !== '') throw new NoSplice();
  return dash;
}

/** Where the value of an entry may begin: behind its colon, or its dash. */
export function afterMark(text: string, spot: Spot): number {
  if (!spot.key) return startOf(text, spot) + 1;
  const colon = text.indexOf(':', spot.key.range![1]);
  if (colon < 0 || text.slice(spot.key.range![1], colon).trim() !== '') throw new NoSplice();
  return colon + 1;
}

/** Where the content of an entry ends, without the comment and the line break behind it. */
export function endOf(text: string, spot: Spot): number {
  const { value } = spot;
  if (!value?.range || (isScalar(value) && value.range[0] === value.range[1]))
    return spot.isFlow ? (spot.value ?? spot.key)!.range![1] : afterMark(text, spot);
  if (isCollection(value) && value.flow !== true && value.items.length > 0)
    return endOf(text, spotOf(value as Collection, value.items.length - 1, false));
  const end = value.range[1];
  return end - (text.slice(value.range[0], end).length - text.slice(value.range[0], end).trimEnd().length);
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** How far an entry is indented; `isAlone`: nothing stands before it on its line. */
export function marginOf(text: string, start: number): { readonly column: number; readonly isAlone: boolean } {
  const from = lineStart(text, start);
  return { column: start - from, isAlone: text.slice(from, start).trim() === '' };
}

export function splice(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** The text is written in a way that is not changed by cutting and pasting. */
export class NoSplice extends Error {
  override readonly name = 'NoSplice';
}
