import { expect, test } from 'vitest';
import type { StoryRow } from '../../queries/customers.ts';
import { daysOf, isTest, positionOf, replyStepOf, titleOf, valueIn } from './story-text.ts';

const row = (more: Partial<StoryRow>): StoryRow => ({
  at: 0,
  mark: '0.0.0.0.signal',
  type: 'signal',
  what: 'event',
  ...more,
});

test('a stored value that cannot be read is empty', () => {
  expect(valueIn(row({ value: '{"name":"order"}' }))).toEqual({ name: 'order' });
  expect(valueIn(row({ value: '{broken' }))).toEqual({});
});

test('only a location with numbers is a position', () => {
  expect(positionOf(row({ what: 'location', value: '{"lat":52.5,"lon":13.4}' }))).toEqual([13.4, 52.5]);
  expect(positionOf(row({ what: 'location', value: '{"lat":"x"}' }))).toBeUndefined();
  expect(positionOf(row({ what: 'event', value: '{"lat":52.5,"lon":13.4}' }))).toBeUndefined();
});

test('a sent message has its title, and a test signal its mark', () => {
  expect(titleOf(row({ type: 'outcome', what: 'sent', value: '{"title":"15 %","body":"…"}' }))).toBe('15 %');
  expect(titleOf(row({ type: 'outcome', what: 'failed', value: '{"title":"15 %"}' }))).toBe('');
  expect(isTest(row({ signal: 'test.1' }))).toBe(true);
  expect(isTest(row({ signal: 's1' }))).toBe(false);
});

test.each([
  ['into summer time', Date.UTC(2026, 2, 28, 22, 59), 23],
  ['out of summer time', Date.UTC(2026, 9, 24, 21, 59), 25],
])('the day of the clock change %s is one day in Berlin', (_, before, hours) => {
  const rows = Array.from({ length: hours + 2 }, (_, hour) =>
    row({ at: before + 60_000 + hour * 3_600_000 - (hour === 0 ? 60_000 : 0) }),
  );
  const days = daysOf(rows, 'Europe/Berlin');
  expect(days.map((day) => day.rows.length)).toEqual([1, hours - 1, 2]);
});

test('a step of a person’s reply is told from one of a decision', () => {
  expect(replyStepOf(row({ type: 'outcome', what: 'reply-held-back' }))).toBe('held-back');
  expect(replyStepOf(row({ type: 'outcome', what: 'replied' }))).toBeUndefined();
  expect(replyStepOf(row({ type: 'signal', what: 'reply-sent' }))).toBeUndefined();
});
