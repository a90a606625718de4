import type { ImportedRow, ImportFileRequest } from '../../../engine/api/contract.ts';

export type Cells = NonNullable<ImportedRow['cells']>;
export type CellName = keyof Cells;

/** A file as it was chosen. */
export interface ChosenFile {
  readonly file: string;
  readonly text: string;
  /** Tells this file from another of the same name. */
  readonly stamp: string;
}

/** What was done to the rows of a file. */
export interface Repairs {
  readonly changes: Readonly<Record<number, Cells>>;
  readonly leaveOut: readonly number[];
  readonly columns: Cells;
  readonly radiusMetres: number;
  readonly tags: readonly string[];
}

/** A file on its way to become places: what was repaired and left out. */
export interface Importing extends ChosenFile, Repairs {}

export const NO_REPAIRS: Repairs = { changes: {}, leaveOut: [], columns: {}, radiusMetres: 50, tags: [] };

/** Repairs one cell of a row. */
export function repair(importing: Importing, row: number, cell: CellName, value: string): Importing {
  return { ...importing, changes: { ...importing.changes, [row]: { ...importing.changes[row], [cell]: value } } };
}

/** Leaves rows out, or takes them after all. */
export function leaveOut(importing: Importing, rows: readonly number[], isOut: boolean): Importing {
  const others = importing.leaveOut.filter((row) => !rows.includes(row));
  return { ...importing, leaveOut: isOut ? [...others, ...rows].sort((a, b) => a - b) : others };
}

/** What the engine is asked. */
export function requestOf({ stamp: _, changes, ...asked }: Importing): ImportFileRequest {
  const rows = Object.entries(changes).map(([row, cells]) => ({ row: Number(row), cells }));
  return { ...asked, changes: rows };
}

/**
 * The rows that a filter shows. A row that was faulty stays while it is repaired, or it would go at the first letter
 * that fits.
 */
export function rowsShown(
  rows: readonly ImportedRow[],
  filter: 'repair' | 'all' | ImportedRow['state'],
  touched: ReadonlySet<number>,
): readonly ImportedRow[] {
  if (filter === 'all') return rows;
  if (filter === 'repair') return rows.filter(({ row, state }) => state === 'faulty' || touched.has(row));
  return rows.filter(({ state }) => state === filter);
}

/** How many rows there are of each state. */
export function countRows(rows: readonly ImportedRow[]): Readonly<Record<ImportedRow['state'], number>> {
  const counts = { new: 0, changed: 0, unchanged: 0, faulty: 0, 'left-out': 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

/**
 * The cells that a row is repaired by: those that its problems name and those that were typed in, else all that it has.
 */
export function cellsToRepair({ problems, cells = {} }: ImportedRow, typed: Cells = {}): readonly CellName[] {
  const named = new Set([...problems.flatMap(({ cell }) => cell ?? []), ...(Object.keys(typed) as CellName[])]);
  // Whoever mends one half of a position looks at the other.
  if (named.has('lat') || named.has('lon')) for (const cell of ['lat', 'lon'] as const) named.add(cell);
  const all = named.size > 0 ? named : new Set(Object.keys(cells) as CellName[]);
  return ORDER.filter((cell) => all.has(cell));
}

const ORDER = ['id', 'name', 'lat', 'lon', 'radius', 'width', 'tags'] as const;

/** Colours of states, on badges. */
export const COLOURS = { new: 'teal', changed: 'blue', unchanged: 'gray', faulty: 'red', 'left-out': 'gray' } as const;
