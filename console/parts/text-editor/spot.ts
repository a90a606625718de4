import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { DocumentPath } from '../document/contract.ts';

/** Where the cursor stands in a text: the path of what holds it, and whether a key or a value is being written. */
export interface TextCursor {
  readonly path: DocumentPath;
  readonly writes: 'key' | 'value';
  /** Where the word that is being written begins. */
  readonly from: number;
  /** Keys that the mapping has already. */
  readonly keys: readonly string[];
}

/**
 * Tells where in a document the cursor stands. The word that is being written is replaced by a mark, so that half a
 * word is read as a whole one.
 */
export function spotAt(text: string, at: number): TextCursor | undefined {
  const word = /[\w.*/-]*$/.exec(text.slice(0, at))?.[0] ?? '';
  const from = at - word.length;
  const rest = /^[\w.*/-]*/.exec(text.slice(at))?.[0] ?? '';
  const after = text.slice(at + rest.length);
  for (const mark of [MARK, `${MARK}: `]) {
    const document = parseDocument(text.slice(0, from) + mark + after, { logLevel: 'silent' });
    const found = find(document.contents, [], from);
    if (found) return { ...found, from };
  }
  return undefined;
}

const MARK = 'kairosCursor';

function find(node: unknown, path: DocumentPath, at: number): Omit<TextCursor, 'from'> | undefined {
  if (isMap(node)) {
    const keys = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
    for (const [i, pair] of (node.items as Pair<Node, Node | null>[]).entries()) {
      if (isMark(pair.key, at)) return { path, writes: 'key', keys: keys.filter((_, other) => other !== i) };
      const found = isMark(pair.value, at)
        ? ({ path: [...path, keys[i]!], writes: 'value', keys: [] } as const)
        : find(pair.value, [...path, keys[i]!], at);
      if (found) return found;
    }
  }
  if (isSeq(node)) {
    for (const [i, item] of node.items.entries()) {
      const found = isMark(item, at)
        ? ({ path: [...path, i], writes: 'value', keys: [] } as const)
        : find(item, [...path, i], at);
      if (found) return found;
    }
  }
  return undefined;
}

function isMark(node: unknown, at: number): boolean {
  return isScalar(node) && String(node.value).includes(MARK) && node.range?.[0] === at;
}
