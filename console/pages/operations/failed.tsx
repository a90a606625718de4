import { ActionIcon, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Empty, FourStates } from '../../parts/four-states.tsx';
import { useShownZone } from '../../parts/shown-zone.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type FailedFilter, failedGroupsQuery, stateQuery } from '../../queries/operations.ts';
import { PERIODS, useFailedFilter } from './failed-filter.ts';
import { FailedGroupCard } from './failed-group.tsx';
import { keyOf, mergeGroups } from './merge-groups.ts';
import { OperationsPage } from './operations-page.tsx';
import { ResendDialog } from './resend-dialog.tsx';

/** Failed messages by cause: to look at, to mend, to send again. */
export function FailedPage() {
  const t = useTranslations('operations.failed');
  const time = useZonedTime(useShownZone());
  const { channel, period, filter, choose, refresh, channels } = useFailedFilter();
  const state = useQuery(stateQuery);
  return (
    <OperationsPage tab="failed">
      <Group gap="sm" align="flex-end">
        <Select
          label={t('period')}
          data={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
          value={period}
          onChange={(from) => from !== null && choose({ from })}
          allowDeselect={false}
          w={230}
        />
        <Select
          label={t('channel')}
          placeholder={t('allChannels')}
          data={[...new Set([...channels, ...(channel ? [channel] : [])])]}
          value={channel ?? null}
          onChange={(value) => choose({ channel: value ?? undefined })}
          clearable
          w={200}
        />
        <ActionIcon variant="default" size={36} aria-label={t('refresh')} onClick={() => void refresh()}>
          <IconRefresh size={18} />
        </ActionIcon>
        {filter && (
          <Text size="sm" c="dimmed" pb={8}>
            {t('window', { from: time(filter.from ?? 0), to: time(filter.to ?? 0) })}
          </Text>
        )}
      </Group>
      {filter ? <Groups filter={filter} /> : <FourStates query={state}>{() => null}</FourStates>}
    </OperationsPage>
  );
}

/** The groups of a window; of a large number more come in, slice by slice. */
function Groups({ filter }: { readonly filter: FailedFilter }) {
  const t = useTranslations('operations.failed');
  const query = useInfiniteQuery(failedGroupsQuery(filter));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  // The dialog outlives the group: what was sent again is gone from the list.
  const [resent, resend] = useState<FailedFilter>();
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <FourStates query={query}>
      {({ pages }) => {
        const groups = mergeGroups(pages.map((page) => page.groups));
        const looked = pages.reduce((sum, page) => sum + page.looked, 0);
        const of = pages[0]?.of ?? 0;
        return (
          <Stack gap="md">
            {hasNextPage && (
              <div role="status">
                <Text size="sm">{t('looked', { looked, of })}</Text>
                <Progress value={(100 * looked) / Math.max(1, of)} size="sm" mt={4} aria-label={t('title')} />
              </div>
            )}
            {groups.length === 0 && !hasNextPage && <Empty title={t('none')} hint={t('noneHint')} />}
            {groups.map((group) => (
              <FailedGroupCard key={keyOf(group)} group={group} filter={filter} resend={resend} />
            ))}
            {resent && <ResendDialog filter={resent} close={() => resend(undefined)} />}
          </Stack>
        );
      }}
    </FourStates>
  );
}
