import './build.css';
import { Grid, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { indexCatalog } from '../../parts/conditions/catalog-index.ts';
import { CatalogContext, type ConditionFacts, FactsContext } from '../../parts/conditions/conditions-context.ts';
import { NestedConditions } from '../../parts/conditions/conditions-tree.tsx';
import { NestedTest } from '../../parts/conditions/tests-of.tsx';
import { type AnyDocument, recordOf } from '../../parts/definitions.ts';
import { Estimate } from '../../parts/estimate.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { FormProvider } from '../../parts/schema-form/form-provider.tsx';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import { checkQuery } from '../../queries/check.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { type Draft, useDraft } from '../../queries/drafts.ts';
import { useEstimate } from '../../queries/estimate.ts';
import { resultQuery } from '../../queries/results.ts';
import { sessionQuery } from '../../queries/session.ts';
import { choicesFor, readSeenEvents } from './build-choices.ts';
import { BuildFindings } from './build-findings.tsx';
import { BuildForm, SummaryField } from './build-form.tsx';
import { useDocumentTools } from './use-document-tools.ts';

const INPUTS = { condition: NestedConditions, test: NestedTest };

/** A draft is checked so long after the last key. */
const CHECK_AFTER_MS = 300;

/** One trigger, to be built: as a form and as text, both of one draft, with what is wrong at its place. */
export function Build({ name }: { readonly name: string }) {
  const locale = useLocale();
  const draft = useDraft('trigger', name);
  const catalog = useQuery(catalogQuery(locale));
  const schemas = useQuery(schemasQuery(locale));
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
    () => (report?.problems ?? []).filter(({ source }) => source.includes(name)),
    [report, name],
  );
  const estimate = useEstimate(name, mayWrite ? draft.text : '');
  const facts = useMemo(() => factsOf(estimate.data?.conditions ?? []), [estimate.data]);
  const view = useView();
  const { summary } = recordOf(value);
  return (
    <CatalogContext value={index}>
      <FactsContext value={facts}>
        <FormProvider tools={tools} choices={choices} problems={problems} inputs={INPUTS}>
          {session && !mayWrite && <Text c="dimmed">{t('mayNotWrite')}</Text>}
          <SegmentedControl size="xs" mb="sm" {...view} />
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <fieldset className="plain-fieldset" disabled={!mayWrite}>
                <Stack gap="md">
                  <SummaryField value={summary} />
                  <BuildForm value={value} unreadable={read.unreadable} schema={schema} />
                </Stack>
              </fieldset>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap="md" className="build-side">
                <BuildFindings report={report} />
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

/** What of the trigger is shown: its form, its text, or both. It stands in the address. */
function useView() {
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const { tab: value = 'form' } = useSearch({ strict: false }) as { readonly tab?: string };
  return {
    value,
    onChange: (tab: string) => void navigate({ to: '.', search: { tab }, replace: true } as never),
    data: (['form', 'both', 'text'] as const).map((one) => ({ value: one, label: t(`views.${one}`) })),
    'aria-label': t('view'),
  };
}

function factsOf(
  conditions: readonly { readonly path: string; readonly yes: number; readonly no: number; readonly unknown: number }[],
): ReadonlyMap<string, ConditionFacts> {
  return new Map(conditions.map(({ path, ...counts }) => [path, { counts }]));
}
