import './build.css';
import { Box, Grid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Catalog, EstimateAnswer, TriggerExplanation } from '../../../engine/api/contract.ts';
import { CatalogContext, type ConditionFacts, FactsContext } from '../../parts/conditions/conditions-context.ts';
import { NestedConditions } from '../../parts/conditions/conditions-tree.tsx';
import { NestedTest } from '../../parts/conditions/tests-of.tsx';
import { recordOf } from '../../parts/definitions.ts';
import { Estimate } from '../../parts/estimate.tsx';
import { FourStates, Loading } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { FormProvider } from '../../parts/schema-form/form-provider.tsx';
import { SchemaInput } from '../../parts/schema-form/schema-input.tsx';
import { useDocumentTools } from '../../parts/schema-form/use-document-tools.ts';
import { TriggerSentence } from '../../parts/sentence/trigger-sentence.tsx';
import { useTextLanguage } from '../../parts/text-editor/use-text-language.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useView, ViewButtons } from '../../parts/view-buttons.tsx';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import { checkQuery } from '../../queries/check.ts';
import { explainQuery } from '../../queries/customers.ts';
import { type Draft, useDraft } from '../../queries/drafts.ts';
import { useEstimate } from '../../queries/estimate.ts';
import { sessionQuery } from '../../queries/session.ts';
import { BuildCustomer, useChosenCustomer } from './build-customer.tsx';
import { BuildFindings } from './build-findings.tsx';
import { BuildForm, SummaryField } from './build-form.tsx';
import { answersIn } from './customer-answers.ts';

const TextEditor = lazy(() => import('../../parts/text-editor/text-editor.tsx'));
const INPUTS = { condition: NestedConditions, test: NestedTest };

const TAGS = ['tags'];

/** A draft is checked so long after the last key. */
const CHECK_AFTER_MS = 300;

/** One trigger, to be built: as a form and as text, both of one draft, with what is wrong at its place. */
export function Build({ name }: { readonly name: string }) {
  const { language } = useLanguage();
  const draft = useDraft('trigger', name);
  const catalog = useQuery(catalogQuery(language));
  const schemas = useQuery(schemasQuery(language));
  return (
    <FourStates query={catalog}>
      {(words) => (
        <FourStates query={schemas}>
          {({ trigger }) => <Builder name={name} draft={draft} catalog={words} schema={trigger as Schema} />}
        </FourStates>
      )}
    </FourStates>
  );
}

interface BuilderProps {
  readonly name: string;
  readonly draft: Draft;
  readonly catalog: Catalog;
  readonly schema: Schema;
}

function Builder({ name, draft, catalog, schema }: BuilderProps) {
  const { wordProblems } = useEngineWords();
  const changes = useTranslations('changes');
  const { data: session } = useQuery(sessionQuery);
  const mayWrite = session?.may.includes('write') ?? false;
  const language = useTextLanguage(catalog, schema);
  const { index, choices } = language;
  const { read, value, tools } = useDocumentTools(draft.text, draft.setText);
  const [settled] = useDebouncedValue(draft.text, CHECK_AFTER_MS);
  const { data: report } = useQuery(checkQuery('trigger', name, settled, mayWrite));
  const problems = useMemo(
    () => wordProblems((report?.problems ?? []).filter(({ source }) => source.includes(name))),
    [report, name, wordProblems],
  );
  const estimate = useEstimate(name, mayWrite ? draft.text : '');
  const customer = useChosenCustomer();
  const isLive = draft.stored !== undefined;
  const explained = useQuery({ ...explainQuery(customer, name), enabled: customer !== '' && isLive });
  const { summary, tags, when } = recordOf(value);
  const answers = explained.data?.triggers[0]?.when;
  // Without a customer's answers no key changes what is known of the conditions: none of them is drawn again.
  const asked = answers && when;
  const facts = useMemo(
    () => factsOf(estimate.data?.conditions ?? [], asked, answers),
    [estimate.data, asked, answers],
  );
  const view = useView();
  return (
    <CatalogContext value={index}>
      <FactsContext value={facts}>
        <FormProvider tools={tools} choices={choices} problems={problems} inputs={INPUTS}>
          {session && !mayWrite && <Text c="dimmed">{changes('mayNotWrite')}</Text>}
          <TriggerSentence value={value} index={index} choices={choices} />
          <Box mb="sm">
            <ViewButtons />
          </Box>
          <Grid gap="md">
            {view !== 'text' && (
              <Grid.Col span={{ base: 12, md: view === 'both' ? 7 : 8 }}>
                <fieldset className="plain-fieldset" disabled={!mayWrite}>
                  <Stack gap="md">
                    <SummaryField value={summary} />
                    <SchemaInput
                      schema={schema.properties?.tags ?? {}}
                      value={tags}
                      path={TAGS}
                      label={schema.properties?.tags?.title ?? TAGS[0]!}
                    />
                    <BuildForm value={value} unreadable={read.unreadable} schema={schema} />
                  </Stack>
                </fieldset>
              </Grid.Col>
            )}
            <Grid.Col span={{ base: 12, md: view === 'form' ? 4 : view === 'both' ? 5 : 12 }}>
              <Stack gap="md" className="build-side">
                {view !== 'form' && (
                  <Suspense fallback={<Loading />}>
                    <TextEditor
                      text={draft.text}
                      setText={draft.setText}
                      problems={problems}
                      language={language}
                      label={changes('text')}
                      isReadOnly={!mayWrite}
                    />
                  </Suspense>
                )}
                <BuildFindings report={report} />
                <BuildCustomer name={name} isLive={isLive} />
                {mayWrite && <Estimate name={name} text={draft.text} />}
              </Stack>
            </Grid.Col>
          </Grid>
        </FormProvider>
      </FactsContext>
    </CatalogContext>
  );
}

/** What is known of each condition: its answers of the last 24 hours, and the one for the chosen customer. */
function factsOf(
  conditions: EstimateAnswer['conditions'],
  when: unknown,
  explained: TriggerExplanation['when'] | undefined,
): ReadonlyMap<string, ConditionFacts> {
  const facts = new Map<string, ConditionFacts>(explained ? answersIn(when, explained) : []);
  for (const { path, ...counts } of conditions) facts.set(path, { ...facts.get(path), counts });
  return facts;
}
