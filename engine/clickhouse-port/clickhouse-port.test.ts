import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import type { Change } from '../audit/contract.ts';
import { createGuests } from '../outcomes/guests/guests.ts';
import { openClickHousePort } from './clickhouse-port.ts';

const SILENT = { level: ClickHouseLogLevel.OFF };
const KEY = 'secret-key-for-tests';
let clickhouse: TestClickHouse;
let port: Awaited<ReturnType<typeof openClickHousePort>>;
let client: ClickHouseClient;
const recorded: (Change & { readonly author: string })[] = [];
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clientWith = (password: string) =>
  createClient({
    url: `http://127.0.0.1:${port.port}`,
    username: 'grafana',
    password,
    database: 'results',
    log: SILENT,
  });

beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, exampleLines());
  port = await openClickHousePort({
    settings: { clickhousePort: 0, clickhouseHost: '127.0.0.1' },
    guests: createGuests(clickhouse.store),
    keys: { check: (key) => (key === KEY ? 'secret' : key === 'app' ? 'publishable' : undefined), nameOf: () => 'bi' },
    audit: {
      record: async (author, changes) => {
        recorded.push(...changes.map((change) => ({ ...change, author })));
      },
    },
    log: quiet,
  });
  client = clientWith(KEY);
}, 60_000);
afterAll(async () => {
  await client?.close();
  await port?.close();
  await clickhouse?.stop();
});

const asText = async (query: string, format: 'CSV' | 'CSVWithNames' | 'TabSeparated' | 'JSONEachRow' | 'JSON') =>
  (await client.query({ query, format })).text();
const asRows = async (query: string, query_params: Record<string, unknown> = {}) =>
  (await client.query({ query, format: 'JSONCompactEachRow', query_params })).json();

describe('the real client', () => {
  test('is answered its ping', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  test('reads rows in the formats of ClickHouse', async () => {
    const query = "SELECT trigger, count() AS of FROM decisions WHERE trigger = 'cart' GROUP BY trigger";
    expect(await asText(query, 'CSVWithNames')).toBe('"trigger","of"\n"cart",2\n');
    expect(await asText(query, 'TabSeparated')).toBe('cart\t2\n');
    expect(JSON.parse(await asText(query, 'JSONEachRow'))).toEqual({ trigger: 'cart', of: expect.anything() });
    expect(JSON.parse(await asText(query, 'JSON'))).toMatchObject({
      rows: 1,
      meta: [{ name: 'trigger' }, { name: 'of' }],
    });
    const { stream } = await client.exec({
      query: "SELECT toUInt8(7) AS a, 'xy' AS b FORMAT RowBinaryWithNamesAndTypes",
    });
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    expect(bytes.subarray(-4)).toEqual(Buffer.from([7, 2, 0x78, 0x79]));
    expect(bytes.toString('latin1')).toContain('UInt8');
  });

  test('binds parameters of every kind', async () => {
    const params = {
      n: 7,
      s: "o'clock\n\\ tab\t",
      list: ["a'b", 'c,d'],
      none: null,
      yes: true,
      at: new Date(1_767_600_000_000),
    };
    const [row] = await asRows(
      'SELECT {n:UInt32}, {s:String}, {list:Array(String)}, {none:Nullable(String)}, {yes:Bool}, {at:DateTime}',
      params,
    );
    expect(row).toEqual([7, params.s, params.list, null, true, '2026-01-05 08:00:00']);
  });

  test('unpacks an answer that it asked to be packed', async () => {
    const packing = createClient({
      ...{ url: `http://127.0.0.1:${port.port}`, username: 'x', password: KEY },
      compression: { response: true, request: true },
    });
    const { data } = await (await packing.query({ query: 'SELECT 1 AS one' })).json<{ one: number }>();
    expect(data).toEqual([{ one: 1 }]);
    await packing.close();
  });

  test('hears errors by the codes of ClickHouse', async () => {
    await expect(asRows('SELECT nope FROM decisions')).rejects.toMatchObject({
      code: '47',
      type: 'UNKNOWN_IDENTIFIER',
    });
    await expect(asRows('SELECT (')).rejects.toMatchObject({ code: '62', type: 'SYNTAX_ERROR' });
    await expect(asRows('SELECT * FROM nope')).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
    await expect(asRows('SELECT * FROM default.outcomes')).rejects.toMatchObject({
      code: '497',
      type: 'ACCESS_DENIED',
    });
    await expect(client.command({ query: 'DROP VIEW results.decisions' })).rejects.toMatchObject({ code: '497' });
    await expect(
      client.insert({ table: 'decisions', values: [{ decision: 'x' }], format: 'JSONEachRow' }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(62|497)$/),
    });
    const set = client.query({ query: 'SELECT 1', clickhouse_settings: { allow_ddl: 1 } });
    await expect(set).rejects.toMatchObject({ code: '164', type: 'READONLY' });
  });

  test('is refused without the secret key', async () => {
    for (const password of ['wrong', 'app', '']) {
      const stranger = clientWith(password);
      await expect(stranger.query({ query: 'SELECT 1' })).rejects.toMatchObject({
        code: '516',
        type: 'AUTHENTICATION_FAILED',
      });
      await stranger.close();
    }
  });

  test('writes times as it asks for them', async () => {
    const result = await client.query({
      ...{ query: 'SELECT min(at) AS at FROM decisions', format: 'JSONEachRow' },
      clickhouse_settings: { date_time_output_format: 'iso' },
    });
    expect(await result.json()).toEqual([{ at: expect.stringMatching(/^2026-01-05T18:00:00(\.000)?Z$/) }]);
  });
});

