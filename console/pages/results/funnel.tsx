import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import { type ResultsAddress, spanParams } from './address.ts';
import { changeOf } from './change-of.ts';
import { CountLink, decisionsLink } from './count-link.tsx';
import { countedByDays, NothingHere } from './nothing-here.tsx';
import { FUNNEL, MACHINES } from './steps.ts';
import { useMeasureWords } from './use-measure-words.ts';

/** How far what woke triggers came, beside the same time before. */
export function Funnel({ address }: { readonly address: ResultsAddress }) {
  const params = address.asked;
  const query = useQuery(questionQuery({ name: 'results-funnel', params }));
  const before = useQuery(
    questionQuery({ name: 'results-funnel', params: { ...params, ...spanParams(address.period.before) } }),
  );
  return (
    <FourStates query={query}>
      {(answer) =>
        Number(answer.rows[0]?.woken ?? 0) + Number(answer.rows[0]?.matched ?? 0) === 0 ? (
          <NothingHere address={address} own={countedByDays(params, 'matched')} />
        ) : (
          <FunnelFigure address={address} answer={answer} before={before.data?.rows[0]} />
        )
      }
    </FourStates>
  );
}

function FunnelFigure({
  address,
  answer,
  before,
}: {
  readonly address: ResultsAddress;
  readonly answer: QueryAnswer;
  readonly before: QueryRow | undefined;
}) {
  const t = useTranslations('results');
  const format = useFormatter();
  const navigate = useNavigate();
  const { asked, period, zone } = address;
  const words = useMeasureWords(address.currency);
  const row = answer.rows[0] ?? {};
  const bars = useMemo(
    () =>
      FUNNEL.filter(({ column }) => row[column] !== null).map(({ column, step, of }) => {
        const value = Number(row[column]);
        const whole = of === undefined ? 0 : Number(row[of]);
        const share =
          whole > 0 ? ` · ${format.number(value / whole, { style: 'percent', maximumFractionDigits: 1 })}` : '';
        return { name: words.name(column), value, says: `${words.write(column, value)}${share}`, step };
      }),
    [row, format, words],
  );
  const draw = useMemo(() => drawBars(bars), [bars]);
  const machines = MACHINES.filter(({ column }) => Number(row[column] ?? 0) + Number(before?.[column] ?? 0) > 0);
  return (
    <Figure
      title={t('funnel')}
      about={`${t('funnelAbout', { zone })} ${t(`attributionSaid.${address.attribution}`)}`}
      asked={{ name: 'results-funnel', params: asked }}
      answer={answer}
      link={address.link}
      chart={{
        draw,
        height: 34 * bars.length + 8,
        onPick(index) {
          const step = bars[index]?.step;
          if (step !== undefined) void navigate(decisionsLink({ ...asked, step }));
        },
      }}
      isTableOpen
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(['step', 'count', 'share', 'before', 'change'] as const).map((name) => (
              <Table.Th key={name}>{t(`columns.${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...FUNNEL.filter(({ column }) => row[column] !== null), ...machines].map(({ column, step, of }) => (
            <Table.Tr key={column}>
              <Table.Th scope="row">{words.name(column)}</Table.Th>
              <Table.Td>
                <CountLink count={row[column]} params={step && { ...asked, step }} />
              </Table.Td>
              <Table.Td>
                {of !== undefined && Number(row[of]) > 0
                  ? t('shareOf', { share: Number(row[column]) / Number(row[of]), of: words.name(of) })
                  : '–'}
              </Table.Td>
              <Table.Td>
                <CountLink count={before?.[column]} params={step && { ...asked, ...spanParams(period.before), step }} />
              </Table.Td>
              <Table.Td>{changeOf(Number(row[column]), Number(before?.[column] ?? 0), format)}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row">{words.name('value')}</Table.Th>
            <Table.Td>{words.write('value', Number(row.value))}</Table.Td>
            <Table.Td>–</Table.Td>
            <Table.Td>{before ? words.write('value', Number(before.value)) : '–'}</Table.Td>
            <Table.Td>{changeOf(Number(row.value), Number(before?.value ?? 0), format)}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
