import './build.css';
import { Button, Grid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { EstimateAnswer, TriggerExplanation } from '../../../engine/api/contract.ts';
import { indexCatalog } from '../../parts/conditions/catalog-index.ts';
import { CatalogContext, type ConditionFacts, FactsContext } from '../../parts/conditions/conditions-context.ts';
import { NestedConditions } from '../../parts/conditions/conditions-tree.tsx';
import { NestedTest } from '../../parts/conditions/tests-of.tsx';
import { type AnyDocument, recordOf } from '../../parts/definitions.ts';
import { Estimate } from '../../parts/estimate.tsx';
import { FourStates, Loading } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { FormProvider } from '../../parts/schema-form/form-provider.tsx';
import { TriggerSentence } from '../../parts/sentence/trigger-sentence.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import { checkQuery } from '../../queries/check.ts';
import { explainQuery } from '../../queries/customers.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { type Draft, useDraft } from '../../queries/drafts.ts';
import { useEstimate } from '../../queries/estimate.ts';
import { resultQuery } from '../../queries/results.ts';
import { sessionQuery } from '../../queries/session.ts';
import { choicesFor, readSeenEvents } from './build-choices.ts';
import { BuildCustomer, useChosenCustomer } from './build-customer.tsx';
import { BuildFindings } from './build-findings.tsx';
import { BuildForm, SummaryField } from './build-form.tsx';
import { answersIn } from './customer-answers.ts';
import { useDocumentTools } from './use-document-tools.ts';

const TextEditor = lazy(() => import('../../parts/text-editor/text-editor.tsx'));
const INPUTS = { condition: NestedConditions, test: NestedTest };

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
  readonly catalog: Parameters<typeof indexCatalog>[0] & object;
  readonly schema: Schema;
}

function Builder({ name, draft, catalog, schema }: BuilderProps) {
  const { wordProblems } = useEngineWords();
  const t = useTranslations('triggers');
  const { data: session } = useQuery(sessionQuery);
  const { data: stored } = useQuery(definitionsQuery);
  const { data: seen } = useQuery(resultQuery('events-seen'));
  const mayWrite = session?.may.includes('write') ?? false;
  const index = useMemo(() => indexCatalog(catalog), [catalog]);
  const documents = (stored?.documents ?? NO_DOCUMENTS) as readonly AnyDocument[];
  const choices = useMemo(
    () => choicesFor(documents, catalog, readSeenEvents(seen?.rows ?? [])),
    [documents, catalog, seen],
  );
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
  const { summary, when } = recordOf(value);
  const facts = useMemo(
    () => factsOf(estimate.data?.conditions ?? [], when, explained.data?.triggers[0]?.when),
    [estimate.data, when, explained.data],
  );
  const language = useMemo(() => ({ schema, index, choices }), [schema, index, choices]);
  const view = useView();
  return (
    <CatalogContext value={index}>
      <FactsContext value={facts}>
        <FormProvider tools={tools} choices={choices} problems={problems} inputs={INPUTS}>
          {session && !mayWrite && <Text c="dimmed">{t('mayNotWrite')}</Text>}
          <TriggerSentence value={value} index={index} choices={choices} />
          <ViewButtons />
          <Grid gap="md">
            {view !== 'text' && (
              <Grid.Col span={{ base: 12, md: view === 'both' ? 7 : 8 }}>
                <fieldset className="plain-fieldset" disabled={!mayWrite}>
                  <Stack gap="md">
                    <SummaryField value={summary} />
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
                      label={t('text')}
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

const NO_DOCUMENTS: readonly AnyDocument[] = [];

const VIEWS = ['form', 'both', 'text'] as const;
type View = (typeof VIEWS)[number];

/** What of the trigger is shown: its form, its text, or both. It stands in the address. */
function useView(): View {
  const { tab } = useSearch({ strict: false }) as { readonly tab?: string };
  return VIEWS.find((one) => one === tab) ?? 'form';
}

function ViewButtons() {
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const view = useView();
  const show = (tab: View) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, tab }), replace: true } as never);
  return (
    <Button.Group mb="sm" aria-label={t('view')}>
      {VIEWS.map((one) => (
        <Button
          key={one}
          size="xs"
          variant={one === view ? 'filled' : 'default'}
          aria-pressed={one === view}
          onClick={() => show(one)}
        >
          {t(`views.${one}`)}
        </Button>
      ))}
    </Button.Group>
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
