import { expect, test } from 'vitest';
import type { Nested } from './contract.ts';
import matches from './matches.ts';

const nested = {} as Nested;
const NOW = { at: 0, zone: 'UTC' };
// The longest text that is read.
const CHARS = 250;

/** Patterns that take time without end where an engine backtracks, each with a text that it is at its worst on. */
const EVIL: readonly (readonly [pattern: string, unit: string, end: string])[] = [
  ['^(a+)+$', 'a', '!'],
  ['^(a|aa)+$', 'a', '!'],
  ['^(a|a?)+$', 'a', '!'],
  ['^([a-zA-Z]+)*$', 'a', '!'],
  ['^(.*a){10}$', 'a', '!'],
  ['^(\\d+|\\d+\\d+)+x$', '1', '!'],
  ['(x+x+)+y', 'x', '!'],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a', '!'],
  ['^([\\w.-]+)*@[\\w-]+(\\.[\\w-]+)+$', 'a.', '@'],
  ['^(?:(?:\\s*\\S+)\\s*)+;$', 'a ', '!'],
  ['(?:a*)*b', 'a', '!'],
  ['\\s+$', ' ', 'x'],
  ['^(?i)(a?){12}a{12}$', 'a', 'b'],
  ['(.*)(.*)(.*)(.*)x', 'a', '!'],
];

test('patterns that are evil elsewhere take no longer than others', () => {
  for (const [pattern, unit, end] of EVIL) {
    const holds = matches.compile(pattern, nested);
    const text = unit.repeat(Math.ceil(CHARS / unit.length)).slice(0, CHARS - end.length) + end;
    const from = performance.now();
    const answer = holds(text, NOW);
    // The slowest takes some 5 ms here; where an engine backtracks, most of these take longer than the universe is old.
    expect([pattern, performance.now() - from < 500]).toEqual([pattern, true]);
    expect([pattern, answer]).toEqual([pattern, false]);
  }
});

test('what cannot be had in linear time is refused', () => {
  for (const pattern of ['(a)\\1', 'a(?=b)', 'a(?!b)', '(?<=a)b', '(?<!a)b', '(?>a+)b', 'a++b']) {
    expect([pattern, matches.args.safeParse(pattern).success]).toEqual([pattern, false]);
  }
});

test('what is too long, or grows too large, is refused, and a text that is too long is not read', () => {
  expect(matches.args.safeParse('a'.repeat(201)).success).toBe(false);
  expect(matches.args.safeParse('((a{1,99}){1,99}){1,99}').success).toBe(false);
  expect(matches.args.safeParse('a{1001}').success).toBe(false);
  const holds = matches.compile('a$', nested);
  expect(holds('a'.repeat(CHARS), NOW)).toBe(true);
  expect(holds('a'.repeat(CHARS + 1), NOW)).toBeUndefined();
});
