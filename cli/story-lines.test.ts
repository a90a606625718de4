import { expect, test } from 'vitest';
import { type StoryRow, storyLines } from './story-lines.ts';

const T = Date.UTC(2026, 10, 12, 18, 0);
const ROW = { signal: '', trigger: '', channel: '', provider: '', place: '', gate: '', reason: '', value: '' };
const fix = (i: number): StoryRow => ({
  ...ROW,
  at: T + i * 1_000,
  type: 'signal',
  what: 'location',
  signal: `f${i}`,
  value: '{"lat":52.5,"lon":13.4}',
});
const step = (i: number, what: string, more: Partial<StoryRow>): StoryRow => ({
  ...ROW,
  at: T + i * 1_000,
  type: 'outcome',
  what,
  trigger: 'walk-by',
  ...more,
});

test('a line for each step, in the customer’s time, with what it was about', () => {
  const rows = [
    fix(0),
    step(1, 'matched', { channel: 'email', place: 'alex' }),
    step(1, 'held-back', { gate: 'cooldown', reason: 'until 2026-11-12T19:30:00.000Z' }),
    step(2, 'sent', { channel: 'email', provider: 'smtp' }),
    step(3, 'reply-queued', { trigger: '', channel: 'sms' }),
    step(4, 'reply-held-back', { trigger: '', channel: 'sms', gate: 'consent', reason: 'no to everything' }),
  ];
  expect(storyLines('anna', 'Europe/Berlin', rows)).toEqual([
    'anna, times in Europe/Berlin',
    '',
    '2026-11-12 19:00:00  location  lat 52.5, lon 13.4  [f0]',
    '2026-11-12 19:00:01    → walk-by matched for email at alex',
    '2026-11-12 19:00:01    → walk-by held back by cooldown: until 2026-11-12 20:30',
    '2026-11-12 19:00:02    → walk-by sent by smtp',
    '2026-11-12 19:00:03    → reply queued for sms',
    '2026-11-12 19:00:04    → reply held back by consent: no to everything',
  ]);
});

test('places entered and left stand under the signal that told of it, which is never told among others', () => {
  const moved = { ...fix(4), moves: ['exit park', 'enter haus'] };
  const rows = [...[0, 1, 2, 3].map(fix), moved, ...[5, 6, 7, 8, 9].map(fix)];
  expect(storyLines('anna', 'UTC', rows).slice(2)).toEqual([
    expect.stringContaining('[f0]'),
    '                     … 2 more location signals',
    expect.stringContaining('[f3]'),
    expect.stringContaining('[f4]'),
    '2026-11-12 18:00:04    left park',
    '2026-11-12 18:00:04    entered haus',
    expect.stringContaining('[f5]'),
    '                     … 3 more location signals',
    expect.stringContaining('[f9]'),
  ]);
});

test('what was sent is told by its title, or whole', () => {
  const sent = step(0, 'sent', {
    channel: 'email',
    provider: 'smtp',
    value: '{"subject":"Rain?","text":"Come\\nin."}',
  });
  expect(storyLines('anna', 'UTC', [sent])[2]).toBe('2026-11-12 18:00:00    → walk-by sent by smtp: “Rain?”');
  expect(storyLines('anna', 'UTC', [sent], true).slice(2)).toEqual([
    '2026-11-12 18:00:00    → walk-by sent by smtp',
    '                         subject:',
    '                           Rain?',
    '                         text:',
    '                           Come',
    '                           in.',
  ]);
});

test('many signals of which nothing came are told together, but for the one that set something off', () => {
  const rows = [...Array.from({ length: 20 }, (_, i) => fix(i)), step(20, 'matched', {}), fix(21)];
  expect(storyLines('anna', 'UTC', rows).slice(2)).toEqual([
    expect.stringContaining('[f0]'),
    '                     … 17 more location signals',
    expect.stringContaining('[f18]'),
    expect.stringContaining('[f19]'),
    '2026-11-12 18:00:20    → walk-by matched',
    expect.stringContaining('[f21]'),
  ]);
});

test('who has no story is told so', () => {
  expect(storyLines('anna', 'UTC', [])).toEqual(['anna, times in UTC', '', 'nothing is stored']);
});