describe('what Grafana and Metabase ask at connect', () => {
  test('who and what the server is', async () => {
    const [greeting] = await asRows('SELECT displayName(), version(), revision(), timezone()');
    expect(greeting).toEqual([
      expect.any(String),
      expect.stringMatching(/^\d+\.\d+/),
      expect.any(Number),
      expect.any(String),
    ]);
    const [user] = await asRows('SELECT currentUser() AS user, timezone() AS timezone, version() AS version LIMIT 1');
    expect(user).toHaveLength(3);
  });

  test('the catalogs tell of the views and of nothing else', async () => {
    expect(await asRows('SELECT name FROM system.databases')).toEqual([['results']]);
    expect(await asRows('SHOW DATABASES')).toEqual([['results']]);
    const views = await asRows('SELECT name FROM system.tables ORDER BY name');
    expect(views).toEqual(expect.arrayContaining([['decisions'], ['messages'], ['signals']]));
    expect(await asRows('SHOW TABLES FROM results')).toEqual(views);
    expect(await asRows("SELECT DISTINCT database FROM system.columns WHERE table LIKE '%'")).toEqual([['results']]);
    expect(
      await asRows('SELECT count() > 3 FROM system.columns WHERE database = {d:String}', { d: 'default' }),
    ).toEqual([[0]]);
    const described = await asRows('DESCRIBE TABLE results.decisions');
    expect(described.map((row) => (row as readonly string[])[0])).toContain('decision');
    await expect(asRows('SHOW TABLES FROM system')).rejects.toMatchObject({ code: '497' });
    await expect(asRows('SELECT * FROM system.users')).rejects.toMatchObject({ code: '497' });
  });

  test('a panel by hour', async () => {
    const rows = await asRows(
      'SELECT toStartOfInterval(toDateTime(at), INTERVAL 3600 second) AS time, count() AS c FROM "results"."decisions" WHERE at >= toDateTime(1767600000) GROUP BY time ORDER BY time ASC LIMIT 1000',
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});

test('who asked what is recorded once, though a panel asks again and again', async () => {
  for (let i = 0; i < 3; i++) await asRows('SELECT 4242');
  const mine = recorded.filter(({ after }) => JSON.stringify(after).includes('4242'));
  expect(mine).toEqual([
    {
      action: 'ask',
      kind: 'sql',
      name: 'clickhouse-port',
      author: 'key:bi',
      after: { sql: 'SELECT 4242', params: {} },
    },
  ]);
});
