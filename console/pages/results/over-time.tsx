import { Group, Select, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useLocale, useNow, useTranslations } from 'use-intl';
import { drawTime } from '../../parts/chart/draw-bars.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { BUCKETS, type Bucket, bucketFor } from '../../parts/period.ts';
import { type QueryAnswer, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { MEASURES, type Measure, stepOf } from './steps.ts';
import { timeParts } from './time-bars.ts';
import { useMeasureWords } from './use-measure-words.ts';
import { useWriteBucket } from './write-bucket.ts';

/** One count by hours, days or weeks, with as long before as a line. */
export function OverTime({ address }: { readonly address: ResultsAddress }) {
  const bucket = BUCKETS.find((one) => one === address.param('bucket')) ?? bucketFor(address.period);
  const asked = {
    name: 'results-over-time',
    params: { ...address.asked, bucket, before: 'true', limit: '10000' },
  };
  const query = useQuery(questionQuery(asked));
  return (
    <FourStates query={query}>
      {(answer) => <TimeFigure address={address} answer={answer} bucket={bucket} asked={asked} />}
    </FourStates>
  );
}

function TimeFigure({
  address,
  answer,
  bucket,
  asked,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly bucket: Bucket;
  readonly asked: { readonly name: string; readonly params: Readonly<Record<string, string>> };
}) {
  const t = useTranslations('results');
  const navigate = useNavigate();
  const language = useLocale();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const { period, zone, put, param } = address;
  const words = useMeasureWords(address.currency);
  const write = useWriteBucket(bucket, zone, language);
  const measure: Measure = MEASURES.find((one) => one === param('measure')) ?? 'sent';
  const parts = useMemo(
    () => timeParts(answer.rows, measure, period, bucket, zone, now),
    [answer.rows, measure, period, bucket, zone, now],
  );
  const draw = useMemo(() => {
    const bars = parts.map(({ at, value, before, isPartial }) => ({
      ...{ name: write(at), value, before, isPartial },
      says: `${write(at)}${isPartial ? ` (${t('partial')})` : ''}\n${words.name(measure)}: ${words.write(measure, value)}\n${t('before')}: ${words.write(measure, before)}`,
    }));
    return drawTime(bars, t('before'));
  }, [parts, write, words, measure, t]);
  const behind = (span: { readonly from: string; readonly to: string }) => ({
    ...address.asked,
    ...span,
    step: stepOf(measure),
  });
  return (
    <Figure
      title={t('overTime', { measure: words.name(measure) })}
      about={t('overTimeAbout', { zone })}
      asked={asked}
      answer={answer}
      link={address.link}
      chart={{
        draw,
        height: 240,
        onPick(index) {
          const part = parts[index];
          if (part) void navigate(decisionsLink(behind(part.span)));
        },
      }}
      choices={
        <Group gap="xs">
          <Select
            aria-label={t('measure')}
            size="xs"
            w={150}
            allowDeselect={false}
            data={MEASURES.map((one) => ({ value: one, label: words.name(one) }))}
            value={measure}
            onChange={(next) => put({ measure: next ?? '' })}
          />
          <Select
            aria-label={t('bucket')}
            size="xs"
            w={110}
            allowDeselect={false}
            data={BUCKETS.map((one) => ({ value: one, label: t(`buckets.${one}`) }))}
            value={bucket}
            onChange={(next) => put({ bucket: next ?? '' })}
          />
        </Group>
      }
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t(`buckets.${bucket}`)}</Table.Th>
            <Table.Th>{words.name(measure)}</Table.Th>
            <Table.Th>{t('before')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map(({ at, value, before, isPartial, span }) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">
                {write(at)}
                {isPartial && ` (${t('partial')})`}
              </Table.Th>
              <Table.Td>
                {measure === 'value' ? words.write(measure, value) : <CountLink count={value} params={behind(span)} />}
              </Table.Td>
              <Table.Td>{words.write(measure, before)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
