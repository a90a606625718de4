import { Button, Card, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { StoryPage } from '../../../engine/api/contract.ts';
import { useSignalWords } from '../../parts/explained/use-signal-words.ts';
import { Failure, FourStates } from '../../parts/four-states.tsx';
import { shownStep } from '../../parts/steps.tsx';
import { ZonedTime } from '../../parts/zoned-time.tsx';
import { storyQuery } from '../../queries/customers.ts';
import { loadPart } from '../../queries/reach.ts';
import { type CustomersAddress, useCustomersAddress } from './address.ts';
import { StoryDays } from './story-days.tsx';
import {
  filterOf,
  STORY_PERIODS,
  STORY_VIEWS,
  type StoryPeriod,
  type StoryView,
  shownPeriod,
  shownView,
} from './story-filter.ts';
import { daysOf } from './story-text.ts';

const StoryMap = lazy(async () => ({ default: (await loadPart(() => import('./story-map.tsx'))).StoryMap }));

/** What happened to a customer, newest first, in step with the map; says how far back it goes and why it ends there. */
export function Story({ id, zone }: { readonly id: string; readonly zone: string }) {
  const t = useTranslations('customers');
  const address = useCustomersAddress();
  const [view, period] = [shownView(address), shownPeriod(address)];
  const filter = filterOf(view, period, Date.now());
  const query = useInfiniteQuery(storyQuery(id, filter, address.param('before')));
  const rows = useMemo(() => [...(query.data?.pages ?? [])].flatMap((page) => [...page.rows].reverse()), [query.data]);
  const chosen = address.param('at');
  const choose = (signal: string) => address.put({ at: signal === chosen ? '' : signal });
  return (
    <Card withBorder component="section" aria-label={t('story')}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2}>{t('story')}</Title>
        <Text size="sm" c="dimmed">
          {t('newestFirst', { zone })}
        </Text>
      </Group>
      <StoryFilters address={address} view={view} period={period} />
      <Suspense fallback={null}>
        <StoryMap id={id} filter={filter} rows={rows} chosen={chosen} choose={choose} />
      </Suspense>
      <FourStates query={query}>
        {({ pages }) => (
          <Stack gap="sm">
            {query.hasPreviousPage && (
              <Button
                variant="subtle"
                size="xs"
                loading={query.isFetchingPreviousPage}
                onClick={() => void query.fetchPreviousPage()}
              >
                {t('newer')}
              </Button>
            )}
            {rows.length === 0 ? (
              <NothingShown page={pages[0]!} address={address} view={view} period={period} zone={zone} />
            ) : (
              <StoryDays days={daysOf(rows, zone)} id={id} zone={zone} chosen={chosen} choose={choose} />
            )}
            {query.hasNextPage ? (
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('older')}
              </Button>
            ) : (
              <WhereItEnds reaches={pages.at(-1)!.reaches} zone={zone} />
            )}
            {query.isFetchNextPageError && query.error && (
              <Failure error={query.error} retry={() => void query.fetchNextPage()} />
            )}
          </Stack>
        )}
      </FourStates>
    </Card>
  );
}

interface FilterParts {
  readonly address: CustomersAddress;
  readonly view: StoryView;
  readonly period: StoryPeriod;
}

function StoryFilters({ address, view, period }: FilterParts) {
  const t = useTranslations('customers');
  return (
    <Group gap="sm" mb="sm">
      <NativeSelect
        aria-label={t('story')}
        data={(Object.keys(STORY_VIEWS) as StoryView[]).map((value) => ({ value, label: t(value) }))}
        value={view}
        onChange={({ currentTarget: { value } }) =>
          address.put({ show: value === 'everything' ? '' : value, before: '' })
        }
      />
      <NativeSelect
        aria-label={t('period')}
        data={(Object.keys(STORY_PERIODS) as StoryPeriod[]).map((value) => ({ value, label: t(`periods.${value}`) }))}
        value={period}
        onChange={({ currentTarget: { value } }) => address.put({ period: value === 'all' ? '' : value, before: '' })}
      />
    </Group>
  );
}

/**
 * Nothing fits: says which filter and period that is, what the newest entry outside is, and leads there with one click.
 */
function NothingShown({
  page,
  address,
  view,
  period,
  zone,
}: FilterParts & { readonly page: StoryPage; readonly zone: string }) {
  const t = useTranslations('customers');
  const shell = useTranslations('shell');
  const { outside } = page;
  const { kind } = useSignalWords();
  const nameOf = (what: string) => {
    const step = shownStep(what);
    return step ? shell(`steps.${step}`) : kind(what);
  };
  return (
    <Stack align="center" py="lg" gap="xs">
      <Text fw={600}>{t('storyEmpty', { filter: t(view), period: t(`periods.${period}`) })}</Text>
      {outside && (
        <>
          <Text c="dimmed" ta="center">
            {t.rich('storyOutside', {
              what: nameOf(outside.what),
              time: () => <ZonedTime at={outside.at} zone={zone} />,
            } as never)}
          </Text>
          <Button variant="light" onClick={() => address.put({ show: '', period: '', before: '' })}>
            {t('showOutside')}
          </Button>
        </>
      )}
    </Stack>
  );
}

function WhereItEnds({ reaches, zone }: { readonly reaches: StoryPage['reaches']; readonly zone: string }) {
  const t = useTranslations('customers');
  const { because, signalDays, outcomeDays, knownSince } = reaches;
  return (
    <Text size="sm" c="dimmed" ta="center">
      {t.rich(`reaches.${because}`, {
        signalDays: String(signalDays),
        outcomeDays: String(outcomeDays),
        time: () => <ZonedTime at={knownSince} zone={zone} />,
      } as never)}
    </Text>
  );
}
