import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { Log } from '../contract.ts';
import type { LiveDecision, LiveSecond } from './contract.ts';
import { startLiveFeed } from './live-feed.ts';
import { createLiveSeconds } from './live-seconds.ts';
import { Sample } from './sample.ts';
import { SecondTally } from './tally-second.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: Date.now, wall: Date.now };
const decision: LiveDecision = {
  decision: 'd-1',
  at: 1,
  step: 'held-back',
  customer: 'hanna',
  signal: 's-1',
  trigger: 'rainy',
  place: 'haus',
  channel: '',
  gate: 'cooldown',
};
let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

test('a sample keeps each thing as likely as another, and says how many each stands for', () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const kept = new Array<number>(100).fill(0);
  for (let round = 0; round < 2_000; round++) {
    const sample = new Sample<number>(10, random);
    for (let i = 0; i < 100; i++) sample.add(i);
    const taken = sample.take();
    expect(taken.each).toBe(10);
    for (const i of taken.kept) kept[i]!++;
  }
  // Each is kept in 200 of 2,000 rounds; the standard deviation is 13.4.
  expect(Math.min(...kept)).toBeGreaterThan(140);
  expect(Math.max(...kept)).toBeLessThan(260);
});

test('counts of a second are exact where its samples are not', () => {
  const tally = new SecondTally('e1', () => 0.5);
  for (let i = 0; i < 1_000; i++) {
    tally.settled(i / 10);
    tally.decided(decision);
    tally.located({ customer: `c${i}`, lat: 51, lon: 12 });
  }
  const second = tally.end(7_000);
  expect(second).toMatchObject({ engine: 'e1', at: 7_000, signals: 1_000, steps: { 'held-back': 1_000 } });
  expect([second.decisions.length, second.decisionsEach]).toEqual([20, 50]);
  expect(second.positions.length * second.positionsEach).toBeCloseTo(1_000);
  expect(tally.end(8_000)).toMatchObject({ signals: 0, steps: {}, decisions: [], decisionsEach: 1 });
});

test('engines send their seconds while someone looks, and count nothing before', async () => {
  const redis = { connect: () => server.connect() };
  const feeds = await Promise.all(['e1', 'e2'].map((engine) => startLiveFeed({ redis, engine, clock, log })));
  for (const feed of feeds) {
    expect(feed.isWatched).toBe(false);
    feed.decided(decision);
  }
  const seconds = createLiveSeconds(redis);
  const seen = new Map<string, LiveSecond>();
  let stop: () => void = () => undefined;
  await new Promise<void>((resolve) => {
    stop = seconds.follow((second) => {
      if (second.steps['held-back']) seen.set(second.engine, second);
      else for (const feed of feeds) feed.decided(decision);
      if (seen.size === 2) resolve();
    });
  });
  expect([...seen.values()].every(({ steps, decisions }) => steps['held-back'] === decisions.length)).toBe(true);
  expect(seen.get('e1')?.decisions[0]).toEqual(decision);
  stop();
  await Promise.all([...feeds, seconds].map((one) => one.close()));
});
