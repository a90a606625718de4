import type { SqlAnswer } from '../../../engine/api/contract.ts';

/** What a chart draws of an answer in SQL: a name and a number for each row. */
export interface SqlPoint {
  readonly name: string;
  readonly value: number;
}

type Answered = Pick<SqlAnswer, 'columns' | 'rows'>;

const IS_NUMBER = /^(?:LowCardinality\(|Nullable\()*(?:U?Int|Float|Decimal)\d/;

/** Returns the names of the columns that a chart can draw, in their order. */
export function numberColumns({ columns }: Pick<SqlAnswer, 'columns'>): readonly string[] {
  return columns.filter(({ type }) => IS_NUMBER.test(type)).map(({ name }) => name);
}

/**
 * Returns the points of an answer by one of its columns. A point is named by what is no number in its row; where all
 * are numbers by the other columns, and else by its place. A row without a value has no point.
 */
export function chartOf({ columns, rows }: Answered, column: string): readonly SqlPoint[] {
  const at = columns.findIndex(({ name }) => name === column);
  const others = columns.flatMap(({ type }, i) => (i === at ? [] : [{ i, isNumber: IS_NUMBER.test(type) }]));
  const texts = others.filter(({ isNumber }) => !isNumber);
  const naming = texts.length > 0 ? texts : others;
  return rows.flatMap((row, n) => {
    const value = row[at];
    if (value === null || value === undefined || !Number.isFinite(Number(value))) return [];
    const name = naming.length > 0 ? naming.map(({ i }) => sayCell(row[i])).join(' · ') : String(n + 1);
    return [{ name, value: Number(value) }];
  });
}

function sayCell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
