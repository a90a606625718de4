import { Alert, Anchor, Card, Group, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { TileAnswer } from '../../../engine/api/contract.ts';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { drawLines } from '../../parts/chart/draw-lines.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import { Loading } from '../../parts/four-states.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type Tile, tileQuery } from '../../queries/boards.ts';
import type { QueryRow } from '../../queries/results.ts';
import type { ResultsAddress } from '../results/address.ts';
import { behindRow } from '../results/behind-row.ts';
import { CountLink, decisionsLink } from '../results/count-link.tsx';
import { NothingInPart } from '../results/nothing-here.tsx';
import { useColumnWords } from '../results/use-column-words.ts';
import { useCells } from './use-cells.ts';

/** Further bars have no room. */
const MOST_BARS = 20;
const LINE_HEIGHT = 34;

/** The days that a board is looked at for; an end alone: the days of each tile until then. */
export type BoardPeriod = Readonly<Record<string, string>>;

/** One answer on a board: as a number, as a chart with its table, or as a table. `tools` change it. */
export function BoardTile({
  tile,
  board,
  period,
  address,
  tools,
}: {
  readonly tile: Tile;
  /** The board that it is on; absent: it is not on one yet. */
  readonly board?: string;
  readonly period: BoardPeriod | undefined;
  readonly address: ResultsAddress;
  readonly tools?: ReactNode;
}) {
  const { wordFault } = useEngineWords();
  const { data, error } = useQuery(tileQuery(tile, period));
  if (data && !error) return <Answer {...{ tile, board, period, address, tools, answer: data }} />;
  const title = tile.title || tile.source.name;
  return (
    <Card withBorder component="section" aria-label={title} h="100%">
      <Title order={2} size="h4" className="any-text" mb="xs">
        {title}
      </Title>
      {error ? (
        <Alert color="red" role="alert" className="any-text">
          {wordFault(error)}
        </Alert>
      ) : (
        <Loading />
      )}
      {tools}
    </Card>
  );
}

interface Shown {
  readonly tile: Tile;
  readonly board: string | undefined;
  readonly period: BoardPeriod | undefined;
  readonly address: ResultsAddress;
  readonly tools: ReactNode;
  readonly answer: TileAnswer;
}

function Answer({ tile, board, period, address, tools, answer }: Shown) {
  const { source, look } = tile;
  const navigate = useNavigate();
  const params = askedOf(tile, answer);
  const behind = (row: QueryRow, column: string) =>
    source.kind === 'named' ? behindRow(source.name, params, row, column) : undefined;
  const chart = useTileChart(tile, answer);
  const hasChart = chart !== undefined && answer.rows.length > 0;
  // Days of its own end now; the link keeps that end.
  const end = answer.period && { to: String(answer.period.to), zone: answer.zone };
  const link = board && `/results/boards?${new URLSearchParams({ board, ...(period ?? end) })}`;
  return (
    <Figure
      title={tile.title || answer.title}
      about={useAbout(answer)}
      asked={{ name: source.name, params }}
      answer={{ ...answer, of: source.kind === 'named' ? (answer.of ?? answer.rows.length) : answer.rows.length }}
      link={link ?? `${location.pathname}${location.search}`}
      isSmall
      isTableOpen={look === 'table' || !hasChart}
      tools={tools}
      choices={source.kind === 'saved' && <SqlLink question={source.name} />}
      {...(hasChart && {
        chart: {
          ...chart,
          onPick(index: number) {
            const row = answer.rows[index];
            const found = row && answer.column !== undefined ? behind(row, answer.column) : undefined;
            if (found) void navigate(decisionsLink(found));
          },
        },
      })}
      {...(look === 'number' && { drawing: <OneNumber answer={answer} behind={behind} /> })}
    >
      {answer.rows.length === 0 ? (
        <NothingInTile tile={tile} answer={answer} address={address} params={params} />
      ) : (
        <Rows tile={tile} answer={answer} behind={behind} />
      )}
    </Figure>
  );
}

/** The parameters that give the same rows: the period written out. */
function askedOf({ source }: Tile, { period, zone }: TileAnswer): BoardPeriod {
  if (period === undefined) return source.params;
  const { last: _last, ...kept } = source.params;
  return { ...kept, from: String(period.from), to: String(period.to), zone };
}

