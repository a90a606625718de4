import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { EstimateAnswer, TriggerExplanation } from '../../../engine/api/contract.ts';
import { type AllFacts, type ConditionFacts, FactsContext } from '../../parts/conditions/conditions-context.ts';
import { NestedConditions } from '../../parts/conditions/conditions-tree.tsx';
import { NestedTest } from '../../parts/conditions/tests-of.tsx';
import { recordOf } from '../../parts/definitions.ts';
import { readText } from '../../parts/document/read-text.ts';
import type { Choices, FormTools } from '../../parts/schema-form/contract.ts';
import { FormProvider } from '../../parts/schema-form/form-provider.tsx';
import { createStore } from '../../parts/store.ts';
import { explainQuery } from '../../queries/customers.ts';
import { useSettledText } from '../../queries/drafts.ts';
import { ESTIMATE_AFTER_MS, useEstimate } from '../../queries/estimate.ts';
import { useChosenCustomer } from './build-customer.tsx';
import { answersIn } from './customer-answers.ts';
import { type Checked, useDraftProblems } from './use-draft-report.ts';

const INPUTS = { condition: NestedConditions, test: NestedTest };

/** Gives a form what is wrong with the draft. */
export function CheckedForm({
  tools,
  choices,
  children,
  ...checked
}: Checked & { readonly tools: FormTools; readonly choices: Choices; readonly children: ReactNode }) {
  return (
    <FormProvider tools={tools} choices={choices} problems={useDraftProblems(checked)} inputs={INPUTS}>
      {children}
    </FormProvider>
  );
}

/** Gives the conditions what is known of them: their answers of the last 24 hours, and the one for a customer. */
export function KnownConditions({
  name,
  draft,
  mayWrite,
  isLive,
  children,
}: Checked & { readonly isLive: boolean; readonly children: ReactNode }) {
  const text = useSettledText(draft, ESTIMATE_AFTER_MS);
  const estimate = useEstimate(name, mayWrite ? text : '');
  const customer = useChosenCustomer();
  const explained = useQuery({ ...explainQuery(customer, name), enabled: customer !== '' && isLive });
  const answers = explained.data?.triggers[0]?.when;
  const facts = useMemo(
    () => factsOf(estimate.data?.conditions ?? [], answers && recordOf(readText(text).value).when, answers),
    [estimate.data, text, answers],
  );
  const [store] = useState(() => createStore<AllFacts>(facts));
  useEffect(() => store.set(facts), [store, facts]);
  return <FactsContext value={store}>{children}</FactsContext>;
}

function factsOf(
  conditions: EstimateAnswer['conditions'],
  when: unknown,
  explained: TriggerExplanation['when'] | undefined,
): AllFacts {
  const facts = new Map<string, ConditionFacts>(explained ? answersIn(when, explained) : []);
  for (const { path, ...counts } of conditions) facts.set(path, { ...facts.get(path), counts });
  return facts;
}
