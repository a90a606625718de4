import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import type { Report } from '../report.ts';
import type { Story } from '../stories.ts';
import { createCityClock } from './city-clock.ts';
import { statusLines } from './status.ts';
import { storyLine } from './story-line.ts';
import { summaryLines } from './summary.ts';
import { column, cut, milliseconds, table, wrap } from './text.ts';

const plain = pc.createColors(false);
const coloured = pc.createColors(true);
const clock = createCityClock('Europe/Berlin');
const AT = Date.parse('2026-10-22T16:42:07Z');
const lengths = (lines: readonly string[]) => lines.map((line) => [...line].length);
const story = (more: Partial<Story>): Story => ({
  at: AT,
  customer: 'antonia-kretzschmar',
  trigger: 'rainy-evening-walk-by',
  step: 'sent',
  channel: 'in-app',
  place: 'lipa-karl-heine',
  gate: '',
  reason: '',
  tookMs: { matched: 0.84, queued: 2.31, sent: 14.4 },
  ...more,
});

test('a message that was sent shows its channel and the time to each step', () => {
  expect(storyLine(story({}), 120, plain, clock)).toBe(
    '18:42:07 antonia-kretzschmar    rainy-evening-walk-by    → sent      in-app  0.8 · 2.3 · 14  lipa-karl-heine',
  );
  expect(storyLine(story({}), 80, plain, clock)).toBe(
    '18:42:07 antonia-kretz… rainy-evening-wa… → sent      in-app  0.8 · 2.3 · 14',
  );
});

test('a message that was held back shows the gate and the reason, cut where the line ends', () => {
  const held = story({ step: 'held-back', gate: 'consent', reason: 'no consent to offers by in-app or email' });
  expect(storyLine(held, 120, plain, clock)).toContain('× held back consent: no consent to offers by in-app or email');
  expect(storyLine(held, 80, plain, clock)).toMatch(/× held back consent: no consent to of…$/);
});

test('times in a reason are the city’s', () => {
  const cooling = story({ step: 'held-back', gate: 'cooldown', reason: 'until 2026-10-23T04:07:29.376Z' });
  expect(storyLine(cooling, 79, plain, clock)).toMatch(/cooldown: until Fri 06:07$/);
  expect(storyLine(cooling, 120, plain, clock)).toMatch(/cooldown: until Fri 06:07$/);
});

test.each([80, 100, 120, 200])('no line is wider than %i columns', (width) => {
  const steps = ['sent', 'held-back', 'deferred', 'expired', 'failed', 'uncertain', 'opened', 'clicked'] as const;
  const long = 'x'.repeat(300);
  const lines = steps.flatMap((step) => [
    storyLine(story({ step, reason: long }), width, plain, clock),
    storyLine(story({ step, customer: long, trigger: long, place: long }), width, plain, clock),
  ]);
  const standing = {
    cityTime: 'Thu 22 Oct 18:42',
    sky: `rain over ${long}`,
    played: 0.61,
    speed: '×120',
    signals: 31_204,
    signalsPerSecond: 412,
    matched: 512,
    heldBack: 318,
    deferred: 3,
    sent: new Map([
      ['email', 70],
      ['in-app', 82],
    ]),
    inbox: 'http://127.0.0.1:8025',
    console: 'http://127.0.0.1:8421',
  };
  const status = statusLines(standing, width, plain);
  lines.push(...status);
  for (const length of lengths(lines)) expect(length).toBeLessThanOrEqual(width);
  const addresses = status[2]!.match(/https?:\S*/g) ?? [];
  expect([standing.inbox, standing.console].slice(0, addresses.length), 'whole, or not there').toEqual(addresses);
  if (width >= 80) expect(addresses).toHaveLength(2);
});

test('the same line with and without colour says the same', () => {
  expect(stripVTControlCharacters(storyLine(story({}), 120, coloured, clock))).toBe(
    storyLine(story({}), 120, plain, clock),
  );
  expect(storyLine(story({}), 120, coloured, clock)).not.toBe(storyLine(story({}), 120, plain, clock));
});

