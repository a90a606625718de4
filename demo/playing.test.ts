import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDay, type Day, MIDNIGHT } from './day/day.ts';
import { HOUR_MS } from './day/happening.ts';
import { type Pace, perform } from './playing.ts';
import { reckon } from './reckon.ts';
import { placesIn, SAMPLE_FOLDER } from './sample.ts';
import { SERVED } from './sink/services.ts';
import { openVenue, type Venue } from './venue.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let venue: Venue;
let again: Venue;
let passed: Venue;

beforeAll(async () => {
  venue = await openVenue({ usualPorts: false }, quiet);
  again = await openVenue({ usualPorts: false }, quiet);
  passed = await openVenue({ usualPorts: false }, quiet);
}, 120_000);
afterAll(async () => {
  await venue.close();
  await again.close();
  await passed.close();
});

/** The evening of some customers, with what their phones said of them in the morning. */
async function evening(): Promise<Day> {
  const whole = createDay('leipzig', await placesIn(SAMPLE_FOLDER));
  // Of those who like a chat more, so that each is heard of.
  const lives = whole.lives.filter(({ person }, i) => i % 8 === 0 || (person.chat && !person.prefers && i % 2 === 0));
  const kinds = new Set(['identify', 'consent', 'cart', 'device']);
  const signals = [...lives.flatMap((life) => life.signals), ...whole.signals.filter(({ kind }) => kind === 'weather')]
    .filter(({ kind, at }) => at > MIDNIGHT + 16 * HOUR_MS || kinds.has(kind))
    .sort((a, b) => a.at - b.at);
  return { lives, passers: [], signals };
}

/** How a day is played; speed: how much faster than life. */
function pace(speed: number): Pace {
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return { speed, from: MIDNIGHT + 18 * HOUR_MS, wait, interrupted: new AbortController().signal };
}

/** All that was recorded of decisions and messages, but what was measured. */
function outcomesOf({ store }: Venue) {
  return store.query<{ step: string }>(
    `SELECT decision, step, at, customer, trigger, place, channel, gate, reason, attempt
     FROM outcomes ORDER BY decision, at, step, channel, attempt`,
    {},
  );
}

test('an evening plays through the whole engine over its public edge, and every signal and message is accounted for', async () => {
  const day = await evening();
  let told = 0;
  const playing = perform(day, venue, pace(Number.POSITIVE_INFINITY), {
    signal: () => undefined,
    outcome: () => told++,
  });
  const report = await reckon(venue.store, await playing.over);
  expect(report.problems).toEqual([]);
  expect(report.signals).toBeGreaterThanOrEqual(day.signals.length);
  expect(report.matched).toBeGreaterThan(30);
  expect(told).toBeGreaterThan(report.matched);
  expect(Object.keys(report.sent)).toEqual(expect.arrayContaining(['email', 'in-app']));
  expect(SERVED.filter((channel) => report.sent[channel]).length).toBeGreaterThanOrEqual(3);
  expect(report.heldBack).toMatchObject({ consent: expect.any(Number), cooldown: expect.any(Number) });
  expect(venue.mailbox.mails[0]?.subject).not.toBe('');
}, 180_000);

test('the same evening comes to the same, to the millisecond of the day, at another speed', async () => {
  const nobody = { signal: () => undefined, outcome: () => undefined };
  const report = await reckon(again.store, await perform(await evening(), again, pace(20_000), nobody).over);
  expect(report.problems).toEqual([]);
  const [first, second] = [await outcomesOf(venue), await outcomesOf(again)];
  expect(second).toEqual(first);
  const steps = new Set(first.map(({ step }) => step));
  expect([...steps]).toEqual(
    expect.arrayContaining(['deferred', 'sent', 'delivered', 'clicked', 'opened', 'held-back']),
  );
}, 180_000);

test('the day has a trigger that brings orders and one that does nothing, and what is said of their effect finds both', async () => {
  const { passers, signals } = createDay('leipzig', await placesIn(SAMPLE_FOLDER));
  // the night, minute by minute, would say nothing of this
  const weather = signals.filter(({ kind, at }) => kind === 'weather' && at < MIDNIGHT + 20 * HOUR_MS);
  const day = { lives: [], passers, signals: [...weather, ...passers].sort((a, b) => a.at - b.at) };
  const nobody = { signal: () => undefined, outcome: () => undefined };
  const report = await reckon(passed.store, await perform(day, passed, pace(Number.POSITIVE_INFINITY), nobody).over);
  expect(report.problems).toEqual([]);
  const [orders, coffee] = await Promise.all([effectOf('cart-near-store'), effectOf('morning-coffee')]);
  expect(orders.verdict).toMatchObject({ code: 'more', args: { low: expect.any(Number) } });
  expect(orders.verdict.args.low).toBeGreaterThan(0);
  expect(orders.compared.value.difference.estimate).toBeGreaterThan(0);
  // four weeks are planned: what one day says is that nothing is seen so far
  expect(coffee.verdict.code).toBe('not-yet');
  expect(coffee.verdict.args.low).toBeLessThan(0);
  expect(coffee.verdict.args.high).toBeGreaterThan(0);
  // over the day alone the numbers stand, without a verdict
  expect((await effectOf('morning-coffee', '?days=0.4')).verdict.code).toBe('unplanned');
}, 180_000);

interface Found {
  readonly verdict: { readonly code: string; readonly args: Readonly<Record<'low' | 'high', number>> };
  readonly compared: { readonly value: { readonly difference: { readonly estimate: number } } };
}

async function effectOf(trigger: string, asked = ''): Promise<Found> {
  const headers = { authorization: `Bearer ${passed.secretKey}` };
  const response = await fetch(`${passed.consoleUrl}/v1/effect/${trigger}${asked}`, { headers });
  return ((await response.json()) as { readonly effect: Found }).effect;
}
