import './schema-form.css';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createStore } from '../store.ts';
import type { Choices, FormProblem, FormTools, Input } from './contract.ts';
import { ChoicesContext, FormToolsContext, InputsContext, ProblemsContext } from './form-context.ts';
import { DrawContext } from './member-input.tsx';
import { SchemaInput } from './schema-input.tsx';

/** A form: all inputs below it edit one document. */
export function FormProvider({
  tools,
  choices,
  problems,
  inputs,
  children,
}: {
  readonly tools: FormTools;
  readonly choices: Choices;
  readonly problems: readonly FormProblem[];
  /** Inputs of other parts, by kind. */
  readonly inputs: Readonly<Record<string, Input>>;
  readonly children: ReactNode;
}) {
  const [store] = useState(() => createStore(problems));
  useLayoutEffect(() => store.set(problems), [store, problems]);
  return (
    <FormToolsContext value={tools}>
      <ChoicesContext value={choices}>
        <ProblemsContext value={store}>
          <InputsContext value={inputs}>
            <DrawContext value={SchemaInput}>{children}</DrawContext>
          </InputsContext>
        </ProblemsContext>
      </ChoicesContext>
    </FormToolsContext>
  );
}
