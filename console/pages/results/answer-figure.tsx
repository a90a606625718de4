import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { drawBars } from '../../parts/chart/draw-bars.ts';
import { Figure } from '../../parts/chart/figure.tsx';
import { useCutNote } from '../../parts/chart/use-cut-note.ts';
import { FourStates } from '../../parts/four-states.tsx';
import { type QueryAnswer, type QueryRow, questionQuery } from '../../queries/results.ts';
import type { ResultsAddress } from './address.ts';
import type { OwnQuestion } from './newest-outside.ts';
import { NothingInPart } from './nothing-here.tsx';

/** A column of a table: what stands over it, and its cell. */
export interface AnswerColumn {
  readonly title: string;
  readonly cell: (row: QueryRow) => ReactNode;
  /** It shows a text, which may have several lines; what else there is are numbers, which stay on one. */
  readonly isText?: true;
}

/** A bar for each row. */
export interface AnswerBars {
  readonly name: (row: QueryRow) => string;
  readonly value: (row: QueryRow) => number;
  readonly says: (row: QueryRow) => string;
  /** The bounds that hold the true number. */
  readonly bounds?: (row: QueryRow) => { readonly low: number; readonly high: number };
}

const LINE_HEIGHT = 34;
/** Further bars have no room; the table has all. */
const MOST_BARS = 15;

/** A question as bars with a table. */
export function AnswerFigure({
  address,
  name,
  params,
  title,
  about,
  columns,
  bars,
  empty,
  own = { name, params },
}: {
  readonly address: ResultsAddress;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly title: string;
  readonly about: string;
  readonly columns: readonly AnswerColumn[];
  readonly bars: AnswerBars;
  /** What is said where there is no row. */
  readonly empty: string;
  /** What is asked for the newest row outside of the period; absent: the same question. */
  readonly own?: OwnQuestion;
}) {
  const query = useQuery(questionQuery({ name, params }));
  return (
    <FourStates query={query}>
      {(answer) => <Drawn {...{ address, name, params, title, about, columns, bars, empty, own, answer }} />}
    </FourStates>
  );
}

function Drawn({
  address,
  name,
  params,
  title,
  about,
  columns,
  bars,
  empty,
  own,
  answer,
}: Parameters<typeof AnswerFigure>[0] & { readonly answer: QueryAnswer; readonly own: OwnQuestion }) {
  const sayCut = useCutNote();
  const shown = answer.rows.slice(0, MOST_BARS);
  const texts = JSON.stringify(
    shown.map((row) => ({
      ...{ name: bars.name(row), value: bars.value(row), says: bars.says(row) },
      ...(bars.bounds && { bounds: bars.bounds(row) }),
    })),
  );
  const draw = useMemo(() => drawBars(JSON.parse(texts)), [texts]);
  // Rows of an answer have no name of their own, and never move.
  const keyed = answer.rows.map((row, at) => ({ key: `row-${at}`, row }));
  return (
    <Figure
      title={title}
      about={about}
      asked={{ name, params }}
      answer={answer}
      link={address.link}
      isTableOpen
      {...(shown.length > 0 && {
        chart: { draw, height: LINE_HEIGHT * shown.length + 8, note: sayCut(shown.length, answer.of) },
      })}
    >
      {answer.rows.length === 0 ? (
        <NothingInPart says={empty} address={address} own={own} />
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.title}>{column.title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keyed.map(({ key, row }) => (
              <Table.Tr key={key}>
                {columns.map((column) => (
                  <Table.Td key={column.title} className={column.isText ? 'any-text' : 'number-cell'}>
                    {column.cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Figure>
  );
}