const REPORT: Report = {
  signals: 50_164,
  decisions: 1_402,
  matched: 1_402,
  heldBack: { consent: 301, cooldown: 144 },
  sent: { email: 301, 'in-app': 280 },
  latencyMs: { signalToQueued: { p50: 2.1, p99: 14.2 }, signalToAccepted: { p50: 9.4, p99: 61 } },
  triggers: [
    {
      trigger: 'rainy-evening-walk-by',
      matched: 120,
      heldBack: 61,
      sent: { email: 30, 'in-app': 29 },
      other: 0,
      queuedP50: 2.2,
      queuedP99: 9.1,
      acceptedP50: 8.8,
      acceptedP99: 1_240,
    },
  ],
  customer: 'mara-winkler',
  problems: [],
};
const POSTS = [
  ['Mails', 'http://127.0.0.1:8425'],
  ['Why', 'kairos explain x'],
] as const;

test('the summary has a row for each trigger, and on a wide terminal the percentiles of both steps', () => {
  const wide = summaryLines(REPORT, POSTS, 120, plain);
  expect(wide).toContain(
    'trigger                matched  held back  email  in-app  other  queued p50     p99  accepted p50    p99',
  );
  expect(wide).toContain(
    'rainy-evening-walk-by      120         61     30      29      0      2.2 ms  9.1 ms        8.8 ms  1.2 s',
  );
  expect(wide).toContain('consent            301');
  expect(wide.at(-1)).toBe('Why    kairos explain x');
  const narrow = summaryLines(REPORT, POSTS, 80, plain);
  expect(narrow[1]).toBe('trigger                matched  held back  email  in-app  other  accepted p50');
  for (const length of lengths(narrow)) expect(length).toBeLessThanOrEqual(80);
});

test('the summary says what is not accounted for', () => {
  const lines = summaryLines({ ...REPORT, problems: ['3 decisions without an end'] }, POSTS, 80, plain);
  expect(lines).toContain('not accounted for: 3 decisions without an end');
  expect(lines.join('\n')).not.toContain('Every signal and every message');
});

test('a day that was stopped is said to be no whole day', () => {
  const text = summaryLines(REPORT, [], 80, plain, 'Thu 22 Oct 17:13').join('\n');
  expect(text).toContain('Stopped at Thu 22 Oct 17:13');
  expect(text).not.toContain('Every signal and every message');
});

test('a sentence is broken between words where the line ends', () => {
  const text = 'Behind what was sent: milliseconds from its signal to the match · the queue · the channel.';
  const lines = wrap(text, 40);
  expect(lines.every((line) => line.length <= 40)).toBe(true);
  expect(lines.join(' ')).toBe(text);
  expect(wrap('x'.repeat(50), 40), 'an address is not broken').toEqual(['x'.repeat(50)]);
});

test('what was told several times says how often, within the width', () => {
  const held = story({
    step: 'held-back',
    gate: 'cooldown',
    reason: 'until later, much later than anybody would think',
  });
  expect(storyLine(held, 80, plain, clock, 12)).toMatch(/ ×12$/);
  expect([...storyLine(held, 80, plain, clock, 12)].length).toBeLessThanOrEqual(80);
  expect(storyLine(held, 80, plain, clock, 1)).not.toContain('×1');
  const [once, often] = [1, 12].map((times) => storyLine(held, 110, plain, clock, times).slice(0, 70));
  expect(often, 'the columns stay where they are').toBe(once);
});

test('text is cut and filled to a width', () => {
  expect(cut('Könneritzstraße', 8)).toBe('Könneri…');
  expect(column('Süd', 5)).toBe('Süd  ');
  expect(cut('abc', 0)).toBe('');
  expect([0.04, 9.94, 9.96, 999.4, 1_500, undefined].map(milliseconds)).toEqual([
    '0.0 ms',
    '9.9 ms',
    '10 ms',
    '999 ms',
    '1.5 s',
    '–',
  ]);
});

test('the first column of a table gives way when there is too little room', () => {
  const lines = table([{ head: 'name' }, { head: 'n', isNumber: true }], [['a-very-long-name', '7']], 14, plain);
  expect(lines).toEqual(['name         n', 'a-very-lon…  7']);
});
