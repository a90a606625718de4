import { Alert, Anchor, Card, Group, ScrollArea, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { EChartsType } from 'echarts/core';
import { type ReactNode, useMemo, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { TileAnswer } from '../../../engine/api/contract.ts';
import { Chart } from '../../parts/chart/chart.tsx';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { drawLines } from '../../parts/chart/draw-lines.ts';
import { Loading } from '../../parts/four-states.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type Tile, tileQuery } from '../../queries/boards.ts';

/** Further bars have no room. */
const MOST_BARS = 20;
const LINE_HEIGHT = 34;

/** One answer on a board: as a number, as a chart with its table, or as a table. `tools` change it. */
export function BoardTile({
  tile,
  period,
  zone,
  tools,
}: {
  readonly tile: Tile;
  readonly period: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly tools?: ReactNode;
}) {
  const t = useTranslations('boards');
  const { wordFault } = useEngineWords();
  const { data, error } = useQuery(tileQuery(tile, period));
  const title = tile.title || data?.title || tile.source.name;
  return (
    <Card withBorder component="section" aria-label={title} h="100%">
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <Title order={2} size="h4" className="any-text">
          {title}
        </Title>
        {tile.source.kind === 'saved' && (
          <Anchor component={Link} to="/results/sql" search={{ question: tile.source.name } as never} size="xs">
            SQL
          </Anchor>
        )}
      </Group>
      {error ? (
        <Alert color="red" role="alert" className="any-text">
          {wordFault(error)}
        </Alert>
      ) : data ? (
        <Answer tile={tile} title={title} answer={data} zone={zone} />
      ) : (
        <Loading />
      )}
      {data?.isCut && (
        <Text size="xs" c="dimmed">
          {t('cut', { rows: data.rows.length })}
        </Text>
      )}
      {tools}
    </Card>
  );
}

interface Shown {
  readonly tile: Tile;
  readonly title: string;
  readonly answer: TileAnswer;
  readonly zone: string;
}

function Answer({ tile, title, answer, zone }: Shown) {
  const t = useTranslations('boards');
  const format = useFormatter();
  if (answer.rows.length === 0) return <Text c="dimmed">{t('empty')}</Text>;
  if (tile.look === 'number') {
    const value = answer.column === undefined ? undefined : answer.rows[0]?.[answer.column];
    return (
      <Text fz={36} fw={600}>
        {value === undefined || value === null ? '–' : format.number(Number(value), { maximumFractionDigits: 2 })}
      </Text>
    );
  }
  const table = <Rows answer={answer} zone={zone} />;
  if (tile.look === 'table' || answer.column === undefined) return table;
  return (
    <>
      <TileChart tile={tile} title={title} answer={answer} zone={zone} />
      <details className="panel-details">
        <summary>{t('table')}</summary>
        {table}
      </details>
    </>
  );
}

function TileChart({ tile, title, answer, zone }: Shown) {
  const t = useTranslations('boards');
  const format = useFormatter();
  const say = useCells(zone);
  const drawn = useRef<EChartsType | null>(null);
  const points = useMemo(
    () =>
      answer.rows.map((row) => ({
        name: answer.names.map((name) => say(name, row[name])).join(' · '),
        value: Number(row[answer.column ?? ''] ?? 0),
      })),
    [answer, say],
  );
  const bars = points.slice(0, MOST_BARS);
  const draw = useMemo(
    () =>
      tile.look === 'lines'
        ? drawLines(
            points.map(({ name }) => name),
            [{ name: '', values: points.map(({ value }) => value) }],
            answer.column ?? '',
          )
        : drawBars(points.slice(0, MOST_BARS).map((bar) => ({ ...bar, says: format.number(bar.value) }))),
    [tile.look, points, answer.column, format],
  );
  const height = tile.look === 'lines' ? 220 : LINE_HEIGHT * bars.length + 8;
  return <Chart label={`${title}. ${t('seeTable')}`} draw={draw} height={height} chartRef={drawn} />;
}

function Rows({ answer: { columns, rows }, zone }: Pick<Shown, 'answer' | 'zone'>) {
  const say = useCells(zone);
  // Rows of an answer have no name of their own, and never move.
  const keyed = rows.map((row, at) => ({ key: `row-${at}`, row }));
  return (
    <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table striped>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keyed.map(({ key, row }) => (
            <Table.Tr key={key}>
              {columns.map((name) => (
                <Table.Td key={name} className="any-text">
                  {say(name, row[name])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

const IS_TIME = /^(at|hour|until|.+_at)$/;

/** Says a cell: a time on the clock of the zone, a number as people write it. */
function useCells(zone: string): (column: string, value: unknown) => string {
  const format = useFormatter();
  const time = useZonedTime(zone);
  return useMemo(
    () => (column: string, value: unknown) => {
      if (value === null || value === undefined || value === '') return '–';
      if (typeof value === 'number')
        return IS_TIME.test(column) && value > 1e11 ? time(value) : format.number(value, { maximumFractionDigits: 2 });
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    },
    [format, time],
  );
}
