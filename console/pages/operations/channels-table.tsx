import { Badge, Button, Card, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ChannelState } from '../../../engine/api/contract.ts';
import { PauseButton } from '../../parts/publish/pause-button.tsx';

const COLOURS = { ready: 'petrol', paused: 'orange', failing: 'red', 'not-set-up': 'gray' } as const;

/**
 * Every channel as a line: how it stands, what leaves, what waits, what failed. Those that nobody set up come on
 * demand.
 */
export function ChannelsTable({ channels, now }: { readonly channels: readonly ChannelState[]; readonly now: number }) {
  const t = useTranslations('operations.channels');
  const [isWhole, setWhole] = useState(false);
  const idle = channels.filter(isIdle);
  const shown = isWhole ? channels : channels.filter((channel) => !isIdle(channel));
  return (
    <Card withBorder padding={0}>
      <Title order={2} p="md" pb="xs">
        {t('title')}
      </Title>
      <Table.ScrollContainer minWidth={860} type="native">
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th ta="right">{t('sent')}</Table.Th>
              <Table.Th ta="right">{t('errors')}</Table.Th>
              <Table.Th ta="right">{t('waiting')}</Table.Th>
              <Table.Th ta="right">{t('delayed')}</Table.Th>
              <Table.Th ta="right">{t('failed')}</Table.Th>
              <Table.Th aria-label={t('pause')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((channel) => (
              <ChannelRow key={channel.name} channel={channel} now={now} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {idle.length > 0 && (
        <Button variant="subtle" size="xs" m="xs" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'hideIdle' : 'showIdle', { count: idle.length })}
        </Button>
      )}
    </Card>
  );
}

/** Whether nobody set it up and it has nothing to say. */
export function isIdle({ state, waiting, active, delayed, failed, lastSentAt, lastErrorAt }: ChannelState): boolean {
  const isQuiet = lastSentAt === undefined && lastErrorAt === undefined;
  return state === 'not-set-up' && waiting + active + delayed + failed === 0 && isQuiet;
}

function ChannelRow({ channel, now }: { readonly channel: ChannelState; readonly now: number }) {
  const t = useTranslations('operations.channels');
  const format = useFormatter();
  const { name, provider, state, sent, errors, waiting, active, delayed, oldestAt, failed, failedLastHour } = channel;
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600} className="any-text">
          {name}
        </Text>
        {provider !== undefined && (
          <Text size="xs" c="dimmed">
            {t('provider', { provider })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge
          variant="light"
          color={COLOURS[state]}
          tt="none"
          w="max-content"
          maw="none"
          c="var(--mantine-color-text)"
        >
          {t(`states.${state}`)}
        </Badge>
      </Table.Td>
      <Figure value={sent} hint={t('perMinute')} />
      <Figure value={errors} hint={t('perMinute')} isBad={errors > 0} />
      <Figure
        value={waiting + active}
        {...(oldestAt !== undefined && { hint: t('oldest', { time: format.relativeTime(oldestAt, now) }) })}
      />
      <Figure value={delayed} />
      <Table.Td ta="right">
        {failed === 0 ? (
          <Text size="sm">{format.number(0)}</Text>
        ) : (
          <Link
            to="/operations/failed"
            search={({ zone }: { readonly zone?: string }) => ({
              channel: name,
              from: failedLastHour > 0 ? '-1h' : '-30d',
              ...(zone !== undefined && { zone }),
            })}
            className="row-link"
          >
            {format.number(failed)}
          </Link>
        )}
        {failedLastHour > 0 && (
          <Text size="xs" c="dimmed">
            {t('failedLastHour', { count: failedLastHour })}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <PauseButton what={`channel:${name}`} size="xs" />
      </Table.Td>
    </Table.Tr>
  );
}

function Figure({
  value,
  hint,
  isBad = false,
}: {
  readonly value: number;
  readonly hint?: string;
  readonly isBad?: boolean;
}) {
  const format = useFormatter();
  return (
    <Table.Td ta="right">
      <Text size="sm" fw={isBad ? 700 : 400} {...(isBad && { c: 'var(--mantine-color-error)' })}>
        {format.number(value)}
      </Text>
      {hint !== undefined && value > 0 && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Table.Td>
  );
}
