import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import type { KeptAlert, StandingView } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { alertsQuery, removeAlert, standingsQuery, type Watch } from '../../queries/alerts.ts';
import { sessionQuery } from '../../queries/session.ts';
import { ResultsPage } from '../results/results-page.tsx';
import { AlertForm } from './alert-form.tsx';

const COLOURS = { quiet: 'teal', ringing: 'red', unknown: 'orange', none: 'gray' } as const;

/** What is watched, how it stands, and who is told. */
export function AlertsPage() {
  const t = useTranslations('boards');
  const navigate = useNavigate();
  const { alert, make } = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const query = useQuery(alertsQuery);
  const standings = useQuery(standingsQuery).data?.standings ?? {};
  const { data: session } = useQuery(sessionQuery);
  const mayEdit = session?.may.includes('ask') ?? false;
  const go = (search: Readonly<Record<string, string>>) =>
    void navigate({ to: '/results/alerts', search, replace: true } as never);
  const opened = query.data?.alerts.find(({ id }) => id === alert);
  return (
    <ResultsPage
      tab="alerts"
      actions={
        mayEdit && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => go({ make: '1' })}>
            {t('newAlert')}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t('alertsAbout')}</Text>
      <FourStates query={query} isEmpty={({ alerts }) => alerts.length === 0} empty={{ title: t('noAlerts') }}>
        {({ alerts }) => (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {(['title', 'watch', 'state', 'to'] as const).map((name) => (
                    <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {alerts.map((kept) => (
                  <AlertRow
                    key={kept.id}
                    kept={kept}
                    standing={standings[kept.id]}
                    {...(mayEdit && { open: () => go({ alert: kept.id }) })}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </FourStates>
      <Text size="xs" c="dimmed">
        <Link to="/operations/failed" className="quiet-link">
          {t('undelivered')}
        </Link>
      </Text>
      {mayEdit && (opened ?? make) && (
        <AlertForm key={opened?.id ?? 'new'} kept={opened} others={query.data?.alerts ?? []} close={() => go({})} />
      )}
    </ResultsPage>
  );
}

function AlertRow({
  kept: { id, body },
  standing,
  open,
}: {
  readonly kept: KeptAlert;
  readonly standing: StandingView | undefined;
  readonly open?: () => void;
}) {
  const t = useTranslations('boards');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const say = useSayWatch();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: removeAlert,
    onSuccess: () => queries.invalidateQueries({ queryKey: alertsQuery.queryKey }),
  });
  const state = standing?.state ?? 'none';
  return (
    <Table.Tr>
      <Table.Td className="any-text">
        <Text fw={600}>{body.title}</Text>
        {open && (
          <Group gap={6}>
            <Button size="compact-xs" variant="default" aria-label={`${t('change')}: ${body.title}`} onClick={open}>
              {t('change')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              aria-label={`${t('removeAlert')}: ${body.title}`}
              onClick={() => remove.mutate(id)}
            >
              {t('removeAlert')}
            </Button>
          </Group>
        )}
      </Table.Td>
      <Table.Td className="any-text">{say(body.watch)}</Table.Td>
      <Table.Td>
        <Badge color={COLOURS[state]} variant="light" tt="none">
          {t(`states.${state}`)}
        </Badge>
        {standing && (
          <Text size="xs" c="dimmed" className="any-text">
            {standing.problem ??
              t('since', { when: format.relativeTime(Math.min(standing.since, now.getTime()), now) })}
            {standing.number !== null && ` · ${format.number(standing.number, { maximumFractionDigits: 2 })}`}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="any-text">
        {body.to.map((one) => (one.channel === 'email' ? one.to : t(one.channel))).join(', ')}
      </Table.Td>
    </Table.Tr>
  );
}

function useSayWatch(): (watch: Watch) => string {
  const t = useTranslations('boards');
  return (watch) => {
    switch (watch.kind) {
      case 'figure': {
        const { column, is, bound, source } = watch;
        return t('sentences.figure', { column, question: source.name, is, bound });
      }
      case 'silent':
        return t('sentences.silent', { trigger: watch.trigger, time: watch.for });
      case 'skewed':
        return t('sentences.skewed', { trigger: watch.trigger });
    }
  };
}
