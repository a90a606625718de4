import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { EVENING, event, HOUR } from '../../../test/support/back-test.ts';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import { documentOf, NOTE, workspaceBody } from '../../../test/support/workspace.ts';
import { emptyState } from '../../../triggers/state/empty-state.ts';
import { systemClock } from '../../clock.ts';
import { compileDocuments } from '../../definitions/compile-documents.ts';
import { createLog } from '../../log.ts';
import type { Recordings } from '../contract.ts';
import type { KeptBackTest, KeptBackTests, KeptRequest } from './contract.ts';
import { startKeptBackTests } from './kept-back-tests.ts';

const REQUEST: KeptRequest = {
  trigger: 'seen',
  withLive: true,
  period: { from: EVENING, to: EVENING + HOUR },
  assume: ['consent', 'reach'],
  windowMs: HOUR,
};
const SIGNALS = 200;

let redis: TestRedis;
let live: Awaited<ReturnType<typeof compileDocuments>>;
beforeAll(async () => {
  redis = await startRedis();
  const seen = {
    name: 'seen',
    on: { signal: { kind: 'event', name: 'seen' } },
    message: { template: 'note', purpose: 'service' },
  };
  live = await compileDocuments([workspaceBody('smtp://127.0.0.1:1'), NOTE, documentOf('trigger', 'seen', seen)]);
}, 30_000);
afterAll(() => redis.stop());

const started: KeptBackTests[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
  await redis.connect().flushall();
});

/** An engine's back-tests; a recording that stands still until it is let go. */
function start() {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const recordings: Recordings = {
    count: async () => SIGNALS,
    async *read() {
      await gate;
      const signals = Array.from({ length: SIGNALS }, (_, i) => event('seen', EVENING + i, `p${i}`));
      yield { signals, refused: [], done: SIGNALS };
    },
  };
  const tests = startKeptBackTests({
    redis: { connect: () => redis.connect() },
    definitions: { live: live.live, draft: async () => live.live },
    recordings,
    histories: { worldBefore: async () => [] },
    vocabulary: live.language.vocabulary,
    channels: live.language.channels,
    zoneAt: () => undefined,
    read: async (customer) => emptyState(customer),
    positionDecimals: 3,
    clock: systemClock(),
    log: createLog({ write: () => undefined }, false),
    pollMs: 20,
    tellMs: 10,
  });
  started.push(tests);
  return { tests, go };
}

const stateOf = async (tests: KeptBackTests, id: string) => (await tests.get(id))?.state;

test('one runs at a time; those that wait know how many are before them', async () => {
  const { tests, go } = start();
  const [first, second, third] = [await tests.ask(REQUEST), await tests.ask(REQUEST), await tests.ask(REQUEST)];
  await expect.poll(() => stateOf(tests, first!.id)).toBe('running');
  expect(await tests.get(second!.id)).toMatchObject({ state: 'waiting', ahead: 0 });
  expect(await tests.get(third!.id)).toMatchObject({ state: 'waiting', ahead: 1 });
  go();
  for (const one of [first, second, third]) await expect.poll(() => stateOf(tests, one!.id)).toBe('done');
  expect((await tests.get(third!.id))?.tested).toMatchObject({ matches: SIGNALS });
});

test('one that waits or runs can be cancelled, and the others go on', async () => {
  const { tests, go } = start();
  const [first, second, third] = [await tests.ask(REQUEST), await tests.ask(REQUEST), await tests.ask(REQUEST)];
  await expect.poll(() => stateOf(tests, first!.id)).toBe('running');
  await tests.remove(first!.id);
  await tests.remove(second!.id);
  expect(await stateOf(tests, second!.id)).toBe('cancelled');
  // Its recording has to answer before it can end.
  await expect.poll(async () => (await tests.get(first!.id))?.progress?.of).not.toBeUndefined();
  go();
  await expect.poll(() => stateOf(tests, third!.id)).toBe('done');
  expect(await tests.get(second!.id)).toMatchObject({ state: 'cancelled' });
  expect(await stateOf(tests, first!.id)).toBe('cancelled');
});

test('one whose engine stopped says so, those that waited are run by the next engine, and it can be run again', async () => {
  const before = start();
  const [cut, waits] = [await before.tests.ask(REQUEST), await before.tests.ask(REQUEST)];
  await expect.poll(() => stateOf(before.tests, cut!.id)).toBe('running');
  const closing = before.tests.close();
  before.go();
  await closing;
  const { tests, go } = start();
  expect(await stateOf(tests, cut!.id)).toBe('interrupted');
  expect(await stateOf(tests, waits!.id)).not.toBe('interrupted');
  go();
  await expect.poll(() => stateOf(tests, waits!.id)).toBe('done');
  await tests.again(cut!.id);
  await expect.poll(() => stateOf(tests, cut!.id)).toBe('done');
});

test('of an engine that was killed the lease runs out, and the test counts as interrupted', async () => {
  const killed = start();
  const one = await killed.tests.ask(REQUEST);
  await expect.poll(() => stateOf(killed.tests, one!.id)).toBe('running');
  // What a kill leaves: the test as it was noted at its beginning, in no queue and without a lease.
  const noted = await redis.connect().hget('kairos:back-tests', one!.id);
  killed.go();
  await killed.tests.close();
  await redis.connect().hset('kairos:back-tests', one!.id, noted!);
  const { tests } = start();
  expect(await stateOf(tests, one!.id)).toBe('interrupted');
});

test('so many are kept: the oldest that is over goes, and none is taken while all wait', async () => {
  const { tests, go } = start();
  const asked: (KeptBackTest | undefined)[] = [];
  for (let i = 0; i < 20; i++) asked.push(await tests.ask(REQUEST));
  expect(await tests.ask(REQUEST)).toBeUndefined();
  go();
  await expect.poll(() => stateOf(tests, asked.at(-1)!.id), { timeout: 20_000 }).toBe('done');
  const newest = await tests.ask(REQUEST);
  expect(newest).toBeDefined();
  expect(await tests.get(asked[0]!.id)).toBeUndefined();
  expect(await tests.list()).toHaveLength(20);
});

test('an erased customer is in no result, also of a test that ran meanwhile', async () => {
  const { tests, go } = start();
  const running = await tests.ask(REQUEST);
  await expect.poll(() => stateOf(tests, running!.id)).toBe('running');
  await tests.forget(['p7']);
  go();
  await expect.poll(() => stateOf(tests, running!.id)).toBe('done');
  const names = async () => (await tests.people(running!.id)).map(({ customer }) => customer);
  expect(await names()).toHaveLength(SIGNALS - 1);
  expect(await names()).not.toContain('p7');
  await tests.forget(['p8']);
  expect(await names()).not.toContain('p8');
});
