import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('a channel begins with few at once, has all of them while messages are taken, and few again when they are not', () => {
  const pace = createPace(128);
  const note = (kind: 'accepted' | 'transient' | 'uncertain' | 'throttled' | 'permanent', times: number) => {
    for (let i = 0; i < times; i++) pace.note('email', { kind });
    return pace.atOnce('email');
  };
  expect(pace.atOnce('email')).toBe(16);
  expect(note('transient', 20)).toBe(16);
  expect(note('accepted', 50)).toBe(66);
  expect(note('accepted', 500)).toBe(128);
  expect(note('permanent', 9)).toBe(128);
  expect(note('uncertain', 2)).toBe(120);
  expect(note('throttled', 100)).toBe(16);
  expect(pace.atOnce('sms')).toBe(16);
});

test('where few are allowed there are no more', () => {
  const pace = createPace(4);
  pace.note('email', { kind: 'accepted' });
  expect(pace.atOnce('email')).toBe(4);
  pace.note('email', { kind: 'transient' });
  expect(pace.atOnce('email')).toBe(4);
});
