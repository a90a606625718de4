import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import type { RedisContexts } from '../context/contract.ts';
import { createKnownCustomers } from '../context/known-customers.ts';
import { createContexts } from '../context/store.ts';
import { eraseRows } from '../outcomes/erase-rows.ts';
import type { CustomerSearch, FindCustomers } from './contract.ts';
import { createFindCustomers } from './find.ts';
import { startIndexWalk } from './index-walk.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
let clickhouse: TestClickHouse;
let redis: TestRedis;
let contexts: RedisContexts;
let finder: FindCustomers;
let row = 0;

beforeAll(async () => {
  [clickhouse, redis] = await Promise.all([startClickHouse(), startRedis()]);
  contexts = createContexts(redis.connect(), 4);
  finder = createFindCustomers({ store: clickhouse.store, read: contexts.read });
});
afterAll(async () => {
  await clickhouse.stop();
  await redis.stop();
});

async function keep(customer: string, traits: Readonly<Record<string, unknown>>, more: Partial<CustomerState> = {}) {
  const values = Object.fromEntries(
    Object.entries(traits).map(([name, v]) => [`customer.${name}`, { v, at: NOW, source: 'identify' }]),
  );
  const state = { ...emptyState(customer), lastAt: NOW, values, ...more };
  const shard = contexts.shardOf(customer);
  const [loaded] = await contexts.load(shard, [customer]);
  const change = {
    customer,
    revision: loaded!.revision,
    state,
    journal: undefined,
    nextDueAt: undefined,
    rows: [],
    jobs: [],
  };
  expect(await contexts.commit(shard, [change])).toEqual([true]);
}

async function tell(kind: string, customer: string, value: unknown, moves: readonly string[] = []) {
  const at = NOW + row;
  const line = {
    stored_at: Date.now(),
    seq: row,
    shard: 0,
    row: row++,
    id: `s${row}`,
    kind,
    customer,
    at,
    received_at: at,
    late: false,
    value_cut: false,
    value,
    moves: moves.length === 0 ? '' : JSON.stringify(moves),
  };
  await clickhouse.store.insert('signals', [JSON.stringify(line)]);
}

/** Somebody who has told who they are. */
async function known(customer: string, traits: Readonly<Record<string, unknown>>, more: Partial<CustomerState> = {}) {
  await keep(customer, traits, more);
  await tell('identify', customer, { traits });
}

async function found(search: Partial<CustomerSearch>): Promise<readonly string[]> {
  const { customers } = await finder.find({ among: 'everything', holds: () => true, most: 20, ...search });
  return customers.map(({ state, by }) => (by === undefined ? state.id : `${state.id} by ${by}`));
}

test('a customer is found by the beginning of an id, an address, a number, a name, and by one trait', async () => {
  await known('Hanna-1', {
    email: 'Hanna.Berger@Post.example',
    name: 'Hanna Müller-Berger',
    phone: '+49 170 1234567',
    plan: 'gold',
  });
  await known('ben', { email: 'ben@post.example', plan: 'silver', goldfish: 'gold' });
  expect(await found({ q: 'hanna-1' })).toEqual(['Hanna-1 by id']);
  expect(await found({ q: 'hanna.berger@post' })).toEqual(['Hanna-1 by customer.email']);
  expect(await found({ q: 'HANNA.BERGER@POST.EXAMPLE' })).toEqual(['Hanna-1 by customer.email']);
  expect(await found({ q: '+49 170 1234' })).toEqual(['Hanna-1 by customer.phone']);
  expect(await found({ q: '0049 170 1234567' })).toEqual(['Hanna-1 by customer.phone']);
  expect(await found({ q: '0170/1234567' })).toEqual(['Hanna-1 by customer.phone']);
  expect(await found({ q: 'müller' })).toEqual(['Hanna-1 by customer.name']);
  expect(await found({ q: 'berger hanna' })).toEqual(['Hanna-1 by customer.name']);
  expect(await found({ q: 'plan:gold' })).toEqual(['Hanna-1 by customer.plan']);
  expect(await found({ q: 'gold' })).toEqual(['ben by customer.goldfish', 'Hanna-1 by customer.plan']);
  expect(await found({ q: 'nobody' })).toEqual([]);
});

test('a merged id finds the customer whom it belongs to', async () => {
  await known('carla', { name: 'Carla' }, { aliases: ['visitor-9'] });
  await keep('visitor-9', {}, { mergedInto: 'carla' });
  await tell('alias', 'carla', { previousId: 'visitor-9' });
  expect(await found({ q: 'visitor-9' })).toEqual(['carla by id']);
  expect(await found({ q: 'visit' })).toEqual(['carla by id']);
});

