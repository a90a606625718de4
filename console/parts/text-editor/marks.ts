import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { readText } from '../document/read-text.ts';
import type { FormProblem } from '../schema-form/contract.ts';

/** A stretch of a text with what is wrong there. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly said: string;
}

/** Where in a text its problems stand: of each the smallest part that is there, on its first line. */
export function marksOf(text: string, problems: readonly FormProblem[]): readonly Mark[] {
  const read = readText(text);
  const faults = read.unreadable.map(({ from, to, said }) => ({ ...oneLine(text, from, to), said }));
  // A whole text is parsed for its problems' places alone.
  const document = problems.length > 0 ? read.document : undefined;
  if (!document) return faults;
  return problems.map(({ path, expected }) => {
    const [from, to] = rangeOf(document.contents, path) ?? [0, text.length];
    return { ...oneLine(text, from, to), said: expected };
  });
}

/**
 * The range of the deepest part along a path as the engine writes it. Keys may hold dots, so the keys that there are
 * tell.
 */
function rangeOf(node: unknown, path: string): readonly [number, number] | undefined {
  const here = (node as Node | null | undefined)?.range;
  const own = here ? ([here[0], here[1]] as const) : undefined;
  if (path === '') return own;
  if (isMap(node)) {
    const pairs = node.items as Pair<Node, Node | null>[];
    const fitting = pairs
      .filter(({ key }) => isScalar(key) && isPrefix(String(key.value), path))
      .sort(
        (a, b) =>
          String((b.key as { value?: unknown }).value).length - String((a.key as { value?: unknown }).value).length,
      );
    const [pair] = fitting;
    if (pair && isScalar(pair.key)) {
      const rest = path.slice(String(pair.key.value).length).replace(/^\./, '');
      const range = pair.key.range!;
      const inside = rest === '' ? undefined : rangeOf(pair.value, rest);
      return inside ?? [range[0], pair.value?.range?.[1] ?? range[1]];
    }
  }
  const index = /^\[(\d+)\]\.?/.exec(path);
  if (isSeq(node) && index) return rangeOf(node.items[Number(index[1])], path.slice(index[0].length)) ?? own;
  return own;
}

function isPrefix(key: string, path: string): boolean {
  const next = path[key.length];
  return path.startsWith(key) && (next === undefined || next === '.' || next === '[');
}

function oneLine(text: string, from: number, to: number): { readonly from: number; readonly to: number } {
  const end = text.indexOf('\n', from);
  return { from, to: Math.max(from, Math.min(to, end < 0 ? text.length : end)) };
}
