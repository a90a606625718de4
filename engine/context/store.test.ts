import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { shortHash } from '../../triggers/hash.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import type { CustomerCommit, RedisContexts } from './contract.ts';
import { createContexts } from './store.ts';

let redis: TestRedis;
let contexts: RedisContexts;
/** A second engine on the same Redis. */
let elsewhere: RedisContexts;

beforeAll(async () => {
  redis = await startRedis();
  contexts = createContexts(redis.connect(), 2);
  elsewhere = createContexts(redis.connect(), 2);
});
afterAll(() => redis.stop());

const change = async (
  store: RedisContexts,
  customer: string,
  more: Partial<CustomerCommit> = {},
): Promise<CustomerCommit> => {
  const [loaded] = await store.load(store.shardOf(customer), [customer]);
  return { customer, ...loaded!, nextDueAt: undefined, rows: [], jobs: [], ...more };
};
const jobOf = (id: string, customer: string) => ({ id, customer, receivedAt: 1 }) as DeliveryJob;
const row = (reason: string): Outcome => ({
  ...{
    step: 'matched',
    at: 1,
    wallAt: 1,
    elapsedMs: 0,
    customer: 'b',
    signal: 's',
    signalAt: 1,
    trigger: 't',
    version: 1,
  },
  ...{ decision: 'd', channel: '', provider: '', place: '', gate: '', reason, attempt: 0 },
});
/** What the rows of each entry say, joined. */
const rowsOf = async (shard: number) => {
  const entries = await redis.connect().xrange(`kairos:outcomes:{${shard}}`, '-', '+');
  return entries.map(([, fields]) =>
    rowsIn<{ reason: string }>(fields[1]!)
      .map(({ reason }) => reason)
      .join(),
  );
};

test('what was written is read back, from memory and from Redis', async () => {
  const shard = contexts.shardOf('a');
  const first = await change(contexts, 'a');
  first.state.lastAt = 7;
  expect(await contexts.commit(shard, [first])).toEqual([true]);
  for (const store of [contexts, elsewhere]) {
    expect(await store.load(shard, ['a', 'nobody'])).toMatchObject([
      { revision: 1, state: { id: 'a', lastAt: 7 } },
      { revision: 0, state: { id: 'nobody', lastAt: 0 } },
    ]);
  }
  expect(await contexts.read('a')).toMatchObject({ lastAt: 7 });
});

test('whoever comes second is told, and nothing of theirs is written: no state, no row, no timer, no message', async () => {
  const shard = contexts.shardOf('b');
  const late = await change(contexts, 'b', { rows: [row('lost')], nextDueAt: 5, jobs: [jobOf('d-lost', 'b')] });
  const early = await change(elsewhere, 'b', { rows: [row('kept')] });
  const other = await change(contexts, sameShardAs('b'), { rows: [row('also kept')] });
  expect(await elsewhere.commit(shard, [early])).toEqual([true]);
  expect(await contexts.commit(shard, [late, other])).toEqual([false, true]);
  expect(await rowsOf(shard)).toEqual(expect.arrayContaining(['kept', 'also kept']));
  expect(JSON.stringify(await rowsOf(shard))).not.toContain('lost');
  expect(await contexts.due(shard, 10, 20, 10)).toEqual([]);
  expect(await contexts.outbox(shard)).toEqual([]);
  expect(await contexts.load(shard, ['b']), 'the loser reads afresh').toMatchObject([{ revision: 1 }]);
});

test('of a batch in which some come second the rows of the others go on, whole and in order', async () => {
  const shard = contexts.shardOf('d');
  const said = (name: string) => [`${name} ä`, `${name} €`];
  const names = Array.from({ length: 40 }, (_, i) => `d${i}`)
    .filter((name) => contexts.shardOf(name) === shard)
    .slice(0, 6);
  const mine = await Promise.all(
    names.map((name, i) => change(contexts, name, { rows: i === 3 ? [] : said(name).map(row) })),
  );
  for (const name of [names[0]!, names[2]!, names[5]!]) {
    await elsewhere.commit(shard, [await change(elsewhere, name)]);
  }
  expect(await contexts.commit(shard, mine)).toEqual([false, true, false, true, true, false]);
  expect((await rowsOf(shard)).at(-1)).toBe([...said(names[1]!), ...said(names[4]!)].join());
});

