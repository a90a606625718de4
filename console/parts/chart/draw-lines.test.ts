import { expect, test } from 'vitest';
import { rowsOfNames } from './draw-lines.ts';

test.each([
  [
    'apart',
    [
      [1, 10],
      [1, 50],
      [1, 100],
    ],
    [[0], [1], [2]],
  ],
  [
    'two side by side',
    [
      [1, 10],
      [1, 98],
      [1, 100],
    ],
    [[0], [1, 2], []],
  ],
  ['all the same', [[5], [5], [5]], [[0, 1, 2], [], []]],
  ['all zero', [[0], [0]], [[0, 1], []]],
  [
    'the last value counts, not a gap after it',
    [
      [3, null],
      [3, 100],
    ],
    [[0], [1]],
  ],
  ['a line without values has no name', [[null], [2]], [[], [1]]],
  ['no line', [], []],
] as const)('names of lines that end %s', (_, lines, rows) => {
  expect(rowsOfNames(lines as readonly (readonly (number | null)[])[])).toEqual(rows);
});
