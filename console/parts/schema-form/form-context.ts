import { createContext, useContext } from 'react';
import type { DocumentPath } from '../document/contract.ts';
import { isWithinPath, pathText } from '../document/path.ts';
import { createStore, type Store, useStored } from '../store.ts';
import type { Choice, Choices, FormProblem, FormTools, Input } from './contract.ts';

export const FormToolsContext = createContext<FormTools>({
  edit: () => undefined,
  replaceBlock: () => undefined,
  sourceOf: () => '',
  valueNow: () => undefined,
});
export const ChoicesContext = createContext<Choices>({});
/** The problems of the whole document; each part is told of its own. */
export const ProblemsContext = createContext<Store<readonly FormProblem[]>>(createStore<readonly FormProblem[]>([]));
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
  const here = pathText(path);
  return useStored(useContext(ProblemsContext), (problems) => {
    const found = problems.filter((one) => (whole ? isWithinPath(one.path, here) : one.path === here));
    return [...new Set(found.map(({ expected }) => expected))];
  });
}
