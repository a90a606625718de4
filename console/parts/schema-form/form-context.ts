import { createContext, useContext, useMemo } from 'react';
import type { DocumentPath } from '../document/contract.ts';
import { isWithinPath, pathText } from '../document/path.ts';
import type { Choice, Choices, FormProblem, FormTools, Input } from './contract.ts';

export const FormToolsContext = createContext<FormTools>({
  edit: () => undefined,
  replace: () => undefined,
  sourceOf: () => '',
  valueNow: () => undefined,
});
export const ChoicesContext = createContext<Choices>({});
export const ProblemsContext = createContext<readonly FormProblem[]>([]);
/** Inputs of other parts, by kind: a tree of conditions, a test. */
export const InputsContext = createContext<Readonly<Record<string, Input>>>({});

/** Changes the document that the form is of. */
export function useFormTools(): FormTools {
  return useContext(FormToolsContext);
}

const NONE: readonly Choice[] = [];

/** What there is to choose from for this kind of argument. */
export function useChoices(kind: string): readonly Choice[] {
  return useContext(ChoicesContext)[kind] ?? NONE;
}

/** The problems of a part; `whole`: also those of what it holds, as it draws that itself. */
export function useProblems(path: DocumentPath, whole: boolean): readonly string[] {
  const problems = useContext(ProblemsContext);
  const here = pathText(path);
  return useMemo(() => {
    const found = problems.filter((one) => (whole ? isWithinPath(one.path, here) : one.path === here));
    return [...new Set(found.map(({ expected }) => expected))];
  }, [problems, here, whole]);
}
