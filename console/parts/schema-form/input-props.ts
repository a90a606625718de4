import type { ReactNode } from 'react';
import { createElement } from 'react';
import { pathText } from '../document/path.ts';
import { sayWithCode } from '../said-code.tsx';
import type { InputProps } from './contract.ts';
import { useProblems } from './form-context.ts';
import { Problems } from './problems.tsx';

/** What every control is given: its name, its hint, its size, and what is wrong with its part. */
export interface ControlProps {
  readonly label?: string;
  readonly description?: ReactNode;
  readonly 'aria-label'?: string;
  readonly size: 'xs' | 'sm';
  readonly error: ReactNode;
  /** Where its part stands in the document. */
  readonly 'data-path': string;
}

/** Names a control by its schema, and tells it the problems of its part. */
export function useControl({ schema, path, label, isInline = false }: InputProps): ControlProps {
  const problems = useProblems(path, true);
  const name = label ?? schema.title;
  return {
    ...(isInline ? name !== undefined && { 'aria-label': name } : name !== undefined && { label: name }),
    ...(!isInline && schema.description !== undefined && { description: sayWithCode(schema.description) }),
    'data-path': pathText(path),
    size: isInline ? 'xs' : 'sm',
    error: problems.length > 0 ? createElement(Problems, { problems }) : undefined,
  };
}
