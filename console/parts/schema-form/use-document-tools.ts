import { replaceEqualDeep } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef } from 'react';
import { isCollection } from 'yaml';
import type { DocumentPath, ReadText } from '../document/contract.ts';
import { editTextBy } from '../document/edit-text.ts';
import { readText } from '../document/read-text.ts';
import type { FormTools } from './contract.ts';

/** A text as a form sees it: what it says, and how it is changed. */
export interface DocumentTools {
  readonly read: ReadText;
  /** What it says; a part that did not change is the same object as before. */
  readonly value: unknown;
  readonly tools: FormTools;
}

/**
 * Reads a draft for a form. The form follows the keys a moment later where it is large, so that typing is never held
 * up.
 */
export function useDocumentTools(text: string, setText: (text: string) => void): DocumentTools {
  const latest = useRef(text);
  latest.current = text;
  const set = useRef(setText);
  set.current = setText;
  const shown = useDeferredValue(text);
  const read = readText(shown);
  const before = useRef<unknown>(undefined);
  const value = useMemo(() => {
    before.current = replaceEqualDeep(before.current, read.value);
    return before.current;
  }, [read]);
  const change = useRef((next: string) => {
    if (next === latest.current) return;
    latest.current = next;
    set.current(next);
  }).current;
  const tools = useMemo(
    (): FormTools => ({
      edit: (...edits) => change(editTextBy(latest.current, edits)),
      replace: (from, to, by) => change(latest.current.slice(0, from) + by + latest.current.slice(to)),
      sourceOf: (path) => sourceIn(latest.current, path),
      valueNow: () => readText(latest.current).value,
    }),
    [change],
  );
  return { read, value, tools };
}

/** The text of a part, moved to the left margin. */
function sourceIn(text: string, path: DocumentPath): string {
  const node: unknown = readText(text).document?.getIn(path, true);
  const range = (node as { readonly range?: readonly [number, number, number] } | undefined)?.range;
  if (!range) return '';
  const from = isCollection(node) && !node.flow ? text.lastIndexOf('\n', range[0] - 1) + 1 : range[0];
  const source = text.slice(range[0], range[1]).trimEnd();
  const margin = range[0] - from;
  return source
    .split('\n')
    .map((line, i) => (i === 0 ? line : line.slice(Math.min(margin, line.length - line.trimStart().length))))
    .join('\n');
}
