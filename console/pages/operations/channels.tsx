import { Card, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { ChannelState } from '../../../engine/api/contract.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { stateQuery } from '../../queries/operations.ts';
import { ChannelsTable, isIdle } from './channels-table.tsx';
import { OperationsPage } from './operations-page.tsx';

/** The channels with when they last worked, and what went wrong last. */
export function ChannelsPage() {
  const query = useQuery(stateQuery);
  return (
    <OperationsPage tab="channels">
      <FourStates query={query}>
        {({ channels, at }) => (
          <>
            <ChannelsTable channels={channels} now={at} />
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
              {channels
                .filter((channel) => !isIdle(channel))
                .map((channel) => (
                  <LastWords key={channel.name} channel={channel} />
                ))}
            </SimpleGrid>
          </>
        )}
      </FourStates>
    </OperationsPage>
  );
}

function LastWords({
  channel: { name, lastSentAt, lastErrorAt, lastError, troubles = [], templates = [] },
}: {
  readonly channel: ChannelState;
}) {
  const t = useTranslations('operations.channels');
  const shell = useTranslations('shell');
  const zoned = useZonedTime(useShownZone());
  const time = (at: number | undefined) => (at === undefined ? shell('never') : zoned(at, 'second'));
  return (
    <Card withBorder component="section" aria-label={name}>
      <Title order={3} mb="xs" className="any-text">
        {name}
      </Title>
      <Text size="sm">
        {t('lastSent')}: {time(lastSentAt)}
      </Text>
      <Text size="sm">
        {t('lastError')}: {time(lastErrorAt)}
      </Text>
      {lastError !== undefined && (
        <Text size="sm" c="dimmed" className="any-text">
          {lastError}
        </Text>
      )}
      {troubles.map(({ account, kind, reason, until }) => (
        <Text key={account} size="sm" className="any-text">
          {t(`troubles.${kind}`, { account, until: time(until) })} {reason}
        </Text>
      ))}
      {templates.map(({ name: template, language, state, reason = '', at }) => (
        <Text key={`${template} ${language}`} size="sm" className="any-text">
          {t(language === '' ? 'template' : 'templateIn', { template, language, state, at: time(at) })} {reason}
        </Text>
      ))}
    </Card>
  );
}
