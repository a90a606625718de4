import { expect, test } from 'vitest';
import { isNumber, isTime } from './readable.ts';

test('a time of day has two digits of hours up to 23 and two of minutes up to 59, and nothing beside them', () => {
  expect(['00:00', '09:30', '19:59', '23:59'].filter(isTime)).toEqual(['00:00', '09:30', '19:59', '23:59']);
  const others = ['24:00', '30:00', '9:30', '12:60', '12:5', '12:300', ' 12:30', '12:30:00', '12.30', '', 1230, null];
  expect(others.filter(isTime)).toEqual([]);
});

test('a number is one that can be compared', () => {
  expect([0, -1.5, Infinity, Number.NaN, '1', null, undefined].filter(isNumber)).toEqual([0, -1.5, Infinity]);
});
