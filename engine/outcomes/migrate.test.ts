import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import type { Log } from '../contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { startEmbeddedClickHouse } from '../stores/embedded-clickhouse.ts';
import { migrate } from './migrate.ts';

const said: string[] = [];
const log: Log = { info: (message) => said.push(message), warn: () => undefined, error: () => undefined };
let clickhouse: TestClickHouse;

beforeAll(async () => {
  clickhouse = await startClickHouse(); // which migrates
});
afterAll(() => clickhouse.stop());

test('migrations are applied once, in order, and recorded', async () => {
  await migrate(clickhouse.store, { signalDays: 7, outcomeDays: 400 }, log);
  expect(said).toEqual([]);
  expect(await clickhouse.store.query('SELECT name FROM migrations ORDER BY name', {})).toEqual([
    { name: '001-outcomes.sql' },
    { name: '002-signals.sql' },
    { name: '003-reasons.sql' },
    { name: '004-messages.sql' },
    { name: '005-moves.sql' },
    { name: '006-customer-facts.sql' },
    { name: '007-customer-index.sql' },
    { name: '008-customer-words.sql' },
    { name: '009-customer-signals.sql' },
    { name: '010-facts.sql' },
    { name: '011-decision-feed.sql' },
    { name: '012-decisions.sql' },
    { name: '013-decision-steps.sql' },
    { name: '014-conversions.sql' },
    { name: '015-conversion-steps.sql' },
    { name: '016-decision-days.sql' },
    { name: '017-decision-days-fed.sql' },
    { name: '018-outcomes-fed.sql' },
    { name: '019-decisions-of-before.sql' },
    { name: '020-woken.sql' },
    { name: '021-visits.sql' },
    { name: '022-visits-fed.sql' },
    { name: '023-visits-of-before.sql' },
    { name: '024-pseudonyms.sql' },
    { name: '025-pseudonym-key.sql' },
    { name: '026-conversation.sql' },
    { name: '027-consent-proofs.sql' },
    { name: '028-steps.sql' },
    { name: '029-steps-of-before.sql' },
    { name: '030-decision-days-stepped.sql' },
    { name: '031-decision-days-told.sql' },
    { name: '032-decision-days-fed.sql' },
    { name: '033-decision-days-of-before.sql' },
    { name: '034-decision-ends.sql' },
    { name: '035-stream-places.sql' },
    { name: '036-outcomes-fed-with-places.sql' },
    { name: '037-decision-steps-with-ends.sql' },
    { name: '038-ends-of-before.sql' },
    { name: '039-carried.sql' },
    { name: '040-attempts-fed.sql' },
    { name: '041-outcomes-fed-with-attempts.sql' },
    { name: '042-decision-steps-with-carried.sql' },
    { name: '043-carried-of-before.sql' },
  ]);
});

test('several engines may migrate at once', async () => {
  const views = ['customer_words', 'customer_signals'];
  for (const table of [...views, 'migrations', 'outcomes', 'signals', 'messages', 'customer_index', 'customer_facts'])
    await clickhouse.store.command(`DROP TABLE ${table} SYNC`);
  const settings = { signalDays: 7, outcomeDays: 400 };
  await Promise.all([1, 2, 3].map(() => migrate(clickhouse.store, settings, log)));
  expect(await clickhouse.store.query('SELECT count() AS c FROM outcomes', {})).toEqual([{ c: 0 }]);
});

test('rows older than the settings say go, and the settings may change', async () => {
  const { store } = clickhouse;
  const day = 86_400_000;
  const row = (daysAgo: number) => JSON.stringify({ stored_at: Date.now() - daysAgo * day, id: String(daysAgo) });
  await store.insert('signals', [row(0), row(3), row(6), row(30)]);
  const kept = async () => {
    await store.command('OPTIMIZE TABLE signals FINAL');
    return (await store.query<{ id: string }>('SELECT id FROM signals ORDER BY stored_at DESC', {})).map(
      ({ id }) => id,
    );
  };
  expect(await kept()).toEqual(['0', '3', '6']);
  await migrate(store, { signalDays: 4, outcomeDays: 400 }, log);
  expect(said).toContain('rows are kept in ClickHouse');
  await vi.waitFor(async () => expect(await kept()).toEqual(['0', '3']), { timeout: 20_000 });
});

test('a migration that fails is named, and is tried again', async () => {
  await clickhouse.store.command('TRUNCATE TABLE migrations');
  let isFull = true;
  const store: OutcomeStore = {
    ...clickhouse.store,
    command: (sql, params) =>
      isFull && sql.includes('CREATE TABLE IF NOT EXISTS signals')
        ? Promise.reject(new Error('no space'))
        : clickhouse.store.command(sql, params),
  };
  const settings = { signalDays: 4, outcomeDays: 400 };
  await expect(migrate(store, settings, log)).rejects.toThrow('the migration 002-signals.sql failed');
  expect(await store.query('SELECT name FROM migrations', {})).toEqual([{ name: '001-outcomes.sql' }]);
  isFull = false;
  await migrate(store, settings, log);
  expect(await store.query('SELECT count() AS c FROM migrations', {})).toEqual([{ c: 43 }]);
});

test('a stop waits for one statement, and the next start goes on from there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-migrate-'));
  const store = await startEmbeddedClickHouse(folder, log);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const stop = new AbortController();
  const stopping: OutcomeStore = {
    ...store,
    async insert(table, lines) {
      await store.insert(table, lines);
      if (lines[0]?.includes('002-')) stop.abort(new Error('the engine is stopping'));
    },
  };
  const settings = { signalDays: 7, outcomeDays: 400 };
  await expect(migrate(stopping, settings, log, stop.signal)).rejects.toThrow('the engine is stopping');
  const names = () => store.query('SELECT count() AS files FROM migrations', {});
  expect(await names()).toEqual([{ files: 2 }]);
  await migrate(store, settings, log);
  expect(await names()).toEqual(await clickhouse.store.query('SELECT count() AS files FROM migrations', {}));
});
