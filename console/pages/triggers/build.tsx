import './build.css';
import { Box, Grid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Catalog } from '../../../engine/api/contract.ts';
import { CatalogContext } from '../../parts/conditions/conditions-context.ts';
import { Estimate } from '../../parts/estimate.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { createFormTools } from '../../parts/schema-form/form-document.ts';
import { useTextLanguage } from '../../parts/text-editor/use-text-language.ts';
import { useView, ViewButtons } from '../../parts/view-buttons.tsx';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import type { DraftKeeper } from '../../queries/draft-keeper.ts';
import { useDraftKeeper, useDraftPart } from '../../queries/drafts.ts';
import { sessionQuery } from '../../queries/session.ts';
import { BuildCustomer } from './build-customer.tsx';
import { BuildFindings } from './build-findings.tsx';
import { DraftForm, DraftSentence, DraftText } from './build-views.tsx';
import { CheckedForm, KnownConditions } from './checked-form.tsx';

/** One trigger, to be built: as a form and as text, both of one draft, with what is wrong at its place. */
export function Build({ name }: { readonly name: string }) {
  const { language } = useLanguage();
  const keeper = useDraftKeeper('trigger', name);
  const catalog = useQuery(catalogQuery(language));
  const schemas = useQuery(schemasQuery(language));
  return (
    <FourStates query={catalog}>
      {(words) => (
        <FourStates query={schemas}>
          {({ trigger }) => <Builder name={name} draft={keeper} catalog={words} schema={trigger as Schema} />}
        </FourStates>
      )}
    </FourStates>
  );
}

interface BuilderProps {
  readonly name: string;
  readonly draft: DraftKeeper;
  readonly catalog: Catalog;
  readonly schema: Schema;
}

/**
 * The builder is drawn once: each part of it follows the draft by itself, so that a key costs what it changes, however
 * many conditions there are.
 */
function Builder({ name, draft, catalog, schema }: BuilderProps) {
  const changes = useTranslations('changes');
  const { data: session } = useQuery(sessionQuery);
  const mayWrite = session?.may.includes('write') ?? false;
  const language = useTextLanguage(catalog, schema);
  const { index, choices } = language;
  const tools = useMemo(() => createFormTools({ textNow: () => draft.state.text, setText: draft.setText }), [draft]);
  const isLive = useDraftPart(draft, ({ stored }) => stored !== undefined);
  const view = useView();
  const shared = { name, draft, mayWrite };
  return (
    <CatalogContext value={index}>
      <KnownConditions {...shared} isLive={isLive}>
        <CheckedForm {...shared} tools={tools} choices={choices}>
          {session && !mayWrite && <Text c="dimmed">{changes('mayNotWrite')}</Text>}
          <DraftSentence draft={draft} index={index} choices={choices} />
          <Box mb="sm">
            <ViewButtons />
          </Box>
          <Grid gap="md">
            {view !== 'text' && (
              <Grid.Col span={{ base: 12, md: view === 'both' ? 7 : 8 }}>
                <fieldset className="plain-fieldset" disabled={!mayWrite}>
                  <DraftForm draft={draft} schema={schema} />
                </fieldset>
              </Grid.Col>
            )}
            <Grid.Col span={{ base: 12, md: view === 'form' ? 4 : view === 'both' ? 5 : 12 }}>
              <Stack gap="md" className="build-side">
                {view !== 'form' && <DraftText {...shared} language={language} />}
                <BuildFindings {...shared} />
                <BuildCustomer name={name} isLive={isLive} />
                {mayWrite && <Estimate name={name} draft={draft} />}
              </Stack>
            </Grid.Col>
          </Grid>
        </CheckedForm>
      </KnownConditions>
    </CatalogContext>
  );
}
