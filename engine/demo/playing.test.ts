import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Day, MIDNIGHT, makeDay } from './day/day.ts';
import { HOUR_MS } from './day/happening.ts';
import { perform } from './playing.ts';
import { reckon } from './reckon.ts';
import { placesIn, SAMPLE_FOLDER } from './sample.ts';
import { openVenue, type Venue } from './venue.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let venue: Venue;

beforeAll(async () => {
  venue = await openVenue({ usualPorts: false }, quiet);
}, 120_000);
afterAll(() => venue.close());

/** The evening of some customers, with what their phones said of them in the morning. */
async function evening(): Promise<Day> {
  const whole = makeDay('leipzig', await placesIn(SAMPLE_FOLDER));
  const lives = whole.lives.filter((_, i) => i % 8 === 0);
  const kinds = new Set(['identify', 'consent', 'cart', 'device']);
  const signals = [...lives.flatMap((life) => life.signals), ...whole.signals.filter(({ kind }) => kind === 'weather')]
    .filter(({ kind, at }) => at > MIDNIGHT + 16 * HOUR_MS || kinds.has(kind))
    .sort((a, b) => a.at - b.at);
  return { lives, signals };
}

test('an evening plays through the whole engine over its public edge, and every signal and message is accounted for', async () => {
  const day = await evening();
  let told = 0;
  const pace = {
    speed: Number.POSITIVE_INFINITY,
    from: MIDNIGHT,
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    interrupted: new AbortController().signal,
  };
  const playing = perform(day, venue, pace, { signal: () => undefined, outcome: () => told++ });
  const report = await reckon(venue.store, await playing.over);
  expect(report.problems).toEqual([]);
  expect(report.signals).toBeGreaterThanOrEqual(day.signals.length);
  expect(report.matched).toBeGreaterThan(30);
  expect(told).toBeGreaterThan(report.matched);
  expect(Object.keys(report.sent)).toEqual(expect.arrayContaining(['email', 'in-app']));
  expect(report.heldBack).toMatchObject({ consent: expect.any(Number), cooldown: expect.any(Number) });
  expect(venue.mailbox.mails[0]?.subject).not.toBe('');
}, 180_000);
