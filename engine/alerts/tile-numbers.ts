import type { Tile } from '../shelf/contract.ts';
import type { Answered } from './contract.ts';

/** The points that a chart draws: a name and a number for each row. */
export interface TilePoint {
  readonly name: string;
  readonly number: number;
}

const IS_TIME = /^(at|hour|until|.+_at)$/;

/** Returns the column whose numbers a tile shows; undefined: no column has any. */
export function numberColumn({ column }: Pick<Tile, 'column'>, { columns, rows }: Answered): string | undefined {
  if (column !== '') return columns.includes(column) ? column : undefined;
  return columns.find((name) => !IS_TIME.test(name) && rows.some((row) => isNumber(row[name])));
}

/** Returns the points of a tile; `write` says a time. */
export function pointsOf(tile: Pick<Tile, 'column'>, answer: Answered, write: (at: number) => string): TilePoint[] {
  const column = numberColumn(tile, answer);
  if (column === undefined) return [];
  const named = nameColumns(column, answer);
  return answer.rows.map((row) => ({
    name: named
      .map((name) => sayCell(name, row[name], write))
      .filter(Boolean)
      .join(' · '),
    number: Number(row[column] ?? 0),
  }));
}

/** Returns the columns that name a point: those that are not all numbers. */
export function nameColumns(column: string, { columns, rows }: Answered): string[] {
  return columns.filter((name) => name !== column && !rows.every((row) => isPlainNumber(name, row)));
}

/** Says the value of a cell. */
export function sayCell(name: string, value: unknown, write: (at: number) => string): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'number' && IS_TIME.test(name)) return write(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}

function isPlainNumber(name: string, row: Answered['rows'][number]): boolean {
  return !IS_TIME.test(name) && (row[name] === null || isNumber(row[name]));
}
