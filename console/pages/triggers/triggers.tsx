import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconAffiliate, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { StoredDefinitions } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useAuthor } from '../../parts/use-author.ts';
import { pausesQuery } from '../../queries/changes.ts';
import { definitionsQuery } from '../../queries/definitions.ts';
import { draftsQuery } from '../../queries/drafts.ts';
import { sessionQuery } from '../../queries/session.ts';
import { triggerDaysQuery, warningsQuery } from '../../queries/triggers.ts';
import { findTriggers, LISTED_STATES, listTriggers } from './listed-triggers.ts';
import { TriggerRows } from './trigger-rows.tsx';

interface TriggerSearch {
  readonly q?: string;
  readonly state?: string;
  readonly owner?: string;
  readonly tag?: string;
}

/** Every trigger as one line: its name as a sentence, how it stands, and what it did in the last seven days. */
export function Triggers() {
  const t = useTranslations('triggers');
  const query = useQuery(definitionsQuery);
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Button component={Link} to="/connections" variant="default" leftSection={<IconAffiliate size={16} />}>
            {t('connections')}
          </Button>
          <Button component={Link} to="/begin/trigger" leftSection={<IconPlus size={16} />}>
            {t('new')}
          </Button>
        </>
      }
    >
      <FourStates
        query={query}
        isEmpty={({ documents }) => documents.every(({ kind }) => kind !== 'trigger')}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
      >
        {({ documents }) => <TriggerList documents={documents} />}
      </FourStates>
    </Page>
  );
}

function TriggerList({ documents }: { readonly documents: StoredDefinitions['documents'] }) {
  const t = useTranslations('triggers');
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as TriggerSearch;
  const { data: session } = useQuery(sessionQuery);
  const { data: pauses } = useQuery(pausesQuery);
  const { data: drafts } = useQuery({ ...draftsQuery, enabled: session?.may.includes('write') ?? false });
  const { data: days } = useQuery(triggerDaysQuery);
  const { data: warnings } = useQuery({
    ...warningsQuery(documents),
    enabled: session?.may.includes('write') ?? false,
  });
  const all = useMemo(() => {
    const paused = new Set((pauses?.pauses ?? []).map(({ what }) => what));
    return listTriggers(documents, paused, drafts?.mine ?? []);
  }, [documents, pauses, drafts]);
  const found = useMemo(() => findTriggers(all, search), [all, search]);
  const author = useAuthor();
  const owners = useMemo(() => [...new Set(all.map(({ owner }) => owner))].filter(Boolean).sort(), [all]);
  const tags = useMemo(() => [...new Set(all.flatMap((one) => one.tags))].sort(), [all]);
  const go = (next: TriggerSearch) =>
    void navigate({
      to: '.',
      search: (before: object) => Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, one]) => one)),
      replace: true,
    } as never);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Group gap="sm">
          <SearchField label={t('search')} width={300} />
          <Select
            aria-label={t('stateTitle')}
            placeholder={t('anyState')}
            data={LISTED_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
            value={LISTED_STATES.find((one) => one === search.state) ?? null}
            onChange={(state) => go({ state: state ?? '' })}
            clearable
            clearButtonProps={{ 'aria-label': t('anyState') }}
            w={170}
          />
          {tags.length > 0 && (
            <Select
              aria-label={t('tag')}
              placeholder={t('anyTag')}
              data={tags}
              value={search.tag ?? null}
              onChange={(tag) => go({ tag: tag ?? '' })}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('anyTag') }}
              w={150}
            />
          )}
          {owners.length > 0 && (
            <Select
              aria-label={t('owner')}
              placeholder={t('anyOwner')}
              data={owners.map((owner) => ({ value: owner, label: author(owner) }))}
              value={search.owner ?? null}
              onChange={(owner) => go({ owner: owner ?? '' })}
              clearable
              clearButtonProps={{ 'aria-label': t('anyOwner') }}
              w={170}
            />
          )}
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('count', { count: found.length })}
        </Text>
      </Group>
      {found.length === 0 ? (
        <Text p="md" c="dimmed">
          {t('noneFits')}{' '}
          <Anchor component={Link} to="/triggers" size="sm">
            {t('all')}
          </Anchor>
        </Text>
      ) : (
        <TriggerRows triggers={found} days={days} warnings={warnings} />
      )}
    </Stack>
  );
}
