import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import { withKeys } from './with-keys.ts';

/** A text of the catalog, in which what stands between backticks is code. */
export function sayWithCode(text: string): ReactNode {
  const parts = text.split('`');
  // A lone backtick is a letter.
  if (parts.length < 3 || parts.length % 2 === 0) return text;
  return withKeys(parts).map(([key, part], i) => (i % 2 === 1 ? <Code key={key}>{part}</Code> : part));
}
