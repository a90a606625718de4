import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { drawBand } from '../../parts/chart/draw-band.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type QueryAnswer, questionQuery } from '../../queries/results.ts';
import { courseSlots } from './course-slots.ts';
import { effectLink, sumsBehind } from './effect-links.ts';

const NO_POINTS = [] as const;

/** How the difference became known: a band that narrows until the planned end, with the same as a table. */
export function Course({ answer }: { readonly answer: EffectAnswer }) {
  const points = answer.effect?.course ?? NO_POINTS;
  const isShown = answer.plan !== undefined && points.length >= 3;
  const query = useQuery({ ...questionQuery(sumsBehind(answer)), enabled: isShown });
  if (!isShown) return null;
  return <FourStates query={query}>{(sums) => <CourseFigure answer={answer} sums={sums} />}</FourStates>;
}

function CourseFigure({ answer, sums }: { readonly answer: EffectAnswer; readonly sums: QueryAnswer }) {
  const t = useTranslations('effect');
  const format = useFormatter();
  const { effect, plan, zone } = answer;
  const points = effect?.course ?? NO_POINTS;
  const time = useZonedTime(zone);
  const hundred = (number: number | null) =>
    number === null ? '–' : format.number(number * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const slots = plan ? courseSlots(points, plan) : [];
  const texts = JSON.stringify(
    slots.map(({ at, point, isOpen }) => ({
      name: time(at),
      ...{ estimate: times100(point?.estimate), low: times100(point?.low), high: times100(point?.high), isOpen },
      says: [
        `${time(at)}${isOpen ? ` (${t('notOver')})` : ''}`,
        ...(point ? [t('bounds', { low: hundred(point.low), high: hundred(point.high) })] : []),
      ].join('\n'),
    })),
  );
  const unit = t('difference');
  const draw = useMemo(() => drawBand(JSON.parse(texts), unit), [texts, unit]);
  // the sums are the question that the course is worked out from; a row of the figure is a look at them
  const looks = { ...sums, rows: points.map((point) => ({ ...point })), of: points.length };
  return (
    <Figure
      title={t('course')}
      about={`${t('courseHint')} ${t('zoneSaid', { zone })}`}
      asked={{ ...sumsBehind(answer), name: 'effect-course' }}
      answer={looks}
      link={effectLink(answer)}
      chart={{ draw, height: 240 }}
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('when')}</Table.Th>
            <Table.Th>{t('difference')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(({ at, low, high }) => (
            <Table.Tr key={at}>
              <Table.Td>{time(at)}</Table.Td>
              <Table.Td>{t('bounds', { low: hundred(low), high: hundred(high) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}

function times100(number: number | null | undefined): number | null {
  return number === null || number === undefined ? null : Math.round(number * 10_000) / 100;
}
