import { Alert, Badge, Box, Card, Group, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { LiveMap } from '../../parts/live-map.tsx';
import { Page } from '../../parts/page.tsx';
import { SparkLine } from '../../parts/spark-line.tsx';
import { StepBadge } from '../../parts/steps.tsx';
import { useReasonWords } from '../../parts/use-reason-words.ts';
import { withKeys } from '../../parts/with-keys.ts';
import { useLive } from '../../queries/live.ts';
import { countOf, type NowState, signalsOf, slowestOf } from '../../queries/now-state.ts';
import { writePathPart } from '../../queries/path-part.ts';
import { readyQuery } from '../../queries/ready.ts';

/** What happens this minute: whether all is well, who is where, and the last decisions. */
export function Now() {
  const t = useTranslations('now');
  const state = useLive();
  return (
    <Page
      title={t('title')}
      fills
      actions={
        <Badge variant="dot" color={state.isConnected ? 'teal' : 'yellow'} tt="none">
          {t(state.isConnected ? 'live' : 'waiting')}
        </Badge>
      }
    >
      <Stack gap="md" style={{ flex: 1, minHeight: 0 }}>
        <Health state={state} />
        <Figures state={state} />
        <Group align="stretch" gap="md" wrap="nowrap" style={{ flex: 1, minHeight: 280 }} className="now-columns">
          <Box style={{ flex: 1, minWidth: 0 }}>
            <LiveMap state={state} />
          </Box>
          <Decisions state={state} />
        </Group>
      </Stack>
    </Page>
  );
}

function Health({ state }: { readonly state: NowState }) {
  const t = useTranslations('now');
  const shell = useTranslations('shell');
  const format = useFormatter();
  const { data: ready } = useQuery(readyQuery);
  if (state.lostAt !== undefined) {
    return (
      <Alert color="yellow" icon={<IconPlugConnectedX size={18} />} role="status">
        {shell('away', { time: format.dateTime(state.lostAt, { timeStyle: 'medium' }) })}
      </Alert>
    );
  }
  if (ready?.why !== undefined) {
    return (
      <Alert color={ready.ok ? 'yellow' : 'red'} role="alert">
        {t('unwell', { why: ready.why })}
      </Alert>
    );
  }
  const signals = signalsOf(state);
  return (
    <Text c="dimmed" aria-live="off">
      {signals === 0 ? t('quiet') : t('healthy', { signals, messages: countOf(state, 'sent') })}
    </Text>
  );
}

function Figures({ state }: { readonly state: NowState }) {
  const t = useTranslations('now');
  const format = useFormatter();
  const slowest = slowestOf(state);
  const perSecond = state.seconds.slice(-10);
  const rate = perSecond.reduce((sum, { signals }) => sum + signals, 0) / Math.max(1, perSecond.length);
  const figures = [
    {
      name: t('signals'),
      value: format.number(rate, { maximumFractionDigits: 0 }),
      line: state.seconds.map(({ signals }) => signals),
    },
    {
      name: t('sent'),
      value: format.number(countOf(state, 'sent')),
      line: state.seconds.map(({ steps }) => steps.sent ?? 0),
    },
    {
      name: t('heldBack'),
      value: format.number(countOf(state, 'held-back')),
      line: state.seconds.map(({ steps }) => steps['held-back'] ?? 0),
    },
    {
      name: t('failed'),
      value: format.number(countOf(state, 'failed')),
      line: state.seconds.map(({ steps }) => steps.failed ?? 0),
    },
    {
      name: t('p95'),
      value: slowest === undefined ? '–' : `${format.number(slowest, { maximumFractionDigits: 0 })} ms`,
      line: state.seconds.map(({ p95Ms }) => p95Ms ?? 0),
    },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      {figures.map(({ name, value, line }) => (
        <Card key={name} withBorder padding="sm">
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Group justify="space-between" align="flex-end" wrap="nowrap">
            <Text fw={650} fz={22} lh={1.2} style={{ whiteSpace: 'nowrap' }}>
              {value}
            </Text>
            <SparkLine values={line} width={78} />
          </Group>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function Decisions({ state }: { readonly state: NowState }) {
  const t = useTranslations('now');
  const reasons = useReasonWords();
  const format = useFormatter();
  return (
    <Card
      withBorder
      padding="sm"
      w={{ base: '100%', md: 460 }}
      style={{ flex: 'none', overflowY: 'auto' }}
      component="section"
      aria-label={t('decisions')}
    >
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('decisions')}</Title>
        <Text size="xs" c="dimmed">
          {state.each > 1 ? t('sampled', { n: state.each }) : t('all')}
        </Text>
      </Group>
      {state.decisions.length === 0 && <Text c="dimmed">{t('noDecisions')}</Text>}
      <Table verticalSpacing={6} horizontalSpacing={6}>
        <Table.Tbody>
          {withKeys(state.decisions).map(([key, one]) =>
            'gapSeconds' in one ? (
              <Table.Tr key={key}>
                <Table.Td colSpan={4} c="yellow.8" fz="sm">
                  {t('gap', { seconds: one.gapSeconds })}
                </Table.Td>
              </Table.Tr>
            ) : (
              <Table.Tr key={key}>
                <Table.Td fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                  {format.dateTime(one.at, { timeStyle: 'medium' })}
                </Table.Td>
                <Table.Td>
                  <StepBadge step={one.step} />
                </Table.Td>
                <Table.Td fz="sm" className="any-text">
                  <Link to="/triggers/$name" params={{ name: one.trigger }} className="row-link">
                    {one.trigger}
                  </Link>
                  {one.customer !== '' && (
                    <>
                      {' · '}
                      <Link to="/customers/$id" params={{ id: writePathPart(one.customer) }} className="quiet-link">
                        {one.customer}
                      </Link>
                    </>
                  )}
                  {one.gate !== '' && (
                    <Text span size="xs" c="dimmed">
                      {' · '}
                      {one.why ? reasons.word(one.why) : reasons.rule(one.gate)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td fz="sm" ta="right">
                  {one.customer !== '' && one.signal !== '' && (
                    <Link
                      to="/customers/$id/why/$signal"
                      params={{ id: writePathPart(one.customer), signal: writePathPart(one.signal) }}
                      search={{ trigger: one.trigger }}
                      className="row-link"
                      aria-label={t('whyOf', { trigger: one.trigger, customer: one.customer })}
                    >
                      {t('why')}
                    </Link>
                  )}
                </Table.Td>
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
