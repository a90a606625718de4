import { expect, test } from 'vitest';
import { duration, formatDuration, LONGEST_MS, parseDuration } from './durations.ts';

test.each([
  ['5s', 5_000],
  ['10m', 600_000],
  ['1h30m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['1w2d3h4m5s', 788_645_000],
  ['0s', 0],
])('reads %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '5', 'm', '10 m', '-5m', '1.5h', '5m1h', '10min', '9999999s'])('refuses %j and shows how', (text) => {
  expect(() => parseDuration(text)).toThrow(/a duration such as 5s, 10m/);
});

test('refuses more than ten years', () => {
  expect(() => parseDuration('999999d')).toThrow('at most 3660d');
});

test('writes what it read', () => {
  for (const text of ['5s', '10m', '1h30m', '1d', '2w', '3d4h', '0s'])
    expect(formatDuration(parseDuration(text))).toBe(text);
  expect(parseDuration(formatDuration(LONGEST_MS))).toBe(LONGEST_MS);
});

test('a schema keeps to its bounds and names them', () => {
  const wait = duration(1_000, 600_000);
  expect(wait.parse('10m')).toBe(600_000);
  for (const bad of ['0s', '11m', '999999w', 'soon', 5, null]) {
    expect(wait.safeParse(bad).error?.issues[0]?.message).toContain('from 1s to 10m');
  }
});
