import { replaceEqualDeep } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef } from 'react';
import { isCollection } from 'yaml';
import type { DocumentPath, ReadText } from '../document/contract.ts';
import { editTextBy } from '../document/edit-text.ts';
import { blocksOf, readText } from '../document/read-text.ts';
import { splice } from '../document/spots.ts';
import type { FormTools } from './contract.ts';

/** A text as a form sees it. */
export interface ShownDocument {
  readonly unreadable: ReadText['unreadable'];
  /** What it says; a part that did not change is the same object as before. */
  readonly value: unknown;
}

/**
 * Reads a draft for a form. The form follows the keys a moment later where it is large, so that typing is never held
 * up.
 */
export function useShownDocument(text: string): ShownDocument {
  const read = readText(useDeferredValue(text));
  const before = useRef<ShownDocument>(NOTHING);
  return useMemo(() => {
    const { value, unreadable } = read;
    before.current = replaceEqualDeep(before.current, { value, unreadable });
    return before.current;
  }, [read]);
}

const NOTHING: ShownDocument = { value: undefined, unreadable: [] };

/** The text of a document as it is when it is asked, and how it is changed. */
export interface TextHolder {
  textNow(): string;
  setText(text: string): void;
}

/** Makes what the inputs of a form change a document with. */
export function createFormTools({ textNow, setText }: TextHolder): FormTools {
  const change = (next: string) => {
    if (next !== textNow()) setText(next);
  };
  return {
    edit: (...edits) => change(editTextBy(textNow(), edits)),
    replaceBlock(key, by) {
      const block = blocksOf(textNow()).find((one) => one.key === key);
      if (block) change(splice(textNow(), block.from, block.to, by));
    },
    sourceOf: (path) => sourceIn(textNow(), path),
    valueNow: () => readText(textNow()).value,
  };
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
