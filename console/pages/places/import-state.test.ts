import { expect, test } from 'vitest';
import type { ImportedRow } from '../../../engine/api/contract.ts';
import { cellsToRepair, leaveOut, NO_REPAIRS, repair, requestOf, rowsShown } from './import-state.ts';

const ROWS: readonly ImportedRow[] = [
  { row: 2, state: 'new', id: 'a', name: 'A', problems: [] },
  {
    row: 3,
    state: 'faulty',
    id: 'b',
    name: 'B',
    problems: [{ cell: 'lat', path: 'geometry.coordinates', expected: '' }],
  },
  {
    row: 4,
    state: 'faulty',
    id: 'c',
    name: 'C',
    problems: [{ path: 'x', expected: '' }],
    cells: { name: 'C', id: 'c' },
  },
];

test('what was repaired and left out goes to the engine', () => {
  const begun = repair(
    repair({ file: 'a.csv', text: 'text', stamp: '1', ...NO_REPAIRS }, 3, 'lat', '5'),
    3,
    'lat',
    '51',
  );
  expect(requestOf(leaveOut(begun, [4], true))).toMatchObject({
    file: 'a.csv',
    text: 'text',
    changes: [{ row: 3, cells: { lat: '51' } }],
    leaveOut: [4],
  });
  expect(requestOf(leaveOut(leaveOut(begun, [4, 9], true), [4], false)).leaveOut).toEqual([9]);
});

test('a row that is being repaired stays among those to repair', () => {
  const repaired = ROWS.map((row) => (row.row === 3 ? { ...row, state: 'new' as const } : row));
  expect(rowsShown(repaired, 'repair', new Set([3])).map(({ row }) => row)).toEqual([3, 4]);
  expect(rowsShown(repaired, 'new', new Set()).map(({ row }) => row)).toEqual([2, 3]);
});

test('a position is repaired as a whole; a row whose problem names no cell by all that it has', () => {
  expect(cellsToRepair(ROWS[1]!)).toEqual(['lat', 'lon']);
  expect(cellsToRepair(ROWS[2]!)).toEqual(['id', 'name']);
  expect(cellsToRepair(ROWS[0]!, { lon: '12' })).toEqual(['lat', 'lon']);
});
