import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Empty } from '../../parts/four-states.tsx';
import { dateIn } from '../../parts/zone-days.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';

/** Nothing was counted: says for which days and facts, and when the newest outside of them is. */
export function NothingHere({ address: { asked, period, zone, put } }: { readonly address: ResultsAddress }) {
  const t = useTranslations('results');
  const write = useZonedTime(zone);
  const { from: _from, to: _to, ...ever } = asked;
  const { data } = useQuery(
    questionQuery({ name: 'results-over-time', params: { ...ever, bucket: 'day', limit: '50000' } }),
  );
  const newest = data?.rows.at(-1)?.at;
  const days = { from: write(period.fromMs, 'day'), to: write(period.toMs - 1, 'day'), zone };
  const hint =
    data === undefined
      ? undefined
      : typeof newest === 'number'
        ? t('newestOutside', { day: write(newest, 'day') })
        : t('neverAny');
  return (
    <Empty
      title={t('nothing', days)}
      {...(hint !== undefined && { hint })}
      action={
        typeof newest === 'number' && (
          <Button
            variant="default"
            onClick={() => put({ period: '', from: dateIn(zone, newest), to: dateIn(zone, newest) })}
          >
            {t('showNewest')}
          </Button>
        )
      }
    />
  );
}