test('a stale copy in memory loses once and then reads afresh', async () => {
  const shard = contexts.shardOf('c');
  await contexts.commit(shard, [await change(contexts, 'c')]);
  await elsewhere.commit(shard, [await change(elsewhere, 'c')]);
  expect(await contexts.commit(shard, [await change(contexts, 'c')])).toEqual([false]);
  expect(await contexts.commit(shard, [await change(contexts, 'c')])).toEqual([true]);
});

const heardFrom = async (store: RedisContexts, customer: string, value: number) => {
  const made = await change(store, customer, { rows: [row(`${value}`)] });
  const at = made.state.lastAt + 1;
  made.state.values['cart.value'] = { v: value, at, source: 'cart' };
  made.state.lastAt = at;
  made.journal?.noteHeard({ kind: 'cart' });
  return made;
};
const stored = (customer: string) => redis.connect().get(`kairos:ctx:{${contexts.shardOf(customer)}}:${customer}`);

test('what a signal changed is added to what is stored, and read by others; a loser adds nothing', async () => {
  const shard = contexts.shardOf('p');
  const begun = await change(contexts, 'p');
  begun.state.values['customer.said'] = { v: 'long ago '.repeat(100), at: 1, source: 'identify' };
  await contexts.commit(shard, [begun]);
  for (const value of [7, 8]) await contexts.commit(shard, [await heardFrom(contexts, 'p', value)]);
  expect((await stored('p'))?.split('\n')).toHaveLength(3);
  expect(await redis.connect().ttl(`kairos:ctx:{${shard}}:p`)).toBeGreaterThan(399 * 86_400);
  const late = await heardFrom(contexts, 'p', 9);
  const [early] = await elsewhere.load(shard, ['p']);
  expect(early).toMatchObject({ revision: 3, state: { values: { 'cart.value': { v: 8, at: 2 } } } });
  expect(await elsewhere.commit(shard, [await heardFrom(elsewhere, 'p', 10)])).toEqual([true]);
  expect(await contexts.commit(shard, [late])).toEqual([false]);
  expect(await contexts.load(shard, ['p'])).toMatchObject([
    { revision: 4, state: { values: { 'cart.value': { v: 10 } } } },
  ]);
});

test('a customer whom an earlier release stores meanwhile is not taken for a stranger', async () => {
  const shard = contexts.shardOf('e');
  const stranger = await change(contexts, 'e');
  await redis.connect().set(`kairos:ctx:{${shard}}:e`, '00000000052[1,5,9,0,0,"",[],[],{},{}]');
  expect(await contexts.commit(shard, [stranger])).toEqual([false]);
  const known = await change(contexts, 'e');
  expect(known).toMatchObject({ revision: 5, state: { lastAt: 9 } });
  expect(await contexts.commit(shard, [known])).toEqual([true]);
  expect(await stored('e'), 'whole, in the present layout').toMatch(/^00000000064\[.*\]0000000006$/);
});

test('when the connection was lost, what is in memory counts no more', async () => {
  const connection = redis.connect();
  const mine = createContexts(connection, 2);
  const shard = mine.shardOf('l');
  await mine.commit(shard, [await change(mine, 'l')]);
  await redis.connect().set(`kairos:ctx:{${shard}}:l`, '00000000012[1,5,9,0,0,"",[],[],{},{}]');
  const lost = once(connection, 'close');
  await redis.connect().call('CLIENT', 'KILL', 'ID', await connection.client('ID'));
  await lost;
  expect(await mine.load(shard, ['l'])).toMatchObject([{ revision: 1, state: { lastAt: 9 } }]);
  await mine.commit(shard, [await change(mine, 'l')]);
  await redis.connect().set(`kairos:ctx:{${shard}}:l`, '00000000022[1,5,8,0,0,"",[],[],{},{}]');
  connection.emit('-node'); // as a cluster says it
  expect(await mine.load(shard, ['l'])).toMatchObject([{ revision: 2, state: { lastAt: 8 } }]);
});