function useAbout({ period, zone }: TileAnswer): string {
  const t = useTranslations('boards');
  const write = useZonedTime(zone);
  if (period === undefined) return t('ofSql', { zone });
  const to = write(period.to);
  return period.from === 0 ? t('ofAll', { to, zone }) : t('of', { from: write(period.from), to, zone });
}

function SqlLink({ question }: { readonly question: string }) {
  const t = useTranslations('boards');
  return (
    <Anchor component={Link} to="/results/sql" search={{ question } as never} size="xs">
      {t('openSql')}
    </Anchor>
  );
}

type Behind = (row: QueryRow, column: string) => BoardPeriod | undefined;

function OneNumber({
  answer: { rows, column = '' },
  behind,
}: {
  readonly answer: TileAnswer;
  readonly behind: Behind;
}) {
  const format = useFormatter();
  const [row] = rows;
  const value = row?.[column];
  const params = row && behind(row, column);
  return (
    <Text fz={36} fw={600}>
      {params ? (
        <CountLink count={value} params={params} />
      ) : value === undefined || value === null ? (
        '–'
      ) : (
        format.number(Number(value), { maximumFractionDigits: 2 })
      )}
    </Text>
  );
}

/** The bars or the line of a tile; undefined: it shows neither. */
function useTileChart({ look, source }: Tile, answer: TileAnswer) {
  const format = useFormatter();
  const sayCut = useCutNote();
  const word = useColumnWords();
  const say = useCells(answer.zone, source.kind);
  const { rows, names, column, of } = answer;
  const chart = useMemo(() => {
    const points = rows.map((row) => ({
      name: names.map((name) => say(name, row[name])).join(' · '),
      value: Number(row[column ?? ''] ?? 0),
    }));
    if (look === 'lines') {
      const line = { name: '', values: points.map(({ value }) => value) };
      const unit = source.kind === 'named' ? word(column ?? '') : (column ?? '');
      return {
        drawn: points.length,
        height: 220,
        draw: drawLines(
          points.map(({ name }) => name),
          [line],
          unit,
        ),
      };
    }
    const bars = points.slice(0, MOST_BARS).map((bar) => ({ ...bar, says: format.number(bar.value) }));
    return { drawn: bars.length, height: LINE_HEIGHT * bars.length + 8, draw: drawBars(bars) };
  }, [look, source.kind, rows, names, column, say, word, format]);
  if (column === undefined || (look !== 'lines' && look !== 'bars')) return undefined;
  const { drawn, ...shown } = chart;
  return { ...shown, note: sayCut(drawn, of ?? rows.length) };
}

function NothingInTile({
  tile: { source },
  answer: { period, zone },
  address: { put },
  params,
}: Pick<Shown, 'tile' | 'answer' | 'address'> & { readonly params: BoardPeriod }) {
  const t = useTranslations('boards');
  if (source.kind !== 'named' || period === undefined) return <Text c="dimmed">{t('empty')}</Text>;
  const own = { name: source.name, params };
  return (
    <NothingInPart
      says={t('empty')}
      address={{ period: { fromMs: period.from, toMs: period.to }, zone, put }}
      own={own}
    />
  );
}

function Rows({
  tile: { source },
  answer: { columns, rows, isCut, of, zone },
  behind,
}: Pick<Shown, 'tile' | 'answer'> & { readonly behind: Behind }) {
  const t = useTranslations('boards');
  const say = useCells(zone, source.kind);
  const word = useColumnWords();
  // Rows of an answer have no name of their own, and never move.
  const keyed = rows.map((row, at) => ({ key: `row-${at}`, row }));
  return (
    <>
      <Table striped>
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name}>{source.kind === 'named' ? word(name) : name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keyed.map(({ key, row }) => (
            <Table.Tr key={key}>
              {columns.map((name) => (
                <Table.Td key={name} className="any-text">
                  <Cell text={say(name, row[name])} count={row[name]} params={behind(row, name)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isCut && of === undefined && (
        <Group>
          <Text size="xs" c="dimmed">
            {t('cut', { rows: rows.length })}
          </Text>
        </Group>
      )}
    </>
  );
}

function Cell({
  text,
  count,
  params,
}: {
  readonly text: string;
  readonly count: unknown;
  readonly params: BoardPeriod | undefined;
}) {
  return params ? <CountLink count={count} params={params} /> : text;
}
