import { Table, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { TileAnswer } from '../../../engine/api/contract.ts';
import type { Tile } from '../../queries/boards.ts';
import type { QueryRow } from '../../queries/results.ts';
import { CountLink } from '../results/count-link.tsx';
import { useColumnWords } from '../results/use-column-words.ts';
import { useCells } from './use-cells.ts';

/** The parameters of what is behind a number of a row; undefined: it leads nowhere. */
export type BehindCell = (row: QueryRow, column: string) => Readonly<Record<string, string>> | undefined;

/** The rows of a tile as a table: heads in words, and counts that lead to what is behind them. */
export function TileRows({
  tile: { source },
  answer: { columns, rows, isCut, of, zone },
  behind,
}: {
  readonly tile: Tile;
  readonly answer: TileAnswer;
  readonly behind: BehindCell;
}) {
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
        <Text size="xs" c="dimmed">
          {t('cut', { rows: rows.length })}
        </Text>
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
  readonly params: ReturnType<BehindCell>;
}) {
  return params ? <CountLink count={count} params={params} /> : text;
}