test('an address that was changed finds nobody any more', async () => {
  await known('dora', { email: 'old@post.example' });
  await known('dora', { email: 'new@post.example' });
  expect(await found({ q: 'old@post' })).toEqual([]);
  expect(await found({ q: 'new@post' })).toEqual(['dora by customer.email']);
});

test('without personal data only ids are compared', async () => {
  expect(await found({ q: 'hanna.berger@post.example', among: 'ids' })).toEqual([]);
  expect(await found({ q: 'hann', among: 'ids' })).toEqual(['Hanna-1 by id']);
});

test('a place lists those who are in it now, and narrows what is typed', async () => {
  const here = { inside: { haus: { since: NOW } } };
  await known('eva', { name: 'Eva Here' }, here);
  await known('finn', { name: 'Finn Here' });
  await tell('location', 'eva', {}, ['enter haus']);
  await tell('location', 'finn', {}, ['enter haus']);
  await tell('location', 'finn', {}, ['exit haus']);
  expect(await found({ place: 'haus' })).toEqual(['eva']);
  expect(await found({ place: 'haus', q: 'here' })).toEqual(['eva by customer.name']);
  expect(await found({ place: 'park' })).toEqual([]);
});

test('what else must hold is asked of the state', async () => {
  const isSilver = ({ values }: CustomerState) => values['customer.plan']?.v === 'silver';
  expect(await found({ q: 'post', holds: isSilver })).toEqual([]);
  expect(await found({ q: 'be', holds: isSilver })).toEqual(['ben by id']);
});

test('pages follow each other, and the newest come first where nothing is typed', async () => {
  for (let i = 0; i < 250; i++) await keep(`page-${String(i).padStart(3, '0')}`, { crowd: 'many' });
  const at = NOW;
  await clickhouse.store.insert(
    'signals',
    Array.from({ length: 250 }, (_, i) =>
      JSON.stringify({
        stored_at: Date.now() + i,
        seq: row + i,
        shard: 1,
        row: i,
        id: `p${i}`,
        kind: 'identify',
        customer: `page-${String(i).padStart(3, '0')}`,
        at,
        received_at: at,
        late: false,
        value_cut: false,
        value: { traits: { crowd: 'many' } },
        moves: '',
      }),
    ),
  );
  for (const q of ['many', undefined]) {
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 20; pages++) {
      const page = await finder.find({ q, among: 'everything', holds: () => true, most: 40, after });
      seen.push(...page.customers.map(({ state }) => state.id));
      if (page.after === undefined) break;
      after = page.after;
    }
    const crowd = seen.filter((id) => id.startsWith('page-'));
    expect(crowd.length).toBe(250);
    expect(new Set(crowd).size).toBe(250);
    if (q === undefined) expect(seen[0]).toBe('page-249');
  }
});

test('few of many are looked for in steps that end', async () => {
  const nobody = await finder.find({ q: 'many', among: 'everything', holds: () => false, most: 20 });
  expect(nobody).toEqual({ customers: [], looked: 251 });
});

test('an erased customer leaves the index', async () => {
  await eraseRows(clickhouse.store, ['Hanna-1']);
  expect(await clickhouse.store.query("SELECT * FROM customer_index WHERE customer = 'Hanna-1'", {})).toEqual([]);
});

test('a walk writes the customers whom no signal tells of, and none who was erased meanwhile', async () => {
  await clickhouse.store.command('TRUNCATE TABLE customer_index');
  await clickhouse.store.command('TRUNCATE TABLE signals');
  await contexts.markErased('ben');
  const connection = redis.connect();
  const walk = startIndexWalk({
    redis: connection,
    known: createKnownCustomers(connection),
    read: contexts.read,
    isErased: contexts.isErased,
    store: clickhouse.store,
    clock: { wall: () => NOW },
    log: { info: () => undefined, warn: (...said) => expect(said).toEqual([]), error: () => undefined },
  });
  expect(await walk.look()).toBe(true);
  expect(await found({ q: 'hanna.berger@post' })).toEqual(['Hanna-1 by customer.email']);
  expect(await found({ q: 'visit' })).toEqual(['carla by id']);
  expect(await found({ place: 'haus' })).toEqual(['eva']);
  expect(await clickhouse.store.query("SELECT word FROM customer_index WHERE customer = 'ben'", {})).toEqual([]);
  // Done for a week.
  expect(await walk.look()).toBe(false);
  await walk.close();
});
