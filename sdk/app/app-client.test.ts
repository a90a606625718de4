import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';
import { type AppClient, createKairos, type NodeOptions } from '../node/index.ts';
import { createAppClient } from './app-client.ts';
import { createMemoryStore, createMemoryTexts } from './memory-store.ts';
import { SOLO } from './solo-tabs.ts';

let edge: TestIngest;
let folder: string;
const open: AppClient[] = [];
const problems: string[] = [];

beforeEach(async () => {
  edge = await startIngest();
  folder = await mkdtemp(join(tmpdir(), 'app-'));
  problems.length = 0;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((client) => client.close()));
  await edge.ingest.close();
  await rm(folder, { recursive: true });
});

const start = (more: Partial<NodeOptions> = {}): AppClient => {
  const client = createKairos({
    ...{ url: edge.url, key: EDGE_INGEST_KEY, folder, gatherMs: 1, firstWaitMs: 1, mostWaitMs: 5, refusedWaitMs: 5 },
    onProblem: (reason) => problems.push(reason),
    ...more,
  });
  open.push(client);
  return client;
};
/**
 * `flush` returns when all is acknowledged: this bounds a machine that has other things to do, and nothing waits for
 * it.
 */
const SURELY_MS = 60_000;
/** A host where nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';
const heard = () => edge.intake.signals.map(({ kind, value }) => value.name ?? kind);

test('what was told offline is sent by the next run, once and in order, as the same customer', async () => {
  const before = start({ url: NOWHERE });
  before.track('first');
  before.cart({ id: 'c-1', items: [] });
  before.track('second');
  expect(await before.flush(50)).toBe(false);
  expect(before.counts.waiting).toBe(3);
  await before.close();
  const after = start();
  after.track('third');
  expect(await after.flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['first', 'cart', 'second', 'third']);
  expect(new Set(edge.intake.signals.map(({ customer }) => customer))).toEqual(new Set([before.anonymousId]));
  expect(after.counts).toMatchObject({ accepted: 4, waiting: 0, dropped: 0 });
  await after.close();
  const last = start();
  expect(await last.flush(SURELY_MS)).toBe(true);
  expect(edge.intake.signals).toHaveLength(4);
});

test('a line that a kill cut short takes nothing else with it', async () => {
  const before = start({ url: NOWHERE });
  before.track('whole');
  await before.flush(20);
  await before.close();
  const path = join(folder, 'signals.ndjson');
  await writeFile(path, `${await readFile(path, 'utf8')}{"key":"zz","id":"cu`);
  expect(await start().flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['whole']);
});

test('a tab that was closed while another led sends nothing when that one goes', async () => {
  let lead = () => {};
  const store = { ...createMemoryStore(), all: vi.fn(async () => []) };
  const { client } = createAppClient(
    { url: edge.url, key: EDGE_INGEST_KEY },
    {
      ...{ texts: createMemoryTexts(), openStore: async () => store, fetch, now: Date.now, random: Math.random },
      tabs: {
        ...SOLO,
        lead(became, others) {
          lead = became;
          others();
        },
      },
      ...{ isDevelopment: false, warn: () => undefined, isTrackingUnwanted: false },
    },
  );
  await client.close();
  lead();
  await new Promise(setImmediate);
  expect(store.all).not.toHaveBeenCalled();
});

test('without room the oldest positions go first, then states, never consents and orders; and it says how many', async () => {
  const client = start({ url: NOWHERE, mostSignals: 6 });
  client.position({ lat: 1, lon: 1 });
  client.consent({ channel: 'email', purpose: 'offers', granted: true });
  client.device({ battery: 50 });
  client.position({ lat: 2, lon: 2 });
  client.track('seen');
  client.track('order-completed');
  for (const lat of [3, 4]) client.position({ lat, lon: lat });
  for (const id of ['c-1', 'c-2', 'c-3', 'c-4']) client.cart({ id, items: [] });
  await client.flush(20);
  expect(client.counts).toMatchObject({ waiting: 6, dropped: 6 });
  client.identify('anna');
  await client.flush(20);
  expect(client.counts).toMatchObject({ waiting: 6, dropped: 7 });
  expect(problems.join()).toContain('nothing of what waits may be dropped');
  await client.close();
  expect(await start({ mostSignals: 6 }).flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['consent', 'order-completed', 'cart', 'cart', 'cart', 'cart']);
});

test('who signs in takes along what they did before; who signs in next takes nothing', async () => {
  const client = start();
  client.track('as-nobody');
  client.identify('anna', { email: 'anna@example.org' });
  client.track('as-anna');
  client.identify('anna', { tier: 'gold' });
  client.identify('ben');
  client.reset();
  client.track('as-nobody-else');
  await client.flush(SURELY_MS);
  const { signals } = edge.intake;
  const anonymous = signals[0]!.customer;
  expect(signals.map(({ customer }) => customer).slice(1, 5)).toEqual(['anna', 'anna', 'anna', 'ben']);
  expect(signals[1]!.value).toEqual({ traits: { email: 'anna@example.org' }, anonymousId: anonymous });
  expect(signals[3]!.value).toEqual({ traits: { tier: 'gold' } });
  expect(signals[4]!.value.anonymousId).not.toBe(anonymous);
  expect([anonymous, signals[4]!.value.anonymousId]).not.toContain(signals[5]!.customer);
  expect(client.customer).toBe(signals[5]!.customer);
});

test('nothing is sent and nothing stored before what needs a permission has one', async () => {
  const purposeOf: NodeOptions['purposeOf'] = ({ kind }) => (kind === 'location' ? 'positions' : 'analytics');
  const client = start({ purposeOf });
  client.track('early');
  client.position({ lat: 1, lon: 1 });
  await client.flush(20);
  expect(edge.intake.signals).toEqual([]);
  expect(await readFile(join(folder, 'signals.ndjson'), 'utf8')).toBe('');
  await expect(readFile(join(folder, 'profile.json'))).rejects.toThrow('ENOENT');
  client.permit({ analytics: true, positions: false });
  client.position({ lat: 2, lon: 2 });
  client.track('late');
  expect(await client.flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['early', 'late']);
  expect(client.counts.dropped).toBe(2);
  await client.close();
  const next = start({ purposeOf });
  next.track('remembered');
  await next.flush(SURELY_MS);
  expect(heard()).toEqual(['early', 'late', 'remembered']);
});

test('an opt-out deletes what waits and who it was, and holds until it is taken back', async () => {
  const client = start({ url: NOWHERE });
  const { anonymousId } = client;
  client.track('waits');
  await client.flush(20);
  await client.optOut();
  client.track('after');
  await client.close();
  expect(await readFile(join(folder, 'signals.ndjson'), 'utf8')).toBe('');
  expect(await readFile(join(folder, 'profile.json'), 'utf8')).not.toContain(anonymousId);
  const next = start();
  next.track('still out');
  await next.flush(20);
  expect(edge.intake.signals).toEqual([]);
  next.optIn();
  next.track('back');
  await next.flush(SURELY_MS);
  expect(heard()).toEqual(['back']);
});

test.each([
  ['an hour behind', -3_600_000],
  ['a day ahead', 86_400_000],
])('a clock that is %s is measured and corrected, also for what was told before', async (_, offMs) => {
  const now = () => Date.now() + offMs;
  const before = start({ now, url: NOWHERE });
  const toldAt = Date.now();
  before.track('offline');
  await before.flush(20);
  await before.close();
  const client = start({ now });
  client.track('online');
  expect(await client.flush(SURELY_MS)).toBe(true);
  client.track('later');
  expect(await client.flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['offline', 'online', 'later']);
  for (const { at } of edge.intake.signals) expect(Math.abs(at - toldAt)).toBeLessThan(60_000);
  expect(problems.filter((reason) => !reason.includes('cannot reach'))).toEqual([]);
});

test('a wrong key, a wrong address and a value that is no JSON hurt nobody, are told once and lose nothing', async () => {
  const client = start({ key: 'kp_wrong' });
  client.track('kept');
  const circle: Record<string, unknown> = {};
  circle.circle = circle;
  client.track('circle', circle);
  // It was refused more than once, and that was told once.
  await expect.poll(() => client.counts.problems - problems.length, { timeout: SURELY_MS }).toBeGreaterThan(0);
  expect(client.counts).toMatchObject({ waiting: 1, rejected: 1 });
  expect(problems.filter((reason) => reason.includes('a key is needed'))).toHaveLength(1);
  edge.roles.set('kp_wrong', 'publishable');
  expect(await client.flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(['kept']);
  const lost = start({ url: 'signals.example' });
  lost.track('a');
  expect(await lost.flush(20)).toBe(false);
  expect(problems.at(-1)).toContain('url: must be one of http or https, got signals.example');
});

const blocked = async (): Promise<Response> => {
  throw new TypeError('Failed to fetch');
};
const troubles: [string, Partial<NodeOptions>, string][] = [
  ['a wrong key', { key: 'kp_wrong' }, 'takes nothing: a key is needed'],
  ['a wrong host', { url: NOWHERE }, 'cannot reach http://127.0.0.1:9/v1/signals'],
  ['a request that is blocked', { fetch: blocked }, '/v1/signals: TypeError: Failed to fetch'],
];
test.each(
  troubles.flatMap(([what, more, words]) => [
    { what, more, words, isDevelopment: true, where: 'told once on the console in development' },
    { what, more, words, isDevelopment: false, where: 'counted in silence in production' },
  ]),
)('$what is $where, and the app goes on', async ({ more, words, isDevelopment }) => {
  const lines: unknown[] = [];
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line) => void lines.push(line));
  }
  const waits = { gatherMs: 1, firstWaitMs: 1, mostWaitMs: 5, refusedWaitMs: 5 };
  const client = createKairos({ url: edge.url, key: EDGE_INGEST_KEY, folder, ...waits, isDevelopment, ...more });
  open.push(client);
  client.track('kept');
  await expect.poll(() => client.counts.problems, { timeout: SURELY_MS }).toBeGreaterThan(2);
  client.track('also kept');
  expect(await client.flush(20)).toBe(false);
  expect(lines).toEqual(isDevelopment ? [expect.stringMatching(/^kairos: /)] : []);
  if (isDevelopment) expect(lines[0]).toContain(words);
  expect(client.counts).toMatchObject({ waiting: 2, rejected: 0, dropped: 0 });
});

test('many signals go packed, and each is refused or accepted by itself', async () => {
  const client = start();
  for (let i = 0; i < 300; i++) client.track('many', { i });
  client.position({ lat: 99, lon: 1 });
  expect(await client.flush(SURELY_MS)).toBe(true);
  expect(edge.intake.signals.map(({ value }) => (value.properties as { i: number }).i)).toEqual(
    Array.from({ length: 300 }, (_, i) => i),
  );
  expect(client.counts).toMatchObject({ accepted: 300, rejected: 1 });
  expect(problems).toEqual(['value.lat: must be <= 90, got 99']);
});

test('of a week without a net everything arrives, in order and with its time, through many restarts', async () => {
  const days = Array.from({ length: 28 }, (_, quarter) => 6.99 - quarter / 4);
  for (const day of days) {
    const client = start({ url: NOWHERE, now: () => Date.now() - day * 86_400_000 });
    client.track(`${day}`);
    client.position({ lat: 48.2, lon: 16.4 });
    await client.close();
  }
  const back = start();
  expect(await back.flush(SURELY_MS)).toBe(true);
  expect(heard()).toEqual(days.flatMap((day) => [`${day}`, 'location']));
  expect(back.counts).toMatchObject({ accepted: 56, rejected: 0, dropped: 0, waiting: 0 });
  const ago = edge.intake.signals.map(({ at }) => (Date.now() - at) / 86_400_000);
  expect(ago.map((one) => one.toFixed(2))).toEqual(days.flatMap((day) => [day.toFixed(2), day.toFixed(2)]));
});
