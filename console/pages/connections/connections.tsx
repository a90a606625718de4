import { Anchor, Card, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { NetworkView } from '../../../engine/api/contract.ts';
import { triggerFacts } from '../../parts/definitions.ts';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { Page } from '../../parts/page.tsx';
import { definitionsQuery } from '../../queries/definitions.ts';
import { networkQuery } from '../../queries/network.ts';
import { loadPart } from '../../queries/reach.ts';
import { resultQuery } from '../../queries/results.ts';
import { type JoinedEdge, joinEdges, type Tie } from './joined-edges.ts';

const Picture = lazy(() => loadPart(() => import('./picture.tsx')));

const DAYS = 7;
/** Names that are offered at once; typing finds others. */
const MOST_OFFERED = 50;

/** What ties triggers: which one's outcome wakes which, and who shares a place, a template or a limit. */
export function Connections() {
  const t = useTranslations('connections');
  const navigate = useNavigate();
  const { around } = useSearch({ strict: false }) as { readonly around?: string };
  const query = useQuery(networkQuery(around));
  const { data: definitions } = useQuery(definitionsQuery);
  const titles = useMemo(
    () =>
      new Map(
        (definitions?.documents ?? [])
          .filter(({ kind }) => kind === 'trigger')
          .map((document) => [document.name, triggerFacts(document as never).summary || document.name] as const),
      ),
    [definitions],
  );
  const names = useMemo(() => [...titles.keys()].sort(), [titles]);
  return (
    <Page title={t('title')}>
      <Group gap={6} mb="md">
        <Anchor component={Link} to="/triggers" size="sm">
          {t('triggers')}
        </Anchor>
        <Text size="sm" c="dimmed">
          / {t('title')}
        </Text>
      </Group>
      <Stack gap="md">
        <Text c="dimmed">{t('intro', { days: DAYS })}</Text>
        <Select
          label={t('around')}
          placeholder={t('whole')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('whole') }}
          data={names}
          limit={MOST_OFFERED}
          value={around ?? null}
          onChange={(next) => void navigate({ to: '.', search: next === null ? {} : { around: next } } as never)}
          nothingFoundMessage={t('none')}
          w={420}
          maw="100%"
        />
        <FourStates query={query}>
          {(network) =>
            network.edges.length === 0 ? (
              <Empty title={t(around === undefined ? 'empty' : 'alone')} hint={t('emptyHint')} />
            ) : (
              <Network network={network} around={around} titles={titles} />
            )
          }
        </FourStates>
      </Stack>
    </Page>
  );
}

function Network({
  network,
  around,
  titles,
}: {
  readonly network: NetworkView;
  readonly around: string | undefined;
  readonly titles: ReadonlyMap<string, string>;
}) {
  const t = useTranslations('connections');
  const say = useSayTie();
  const { data: funnel } = useQuery(resultQuery('funnel', DAYS));
  const edges = useMemo(() => joinEdges(network.edges, funnel?.rows ?? []), [network, funnel]);
  const titleOf = useCallback((name: string) => titles.get(name) ?? name, [titles]);
  const says = useCallback((edge: JoinedEdge) => edge.ties.map(say).join(' · '), [say]);
  return (
    <>
      <Card withBorder padding={0} visibleFrom="xs">
        <Suspense fallback={<div className="network-picture" />}>
          <Picture names={network.triggers} edges={edges} around={around} titleOf={titleOf} says={says} />
        </Suspense>
      </Card>
      <Card withBorder component="section" aria-label={t('list')}>
        <Title order={2} mb="xs">
          {t('list')}
        </Title>
        <Table.ScrollContainer minWidth={560} type="native">
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('from')}</Table.Th>
                <Table.Th>{t('ties')}</Table.Th>
                <Table.Th>{t('to')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {edges.map((edge) => (
                <Table.Tr key={JSON.stringify([edge.from, edge.to])}>
                  <Table.Td>
                    <Around name={edge.from} title={titleOf(edge.from)} />
                  </Table.Td>
                  <Table.Td>
                    {edge.ties.map((tie) => (
                      <Text key={`${tie.by} ${tie.what}`} size="sm" className="any-text">
                        {say(tie)}
                      </Text>
                    ))}
                  </Table.Td>
                  <Table.Td>
                    <Around name={edge.to} title={titleOf(edge.to)} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {network.isCut && (
          <Text size="xs" c="dimmed" mt="xs">
            {t('cut', { count: edges.length })}
          </Text>
        )}
      </Card>
    </>
  );
}

/** A trigger in the list: leads to its own connections. */
function Around({ name, title }: { readonly name: string; readonly title: string }) {
  return (
    <>
      <Link to="/connections" search={{ around: name }} className="row-link any-text">
        {title}
      </Link>
      {title !== name && (
        <Text size="xs" c="dimmed" className="any-text">
          {name}
        </Text>
      )}
    </>
  );
}

/** Says what ties two triggers, in words. */
function useSayTie(): (tie: Tie) => string {
  const t = useTranslations('connections');
  const format = useFormatter();
  return useCallback(
    ({ by, what, times }: Tie) => {
      if (by !== 'wakes') return t(`by.${by}`, { what });
      const states = what
        .split(', ')
        .map((state) => (t.has(`states.${state}` as never) ? t(`states.${state}` as never) : state));
      const outcomes = format.list(states, { type: 'disjunction' });
      return times === undefined ? t('by.wakes', { outcomes }) : t('by.wakesTimes', { outcomes, times });
    },
    [t, format],
  );
}
