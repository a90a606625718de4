import { type Document, isMap, isScalar, isSeq } from 'yaml';
import type { DocumentPath } from './contract.ts';
import { spliceSet } from './splice-value.ts';
import {
  endOf,
  lineEnd,
  lineStart,
  marginOf,
  NoSplice,
  type Spot,
  splice,
  spotsAlong,
  spotsIn,
  startOf,
} from './spots.ts';
import { scalarText } from './write-value.ts';

/** Takes an entry away with its line. */
export function spliceRemove(text: string, document: Document.Parsed, path: DocumentPath): string {
  const spot = spotAt(document, path);
  const { holder, index, isFlow } = spot;
  const members = spotsIn(holder, isFlow);
  if (members.length === 1) {
    if (path.length === 1) throw new NoSplice();
    return spliceSet(text, document, path.slice(0, -1), isSeq(holder) ? [] : {});
  }
  const start = startOf(text, spot);
  const end = endOf(text, spot);
  if (isFlow) {
    if (index > 0) return splice(text, endOf(text, members[index - 1]!), end, '');
    return splice(text, start, startOf(text, members[1]!), '');
  }
  if (marginOf(text, start).isAlone) {
    return splice(text, lineStart(text, start), Math.min(text.length, lineEnd(text, end) + 1), '');
  }
  if (index > 0) throw new NoSplice();
  return splice(text, start, startOf(text, members[1]!), '');
}

/** Gives an entry another key. */
export function spliceRename(text: string, document: Document.Parsed, path: DocumentPath, key: string): string {
  const { key: node } = spotAt(document, path);
  if (!isScalar(node)) throw new NoSplice();
  return splice(text, node.range![0], node.range![1], scalarText(key));
}

/** Moves an entry of a list, with the comments above it. */
export function spliceMove(text: string, document: Document.Parsed, path: DocumentPath, to: number): string {
  const spot = spotAt(document, path);
  const items = spotsIn(spot.holder, spot.isFlow);
  const spans = spot.isFlow
    ? items.map((item) => [startOf(text, item), endOf(text, item)] as const)
    : chunksOf(text, items);
  const sources = spans.map(([from, end]) => text.slice(from, end));
  const order = spans.map((_, i) => i).toSpliced(spot.index, 1);
  order.splice(to, 0, spot.index);
  return spans.reduceRight((all, [from, end], i) => splice(all, from, end, sources[order[i]!]!), text);
}

/** Makes of an entry of a list, `x`, the mapping `key: [x]`. */
export function spliceWrap(text: string, document: Document.Parsed, path: DocumentPath, key: string): string {
  const spot = spotAt(document, path);
  const start = startOf(text, spot);
  const end = endOf(text, spot);
  if (spot.isFlow) return splice(text, start, end, `{ ${key}: [${text.slice(start, end)}] }`);
  const { column, isAlone } = marginOf(text, start);
  if (!isAlone || spot.key) throw new NoSplice();
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  return splice(text, from, to, `${' '.repeat(column)}- ${key}:\n${shift(text.slice(from, to), 4)}`);
}

/** Puts the members of an entry of a list, `key: [x, y]`, in its place. */
export function spliceUnwrap(text: string, document: Document.Parsed, path: DocumentPath): string {
  const spot = spotAt(document, path);
  const group = isMap(spot.value) ? spotsIn(spot.value, spot.isFlow) : [];
  const list = group[0]?.value;
  if (group.length !== 1 || !isSeq(list) || list.items.length === 0) throw new NoSplice();
  const members = spotsIn(list, group[0]!.isFlow);
  const start = startOf(text, spot);
  const end = endOf(text, spot);
  const sourcesOf = () => members.map((one) => text.slice(startOf(text, one), endOf(text, one)));
  if (spot.isFlow) return splice(text, start, end, sourcesOf().join(', '));
  const { column, isAlone } = marginOf(text, start);
  if (!isAlone) throw new NoSplice();
  const margin = ' '.repeat(column);
  if (members[0]!.isFlow) {
    return splice(
      text,
      start,
      end,
      sourcesOf()
        .map((source) => `- ${source}`)
        .join(`\n${margin}`),
    );
  }
  const chunks = chunksOf(text, members);
  const inner = text.slice(chunks[0]![0], lineEnd(text, end));
  const deeper = marginOf(text, startOf(text, members[0]!)).column - column;
  return splice(text, lineStart(text, start), lineEnd(text, end), shift(inner, -deeper));
}

/** Makes of a mapping the mapping `key: [ … ]` with an entry for each of its own. */
export function spliceGather(text: string, document: Document.Parsed, path: DocumentPath, key: string): string {
  const spots = spotsAlong(document, path);
  const spot = spots.at(-1);
  const holder = spot ? spot.value : document.contents;
  if (spots.length !== path.length || !isMap(holder)) throw new NoSplice();
  const members = spotsIn(holder, spot?.isFlow ?? false);
  const [first] = members;
  if (!first) throw new NoSplice();
  if (first.isFlow) {
    const sources = members.map((one) => `{ ${text.slice(startOf(text, one), endOf(text, one))} }`);
    return splice(text, holder.range![0], holder.range![1], `{ ${key}: [${sources.join(', ')}] }`);
  }
  const chunks = chunksOf(text, members);
  const { column } = marginOf(text, startOf(text, first));
  const lines = members.map((one, i) => {
    const [from, to] = chunks[i]!;
    const start = startOf(text, one);
    const above = shift(text.slice(from, lineStart(text, start)), 2);
    return `${above}${' '.repeat(column + 2)}- ${shift(text.slice(start, to), 4).trimStart()}`;
  });
  return splice(text, chunks[0]![0], chunks.at(-1)![1], `${' '.repeat(column)}${key}:\n${lines.join('')}`);
}

function spotAt(document: Document.Parsed, path: DocumentPath): Spot {
  const spots = spotsAlong(document, path);
  if (spots.length !== path.length || path.length === 0) throw new NoSplice();
  return spots.at(-1)!;
}

/**
 * The whole lines of each entry, with the comments above it. Throws where an entry shares its line with another thing.
 */
function chunksOf(text: string, members: readonly Spot[]): readonly (readonly [from: number, to: number])[] {
  const ends = members.map((one) => lineEnd(text, endOf(text, one)) + 1);
  if (ends.at(-1)! > text.length || members.some((one) => !marginOf(text, startOf(text, one)).isAlone)) {
    throw new NoSplice();
  }
  let from = lineStart(text, startOf(text, members[0]!));
  while (
    from > 0 &&
    text
      .slice(lineStart(text, from - 1), from)
      .trim()
      .startsWith('#')
  )
    from = lineStart(text, from - 1);
  return ends.map((to, i) => [i === 0 ? from : ends[i - 1]!, to]);
}

/** Moves lines to the right, or to the left. */
function shift(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) =>
      line.trim() === ''
        ? line
        : by > 0
          ? ' '.repeat(by) + line
          : line.slice(Math.min(-by, line.length - line.trimStart().length)),
    )
    .join('\n');
}
