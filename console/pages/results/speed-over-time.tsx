import { Select, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormatter, useLocale, useNow, useTranslations } from 'use-intl';
import { drawLines } from '../../parts/chart/draw-lines.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { bucketFor, bucketsOf } from '../../parts/period.ts';
import { type QueryAnswer, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { countedByDays, NothingHere } from './nothing-here.tsx';
import { partOf } from './time-bars.ts';
import { useWriteBucket } from './write-bucket.ts';

const SPEED_STEPS = ['signal-age', 'matched', 'queued', 'sent'] as const;
export const QUANTILES = ['p50', 'p95', 'p99'] as const;

/** How long a step took, by hours or days: half, 95 and 99 of a hundred. */
export function SpeedOverTime({ address }: { readonly address: ResultsAddress }) {
  const along = bucketFor(address.period) === 'hour' ? 'hour' : 'day';
  const params = { ...address.asked, along, limit: '50000' };
  const query = useQuery(questionQuery({ name: 'latency-over-time', params }));
  return (
    <FourStates query={query}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <NothingHere address={address} own={countedByDays(address.asked, 'matched')} />
        ) : (
          <SpeedFigure address={address} answer={answer} along={along} params={params} />
        )
      }
    </FourStates>
  );
}

function SpeedFigure({
  address,
  answer,
  along,
  params,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly along: 'hour' | 'day';
  readonly params: Readonly<Record<string, string>>;
}) {
  const t = useTranslations('results');
  const format = useFormatter();
  const navigate = useNavigate();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const { period, zone, param, put } = address;
  const write = useWriteBucket(along, zone, useLocale());
  const step = SPEED_STEPS.find((one) => one === param('speed')) ?? 'sent';
  const points = useMemo(() => {
    const rows = answer.rows.filter((row) => row.step === step);
    const byTime = new Map(rows.map((row) => [Number(row.hour ?? row.day_at), row]));
    return bucketsOf(period, along, zone).map(({ at, until }) => ({
      ...{ at, row: byTime.get(at) },
      ...partOf(at, until, period, now),
    }));
  }, [answer.rows, step, period, along, zone, now]);
  // Every decision has the measures of the steps that it came to, and the age of its signal once it matched.
  const counted = step === 'signal-age' ? 'matched' : step;
  const draw = useMemo(
    () =>
      drawLines(
        points.map(({ at, isPartial }) => `${write(at)}${isPartial ? ` (${t('partial')})` : ''}`),
        QUANTILES.map((name) => ({ name, values: points.map(({ row }) => (row ? Number(row[name]) : null)) })),
        'ms',
        points.map(({ isPartial }) => isPartial),
      ),
    [points, write, t],
  );
  return (
    <Figure
      title={t('latency', { step: t(`speedSteps.${step}`) })}
      about={t('latencyAbout', { zone })}
      asked={{ name: 'latency-over-time', params }}
      answer={answer}
      link={address.link}
      chart={{
        ...{ draw, height: 260 },
        onPick(index) {
          const point = points[index];
          if (point) void navigate(decisionsLink({ ...address.asked, ...point.span, step: counted }));
        },
      }}
      choices={
        <Select
          aria-label={t('speedStep')}
          size="xs"
          w={170}
          allowDeselect={false}
          data={SPEED_STEPS.map((one) => ({ value: one, label: t(`speedSteps.${one}`) }))}
          value={step}
          onChange={(next) => put({ speed: next ?? '' })}
        />
      }
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t(`buckets.${along}`)}</Table.Th>
            <Table.Th>{t('columns.count')}</Table.Th>
            {QUANTILES.map((name) => (
              <Table.Th key={name}>{name} (ms)</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ at, row, span, isPartial }) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">
                {write(at)}
                {isPartial && ` (${t('partial')})`}
              </Table.Th>
              <Table.Td>
                <CountLink count={row?.count ?? 0} params={{ ...address.asked, ...span, step: counted }} />
              </Table.Td>
              {QUANTILES.map((name) => (
                <Table.Td key={name}>{row ? format.number(Number(row[name])) : '–'}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
