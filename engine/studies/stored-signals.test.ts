import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { loadLanguage } from '../definitions/language.ts';
import type { Recordings } from './contract.ts';
import { createRecordings } from './stored-signals.ts';

const T = Date.UTC(2026, 10, 12, 18, 0);
const PEOPLE = 400;
const EACH = 5;

let clickhouse: TestClickHouse;
let recordings: Recordings;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  const row = (id: string, customer: string, at: number, kind: string, value: object) =>
    JSON.stringify({
      stored_at: Date.now(),
      seq: at - T,
      shard: 0,
      row: 0,
      id,
      customer,
      at,
      kind,
      value: JSON.stringify(value),
    });
  const lines = Array.from({ length: PEOPLE * EACH }, (_, i) =>
    row(`s${i}`, `p${i % PEOPLE}`, T + i, 'event', { name: 'seen' }),
  );
  const weather = { lat: 52.5, lon: 13.4, radiusMetres: 5_000, condition: 'rain', validSeconds: 3_600 };
  await clickhouse.store.insert('signals', [...lines, row('rain', '', T + PEOPLE * EACH, 'weather', weather)]);
  recordings = createRecordings(clickhouse.store, (await loadLanguage()).vocabulary.signals);
}, 60_000);
afterAll(() => clickhouse.stop());

async function read(oneIn?: number) {
  const customers = new Map<string, number>();
  for await (const { signals } of recordings.read({ from: T, to: T + 10_000 }, 10_000, oneIn)) {
    for (const { customer } of signals) customers.set(customer, (customers.get(customer) ?? 0) + 1);
  }
  return customers;
}

test('a sample has about one in so many customers, each with all of their signals, and the world', async () => {
  expect((await read()).size).toBe(PEOPLE + 1);
  const sample = await read(4);
  expect(sample.get('')).toBe(1);
  sample.delete('');
  expect(sample.size).toBeGreaterThan(PEOPLE / 8);
  expect(sample.size).toBeLessThan(PEOPLE / 2);
  expect([...new Set(sample.values())]).toEqual([EACH]);
  expect(await read(4)).toEqual(new Map([...sample, ['', 1]]));
});
