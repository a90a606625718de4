import { expect, test } from 'vitest';
import { chartOf, numberColumns } from './chart-of.ts';

const columns = [
  { name: 'trigger', type: 'LowCardinality(String)' },
  { name: 'day', type: 'Date' },
  { name: 'sent', type: 'UInt64' },
  { name: 'value', type: 'Nullable(Float64)' },
];
const rows = [
  ['rainy', '2026-11-02', 12, 3.5],
  ['', '2026-11-03', 4, null],
];

test('columns of numbers can be drawn, and no others', () => {
  expect(numberColumns({ columns })).toEqual(['sent', 'value']);
  expect(numberColumns({ columns: [{ name: 'tags', type: 'Array(UInt8)' }] })).toEqual([]);
});

test('a point is named by what is no number, and a row without a value has none', () => {
  expect(chartOf({ columns, rows }, 'sent')).toEqual([
    { name: 'rainy · 2026-11-02', value: 12 },
    { name: '– · 2026-11-03', value: 4 },
  ]);
  expect(chartOf({ columns, rows }, 'value')).toEqual([{ name: 'rainy · 2026-11-02', value: 3.5 }]);
});

test('where all are numbers the others name a point, and a lone number its place', () => {
  const hours = [
    { name: 'hour', type: 'UInt8' },
    { name: 'n', type: 'Int32' },
  ];
  expect(chartOf({ columns: hours, rows: [[7, 2]] }, 'n')).toEqual([{ name: '7', value: 2 }]);
  expect(chartOf({ columns: [{ name: 'n', type: 'UInt16' }], rows: [[40], [42]] }, 'n')).toEqual([
    { name: '1', value: 40 },
    { name: '2', value: 42 },
  ]);
});