test('a due timer is handed to one engine, and again when its lease is over', async () => {
  const shard = contexts.shardOf('t');
  await contexts.commit(shard, [await change(contexts, 't', { nextDueAt: 1_000 })]);
  expect(await contexts.armed()).toBe(1);
  expect(await contexts.due(shard, 999, 2_000, 10)).toEqual([]);
  expect(await contexts.due(shard, 1_000, 2_000, 10)).toEqual(['t']);
  expect(await elsewhere.due(shard, 1_999, 3_000, 10)).toEqual([]);
  expect(await elsewhere.due(shard, 2_000, 3_000, 10)).toEqual(['t']);
  await elsewhere.commit(shard, [await change(elsewhere, 't')]);
  expect(await contexts.armed()).toBe(0);
});

test('messages wait in the outbox until the queue has them', async () => {
  const shard = contexts.shardOf('o');
  await contexts.commit(shard, [await change(contexts, 'o', { jobs: [jobOf('d-1', 'o'), jobOf('d-2', 'o')] })]);
  expect((await elsewhere.outbox(shard)).map((job) => job.id).sort()).toEqual(['d-1', 'd-2']);
  await contexts.queued(shard, ['d-1'], [row('queued')]);
  expect((await elsewhere.outbox(shard)).map((job) => job.id)).toEqual(['d-2']);
  expect(await rowsOf(shard)).toContain('queued');
});

test('that a message is in the queue is written once, whoever notes it and however often', async () => {
  const shard = contexts.shardOf('q');
  await contexts.commit(shard, [await change(contexts, 'q', { jobs: [jobOf('q-1', 'q'), jobOf('q-2', 'q')] })]);
  const rows = [row('q-1 is queued'), row('q-2 is queued')];
  const noted = await Promise.all([
    contexts.queued(shard, ['q-1'], rows.slice(0, 1)),
    elsewhere.queued(shard, ['q-1', 'q-2'], rows),
    contexts.queued(shard, ['q-1', 'q-2'], rows),
  ]);
  expect(noted.flat().map(({ reason }) => reason)).toEqual(['q-1 is queued', 'q-2 is queued']);
  const told = (await rowsOf(shard)).join().split(',');
  expect(told.filter((reason) => reason.endsWith('is queued'))).toEqual(['q-1 is queued', 'q-2 is queued']);
});

test('where Redis is full a commit is refused whole, and what is in the queue leaves the outbox with its rows', async () => {
  const shard = contexts.shardOf('full');
  await contexts.commit(shard, [await change(contexts, 'full', { jobs: [jobOf('full-1', 'full')] })]);
  const admin = redis.connect();
  await admin.config('SET', 'maxmemory', '1');
  const more = await change(contexts, 'full', { rows: [row('refused')], jobs: [jobOf('full-2', 'full')] });
  await expect(contexts.commit(shard, [more])).rejects.toThrow('OOM');
  await contexts.queued(shard, ['full-1'], [row('full-1 left')]);
  await admin.config('SET', 'maxmemory', '0');
  expect((await elsewhere.outbox(shard)).map(({ id }) => id)).not.toContain('full-2');
  expect((await elsewhere.outbox(shard)).map(({ id }) => id)).not.toContain('full-1');
  expect(await rowsOf(shard)).toContain('full-1 left');
  expect((await rowsOf(shard)).join()).not.toContain('refused');
});

