import { expect, test } from 'vitest';
import { Column } from './column.ts';
import type { CodedClause } from './columns.ts';
import { FIRST } from './contract.ts';
import { widthOf } from './entries.ts';

test('the width of a clause is the share of values that it says yes for', () => {
  const values = new Map(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((value, i) => [value, FIRST + i]));
  const column = new Column(0, 'string', { values });
  const width = (kind: CodedClause['kind'], ...codes: number[]) =>
    widthOf({ column: 0, kind, codes } as unknown as CodedClause, [column]) * (column.codes - FIRST);
  expect(width('list', FIRST + 7)).toBeCloseTo(1);
  expect(width('list', FIRST + 1, FIRST + 7)).toBeCloseTo(2);
  expect(width('interval', FIRST + 7, FIRST + 9)).toBeCloseTo(3);
});
