import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { FourStates } from '../../parts/four-states.tsx';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import { CountLink } from './count-link.tsx';
import { useMeasureWords } from './use-measure-words.ts';

/** What became of messages by how old their moment was when they were sent. */
export function Lateness({ address }: { readonly address: ResultsAddress }) {
  const query = useQuery(questionQuery({ name: 'lateness', params: address.asked }));
  return (
    <FourStates query={query}>
      {(answer) => answer.rows.length > 0 && <LatenessFigure address={address} answer={answer} />}
    </FourStates>
  );
}

function LatenessFigure({ address, answer }: { readonly address: ResultsAddress; readonly answer: QueryAnswer }) {
  const t = useTranslations('results');
  const words = useMeasureWords(address.currency);
  const bands = useMemo(() => {
    const span = (ms: number) => {
      const [unit, size] =
        ms < 60_000
          ? (['s', 1_000] as const)
          : ms < 3_600_000
            ? (['min', 60_000] as const)
            : (['h', 3_600_000] as const);
      return t(`spans.${unit}`, { n: ms / size });
    };
    return answer.rows.map((row) => {
      const [from, until] = [Number(row.from_ms), Number(row.until_ms)];
      const name =
        until === 0
          ? t('bandFrom', { from: span(from) })
          : from === 0
            ? t('bandUntil', { until: span(until) })
            : `${span(from)} – ${span(until)}`;
      return { row, name, sent: Number(row.sent), share: Number(row.clicked) / Math.max(1, Number(row.sent)) };
    });
  }, [answer.rows, t]);
  const behind = (row: QueryRow, step: string) => ({
    ...address.asked,
    step,
    ...(Number(row.from_ms) > 0 && { age_from: String(row.from_ms) }),
    ...(Number(row.until_ms) > 0 && { age_until: String(row.until_ms) }),
  });
  const draw = useMemo(
    () =>
      drawBars(bands.map(({ name, share, sent }) => ({ name, value: share, says: t('clickedOf', { share, sent }) }))),
    [bands, t],
  );
  return (
    <Figure
      title={t('lateness')}
      about={t('latenessAbout')}
      asked={{ name: 'lateness', params: address.asked }}
      answer={answer}
      link={address.link}
      chart={{ draw, height: 34 * bands.length + 8 }}
      isTableOpen
    >
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.age')}</Table.Th>
            {(['sent', 'clicked', 'converted', 'value'] as const).map((name) => (
              <Table.Th key={name}>{words.name(name)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bands.map(({ row, name }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              {(['sent', 'clicked', 'converted'] as const).map((column) => (
                <Table.Td key={column}>
                  <CountLink count={row[column]} params={behind(row, column)} />
                </Table.Td>
              ))}
              <Table.Td>{words.write('value', Number(row.value))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Figure>
  );
}