test('a forgotten customer leaves nothing behind', async () => {
  const shard = contexts.shardOf('f');
  await contexts.commit(shard, [await change(contexts, 'f', { nextDueAt: 5, jobs: [jobOf('d-f', 'f')] })]);
  await contexts.forget('f');
  expect(await contexts.load(shard, ['f'])).toMatchObject([{ revision: 0 }]);
  expect((await contexts.outbox(shard)).filter((job) => job.customer === 'f')).toEqual([]);
  expect(await contexts.due(shard, 10, 20, 10)).toEqual([]);
});

test('a peek sees the state in memory and its revision, not while somebody is at it', async () => {
  const shard = contexts.shardOf('v');
  expect(contexts.peek('v'), 'nobody').toBeUndefined();
  const mine = await heardFrom(contexts, 'v', 7);
  expect(contexts.peek('v'), 'not stored').toBeUndefined();
  await contexts.commit(shard, [mine]);
  expect(contexts.peek('v')).toMatchObject({ revision: 1 });
  expect(contexts.peek('v')!.state, 'no copy').toBe(mine.state);
  const taken = await heardFrom(contexts, 'v', 8);
  expect(contexts.peek('v'), 'what is decided on and not stored').toBeUndefined();
  await elsewhere.commit(shard, [await heardFrom(elsewhere, 'v', 9)]);
  expect(await contexts.commit(shard, [taken])).toEqual([false]);
  expect(contexts.peek('v'), 'decided on what somebody else changed').toBeUndefined();
  await contexts.commit(shard, [await heardFrom(contexts, 'v', 10)]);
  expect(contexts.peek('v')).toMatchObject({ revision: 3 });
  const pointer = await change(contexts, 'v');
  pointer.state.mergedInto = 'a';
  await contexts.commit(shard, [pointer]);
  expect(contexts.peek('v'), 'merged into another').toBeUndefined();
  await contexts.forget('v');
  expect(contexts.peek('v'), 'erased').toBeUndefined();
});

test('reading follows a merge', async () => {
  const pointer = await change(contexts, 'anon');
  pointer.state.mergedInto = 'a';
  await contexts.commit(contexts.shardOf('anon'), [pointer]);
  expect(await contexts.read('anon')).toMatchObject({ id: 'a' });
});

function sameShardAs(customer: string): string {
  for (let i = 0; ; i++) if (contexts.shardOf(`x${i}`) === contexts.shardOf(customer)) return `x${i}`;
}

test('ids that a state has forgotten are known for a day at least, only where they were written, and go with their customer', async () => {
  const shard = contexts.shardOf('ids');
  const hashes = Array.from({ length: 5_000 }, (_, i) => shortHash(`id-${i}`));
  for (let i = 0; i < hashes.length; i += 500) {
    const one = await change(contexts, 'ids');
    one.journal?.noteForgotten(hashes.slice(i, i + 500).join(''));
    expect(await contexts.commit(shard, [one])).toEqual([true]);
    expect(one.journal?.forgotten).toBe('');
  }
  const late = await change(contexts, 'ids');
  const early = await change(elsewhere, 'ids');
  late.journal?.noteForgotten(shortHash('lost'));
  await elsewhere.commit(shard, [early]);
  expect(await contexts.commit(shard, [late])).toEqual([false]);
  const asked = [hashes[0]!, shortHash('lost'), hashes[4_999]!, hashes[0]!.slice(4) + hashes[1]!.slice(0, 4)];
  const questions = [
    { customer: 'ids', hashes: asked },
    { customer: sameShardAs('ids'), hashes: [hashes[0]!] },
  ];
  expect(await elsewhere.recall.among(shard, questions)).toEqual([new Set([hashes[0], hashes[4_999]]), new Set()]);
  expect(await elsewhere.recall.all(shard, 'ids')).toBe(hashes.join(''));
  const client = redis.connect();
  const [key] = await client.keys(`kairos:ids:{${shard}}:ids:*`);
  expect(await client.ttl(key!)).toBeGreaterThan(86_390);
  expect(await client.memory('USAGE', key!)).toBeLessThan(17 * hashes.length);
  await contexts.forget('ids');
  expect(await client.keys(`kairos:ids:{${shard}}:ids:*`)).toEqual([]);
});
