import type { Cluster } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { KnownCustomers } from './contract.ts';
import { keysOf } from './keys.ts';
import { createKnownCustomers } from './known-customers.ts';

const servers: TestRedis[] = [];
beforeAll(async () => {
  servers.push(await startRedis(), await startRedis());
});
beforeEach(() => Promise.all(servers.map((server) => server.connect().flushall())));
afterAll(() => Promise.all(servers.map((server) => server.stop())));

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
async function store(server: TestRedis, customers: readonly string[]): Promise<void> {
  const pipeline = server.connect().pipeline();
  for (const [i, customer] of customers.entries()) pipeline.set(keysOf(i % 3).context(customer), 'x');
  await pipeline.exec();
}
/** All pages from a mark on. */
async function walk(known: KnownCustomers, from = ''): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  for (let mark = from; ; ) {
    const { customers, next } = await known.page(mark);
    pages.push(customers);
    if (next === '') return pages;
    mark = next;
  }
}

test('everybody is on one of the pages, and nothing else that Redis holds', async () => {
  const customers = [...names('c', 1_000), 'kairos:ctx:{1}:odd', 'line\nfeed', ''];
  await store(servers[0]!, customers);
  await servers[0]!.connect().set(keysOf(0).timers, 'x');
  const pages = await walk(createKnownCustomers(servers[0]!.connect()));
  expect(pages.length).toBeGreaterThan(2);
  expect([...new Set(pages.flat())].sort()).toEqual([...customers].sort());
});

test('the walk goes on where its mark says, and begins anew where that was given by another run of Redis', async () => {
  await store(servers[0]!, names('c', 1_000));
  const known = createKnownCustomers(servers[0]!.connect());
  const { customers, next } = await known.page('');
  const rest = await walk(known, next);
  expect(rest.flat().length).toBeLessThan(1_000);
  expect(new Set([...customers, ...rest.flat()]).size).toBe(1_000);
  const anew = await walk(known, next.replace(/^\w+/, 'another'));
  expect(new Set(anew.flat()).size).toBe(1_000);
});

test('of a cluster every server is walked over, in the same order from whichever mark', async () => {
  await store(servers[0]!, names('a', 300));
  await store(servers[1]!, names('b', 300));
  const nodes = servers.map((server) => server.connect());
  const cluster = (order: typeof nodes) => createKnownCustomers({ nodes: () => order } as unknown as Cluster);
  const all = [...names('a', 300), ...names('b', 300)].sort();
  for (const order of [nodes, nodes.toReversed()]) {
    expect([...new Set((await walk(cluster(order))).flat())].sort()).toEqual(all);
  }
  // The nodes may be listed in another order for each page.
  const seen = new Set<string>();
  let pages = 0;
  for (let mark = ''; ; pages++) {
    const { customers, next } = await cluster(pages % 2 ? nodes : nodes.toReversed()).page(mark);
    for (const customer of customers) seen.add(customer);
    if (next === '') break;
    mark = next;
  }
  expect([...seen].sort()).toEqual(all);
});
