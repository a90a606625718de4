import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { PageEnd, RedisContexts, WhoIsWhere } from './contract.ts';
import { createContexts } from './store.ts';
import { cellAt, cellRanges, periodOf } from './whereabouts.ts';
import { createWhoIsWhere } from './who-is-where.ts';

const AT = Date.UTC(2026, 10, 2, 18);
const PERIOD = periodOf(AT);
const BOX = { west: 12.35, south: 51.32, east: 12.42, north: 51.37 };

let redis: TestRedis;
let contexts: RedisContexts;
let who: WhoIsWhere;

beforeAll(async () => {
  redis = await startRedis();
  contexts = createContexts(redis.connect(), 1);
  who = createWhoIsWhere(redis.connect());
});
afterEach(() => redis.connect().flushall());
afterAll(() => redis.stop());

async function place(at: ReadonlyMap<string, readonly [lat: number, lon: number]>, period = PERIOD): Promise<void> {
  const customers = [...at.keys()];
  for (let i = 0; i < customers.length; i += 200) {
    const some = customers.slice(i, i + 200);
    const loaded = await contexts.load(0, some);
    const changes = some.map((customer, j) => {
      const cell = cellAt(...at.get(customer)!);
      return { customer, ...loaded[j]!, nextDueAt: undefined, rows: [], jobs: [], movedTo: { period, cell } };
    });
    expect(await contexts.commit(0, changes)).not.toContain(false);
  }
}

async function pages(most: number, between: (page: number) => Promise<void> = async () => undefined) {
  const found: string[][] = [];
  let end: PageEnd | undefined;
  do {
    const page = await who.page(0, PERIOD, [...cellRanges(BOX)], end, most);
    found.push([...page.customers]);
    end = page.end;
    await between(found.length);
  } while (end);
  return found;
}

function random(seed: number): () => number {
  let x = seed;
  return () => {
    x = (x * 1_103_515_245 + 12_345) % 2 ** 31;
    return x / 2 ** 31;
  };
}

test('a box is answered in bounded pages with all who are in its cells, each once', async () => {
  const next = random(7);
  const at = new Map<string, readonly [number, number]>();
  for (let i = 0; i < 2_000; i++) at.set(`c${i}`, [51.2 + next() * 0.3, 12.2 + next() * 0.4]);
  // A stadium: far more people in one cell than in a page, with names that a locale would sort otherwise.
  for (let i = 0; i < 700; i++) at.set(`${i % 2 ? 'Z' : 'a'}ü-${i}`, [51.3455, 12.3485 + 0.01]);
  await place(at);
  const cells = [...cellRanges(BOX)];
  const inside = [...at].filter(([, [lat, lon]]) => {
    const cell = cellAt(lat, lon);
    return cells.some(([from, to]) => cell >= from && cell <= to);
  });
  const found = await pages(64);
  expect(inside.length).toBeGreaterThan(700);
  expect(found.every((page) => page.length <= 64)).toBe(true);
  expect(found.flat().sort()).toEqual(inside.map(([customer]) => customer).sort());
});

test('who stays is found once, however the others come and go between the pages', async () => {
  const next = random(3);
  const staying = new Map<string, readonly [number, number]>();
  for (let i = 0; i < 300; i++) staying.set(`stays-${i}`, [51.325 + next() * 0.04, 12.36 + next() * 0.05]);
  const walker = (): [number, number] => [51.3 + next() * 0.09, 12.33 + next() * 0.11];
  const walking = new Map(Array.from({ length: 300 }, (_, i) => [`walks-${i}`, walker()] as const));
  await place(new Map([...staying, ...walking]));
  const found = await pages(16, async () => {
    await place(new Map([...walking.keys()].filter(() => next() < 0.2).map((customer) => [customer, walker()])));
  });
  expect(
    found
      .flat()
      .filter((customer) => staying.has(customer))
      .sort(),
  ).toEqual([...staying.keys()].sort());
});

test('a change that lost says nothing of where somebody is, and who is forgotten is nowhere', async () => {
  const [loaded] = await contexts.load(0, ['late']);
  const cell = cellAt(51.34, 12.4);
  await place(new Map([['late', [51.34, 12.39]]]));
  const change = { customer: 'late', ...loaded!, nextDueAt: undefined, rows: [], jobs: [] };
  expect(await contexts.commit(0, [{ ...change, movedTo: { period: PERIOD, cell } }])).toEqual([false]);
  expect((await who.page(0, PERIOD, [[cell, cell]], undefined, 9)).customers).toEqual([]);
  expect((await pages(9)).flat()).toEqual(['late']);

  const [known] = await contexts.load(0, ['late']);
  known!.state.values['location.lat'] = { v: 51.34, at: AT, source: 'location' };
  known!.journal.noteHeard({ kind: 'location' });
  await contexts.commit(0, [{ customer: 'late', ...known!, nextDueAt: undefined, rows: [], jobs: [] }]);
  await contexts.forget('late');
  expect((await pages(9)).flat()).toEqual([]);
});

test('a period goes by itself', async () => {
  await place(new Map([['anna', [51.34, 12.39]]]));
  const seconds = await redis.connect().ttl(`kairos:where:{0}:${PERIOD}`);
  expect(seconds).toBeGreaterThan(3_000);
  expect(seconds).toBeLessThanOrEqual(3_600);
});

test('the cells in which somebody is are told in order, one of five neighbours, and page by page the same', async () => {
  const next = random(3);
  const at = new Map<string, readonly [number, number]>();
  for (let i = 0; i < 500; i++) at.set(`p${i}`, [51.2 + next() * 0.3, 12.2 + next() * 0.4]);
  await place(at);
  const groups = (cells: Iterable<number>) => [...new Set([...cells].map((cell) => Math.floor(cell / 5)))];
  const all = await who.cells(0, PERIOD, undefined, 1_000);
  expect(groups(all)).toHaveLength(all.length);
  const expected = groups([...at.values()].map(([lat, lon]) => cellAt(lat, lon))).toSorted((a, b) => a - b);
  expect(groups(all)).toEqual(expected);
  const paged: number[] = [];
  for (let page = await who.cells(0, PERIOD, undefined, 7); page.length > 0; ) {
    paged.push(...page);
    page = await who.cells(0, PERIOD, page.at(-1), 7);
  }
  expect(paged).toEqual(all);
  expect(await who.cells(0, PERIOD - 1, undefined, 7)).toEqual([]);
});
