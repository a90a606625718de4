import { Box, Card, Grid, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Catalog } from '../../../engine/api/contract.ts';
import { CatalogContext } from '../../parts/conditions/conditions-context.ts';
import { NestedConditions } from '../../parts/conditions/conditions-tree.tsx';
import { NestedTest } from '../../parts/conditions/tests-of.tsx';
import { recordOf } from '../../parts/definitions.ts';
import { FourStates, Loading } from '../../parts/four-states.tsx';
import { useLanguage } from '../../parts/language.tsx';
import { DraftLine } from '../../parts/publish/draft-line.tsx';
import { PublishButton } from '../../parts/publish/publish-button.tsx';
import { Versions } from '../../parts/publish/versions.tsx';
import type { Schema } from '../../parts/schema-form/contract.ts';
import { createFormTools, useShownDocument } from '../../parts/schema-form/form-document.ts';
import { FormProvider } from '../../parts/schema-form/form-provider.tsx';
import { SchemaInput } from '../../parts/schema-form/schema-input.tsx';
import { UnreadableText } from '../../parts/schema-form/unreadable-text.tsx';
import { DefinitionText } from '../../parts/text-editor/definition-text.tsx';
import { useTextLanguage } from '../../parts/text-editor/use-text-language.ts';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useView, ViewButtons } from '../../parts/view-buttons.tsx';
import { catalogQuery, schemasQuery } from '../../queries/catalog.ts';
import { checkQuery } from '../../queries/check.ts';
import { type Draft, useDraft, useDraftKeeper } from '../../queries/drafts.ts';
import { sessionQuery } from '../../queries/session.ts';
import { SettingsPage } from './settings-page.tsx';

const NAME = 'workspace';
const INPUTS = { condition: NestedConditions, test: NestedTest };
const CHECK_AFTER_MS = 300;

/** What belongs together, in its order; keys that a later release brings stand in a card of their own. */
const CARDS = [
  ['general', ['name', 'zone', 'locale', 'currency', 'country', 'hours']],
  ['limits', ['quiet-hours', 'caps', 'messages-per-moment']],
  ['purposes', ['purposes']],
  ['sending', ['channels', 'sender', 'providers']],
  ['segments', ['segments']],
] as const;

/** The settings of the workspace, as a form and as text: drafts, publishing and versions as of every definition. */
export function WorkspacePage() {
  const t = useTranslations('settings.workspace');
  const { language } = useLanguage();
  const draft = useDraft('workspace', NAME);
  const catalog = useQuery(catalogQuery(language));
  const schemas = useQuery(schemasQuery(language));
  return (
    <SettingsPage actions={<PublishButton kind="workspace" name={NAME} title={t('title')} />}>
      {draft.is === 'loading' ? (
        <Loading />
      ) : (
        <>
          <DraftLine draft={draft} />
          <FourStates query={catalog}>
            {(words) => (
              <FourStates query={schemas}>
                {({ workspace }) => <Editor draft={draft} catalog={words} schema={workspace as Schema} />}
              </FourStates>
            )}
          </FourStates>
          <Card withBorder component="section" aria-label={t('versions')} mt="md">
            <Title order={2} mb="sm">
              {t('versions')}
            </Title>
            <Versions kind="workspace" name={NAME} />
          </Card>
        </>
      )}
    </SettingsPage>
  );
}

function Editor({
  draft,
  catalog,
  schema,
}: {
  readonly draft: Draft;
  readonly catalog: Catalog;
  readonly schema: Schema;
}) {
  const changes = useTranslations('changes');
  const { wordProblems } = useEngineWords();
  const { data: session } = useQuery(sessionQuery);
  const mayWrite = session?.may.includes('write') ?? false;
  const { index, choices } = useTextLanguage(catalog, schema);
  const { unreadable, value } = useShownDocument(draft.text);
  const keeper = useDraftKeeper('workspace', NAME);
  const tools = useMemo(() => createFormTools({ textNow: () => keeper.state.text, setText: keeper.setText }), [keeper]);
  const [settled] = useDebouncedValue(draft.text, CHECK_AFTER_MS);
  const { data: report } = useQuery(checkQuery('workspace', NAME, settled, mayWrite));
  const problems = useMemo(
    () => wordProblems((report?.problems ?? []).filter(({ source }) => source.startsWith('workspace'))),
    [report, wordProblems],
  );
  const view = useView();
  return (
    <CatalogContext value={index}>
      <FormProvider tools={tools} choices={choices} problems={problems} inputs={INPUTS}>
        {session && !mayWrite && <Text c="dimmed">{changes('mayNotWrite')}</Text>}
        <Box mb="sm">
          <ViewButtons />
        </Box>
        <Grid gap="md">
          {view !== 'text' && (
            <Grid.Col span={{ base: 12, md: view === 'both' ? 7 : 9 }}>
              <fieldset className="plain-fieldset" disabled={!mayWrite}>
                <Stack gap="md">
                  {unreadable.map((block) => (
                    <UnreadableText key={block.from} block={block} />
                  ))}
                  <Cards schema={schema} value={value} />
                </Stack>
              </fieldset>
            </Grid.Col>
          )}
          {view !== 'form' && (
            <Grid.Col span={{ base: 12, md: view === 'both' ? 5 : 12 }}>
              <DefinitionText
                kind="workspace"
                text={draft.text}
                setText={draft.setText}
                problems={problems}
                isReadOnly={!mayWrite}
              />
            </Grid.Col>
          )}
        </Grid>
      </FormProvider>
    </CatalogContext>
  );
}

function Cards({ schema, value }: { readonly schema: Schema; readonly value: unknown }) {
  const t = useTranslations('settings.workspace');
  const { properties = {} } = schema;
  const given = recordOf(value);
  const known = new Set<string>(CARDS.flatMap(([, keys]) => keys));
  const others = [...new Set([...Object.keys(properties), ...Object.keys(given)])].filter((key) => !known.has(key));
  const cards = [...CARDS, ['others', others] as const].filter(([, keys]) => keys.length > 0);
  return cards.map(([card, keys]) => (
    <Card key={card} withBorder component="section" aria-label={t(`cards.${card}`)}>
      <Group mb="sm">
        <Title order={2}>{t(`cards.${card}`)}</Title>
      </Group>
      <Stack gap="md">
        {keys.map((key) => (
          <SchemaInput
            key={key}
            schema={properties[key] ?? {}}
            value={given[key]}
            path={PATHS.get(key) ?? [key]}
            label={properties[key]?.title ?? key}
          />
        ))}
      </Stack>
    </Card>
  ));
}

/** The same path each time, so that what did not change is not drawn again. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map(
  CARDS.flatMap(([, keys]) => keys.map((key) => [key, [key]] as const)),
);
