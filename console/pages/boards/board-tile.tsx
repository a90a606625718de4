import { Alert, Anchor, Card, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { TileAnswer } from '../../../engine/api/contract.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { Loading } from '../../parts/four-states.tsx';
import { useEngineWords } from '../../parts/use-engine-words.ts';
import { useZonedTime } from '../../parts/zoned-time.tsx';
import { type Tile, tileQuery } from '../../queries/boards.ts';
import type { QueryRow } from '../../queries/results.ts';
import type { ResultsAddress } from '../results/address.ts';
import { behindRow } from '../results/behind-row.ts';
import { CountLink, decisionsLink } from '../results/count-link.tsx';
import { NothingInPart } from '../results/nothing-here.tsx';
import { type BehindCell, TileRows } from './tile-rows.tsx';
import { useTileChart } from './use-tile-chart.ts';

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
      isTableOpen={answer.rows.length === 0 || (look !== 'number' && !hasChart)}
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
        <TileRows tile={tile} answer={answer} behind={behind} />
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

function OneNumber({
  answer: { rows, column = '' },
  behind,
}: {
  readonly answer: TileAnswer;
  readonly behind: BehindCell;
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
