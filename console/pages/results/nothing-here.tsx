import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNow, useTranslations } from 'use-intl';
import { Empty } from '../../parts/four-states.tsx';
import type { Span } from '../../parts/period.ts';
import { dateIn, startOfDate } from '../../parts/zone-days.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { questionRows } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { findNewest, type OwnQuestion } from './newest-outside.ts';
import type { Measure } from './steps.ts';

interface Asked extends Pick<ResultsAddress, 'zone' | 'put'> {
  readonly period: Pick<Span, 'fromMs' | 'toMs'>;
}

/** Nothing was counted: says for which days and facts, and when the newest outside of them is. */
export function NothingHere({ address, own }: { readonly address: Asked; readonly own: OwnQuestion }) {
  const t = useTranslations('results');
  const { period, zone } = address;
  const write = useZonedTime(zone);
  const { hint, action } = useNewestOutside(address, own);
  const days = { from: write(period.fromMs, 'day'), to: write(period.toMs - 1, 'day'), zone };
  return <Empty title={t('nothing', days)} {...(hint !== undefined && { hint })} action={action} />;
}

/** The same in one line, where a part of a page has nothing to show. */
export function NothingInPart({
  says,
  address,
  own,
}: {
  readonly says: string;
  readonly address: Asked;
  readonly own: OwnQuestion;
}) {
  const { hint, action } = useNewestOutside(address, own);
  return (
    <Group gap="xs">
      <Text c="dimmed">
        {says} {hint}
      </Text>
      {action}
    </Group>
  );
}

/** What a page counts by days: its own question for `NothingHere`. */
export function countedByDays(params: OwnQuestion['params'], counted: Measure): OwnQuestion {
  return { name: 'results-over-time', params: { ...params, bucket: 'day', limit: '50000' }, counted };
}

/** Says when the newest row outside of the period is, and leads there. */
function useNewestOutside({ period, zone, put }: Asked, own: OwnQuestion) {
  const t = useTranslations('results');
  const write = useZonedTime(zone);
  const today = dateIn(zone, useNow({ updateInterval: 60_000 }).getTime());
  const { from: _from, to: _to, ...ever } = own.params;
  const before = dateIn(zone, period.fromMs - 1);
  const next = dateIn(zone, period.toMs);
  const after = next > today ? undefined : ([next, today] as const);
  const { data, isSuccess } = useQuery({
    queryKey: ['newest-outside', own.name, ever, own.counted, before, after],
    queryFn: async ({ signal }) => {
      const ask = (from: string | undefined, to: string) =>
        questionRows({ name: own.name, params: { ...ever, ...(from !== undefined && { from }), to, zone } }, signal);
      return (await findNewest(ask, { before, after }, own.counted)) ?? null;
    },
    staleTime: 60_000,
  });
  if (!isSuccess) return {};
  if (data === null) return { hint: t('neverAny') };
  const day = typeof data === 'string' ? data : dateIn(zone, data);
  return {
    hint: t('newestOutside', { day: write(startOfDate(zone, day), 'day') }),
    action: (
      <Button size="xs" variant="default" onClick={() => put({ period: '', from: day, to: day, skip: '' })}>
        {t('showNewest')}
      </Button>
    ),
  };
}
