import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import type { KeyRole } from '../access/contract.ts';
import type { Change } from '../audit/contract.ts';
import { createGuests } from '../outcomes/guests/guests.ts';
import { openClickHousePort } from './clickhouse-port.ts';

const SILENT = { level: ClickHouseLogLevel.OFF };
const KEY = 'secret-key-for-tests';
const READING = 'reading-key-for-tests';
let clickhouse: TestClickHouse;
let port: Awaited<ReturnType<typeof openClickHousePort>>;
let client: ClickHouseClient;
const recorded: (Change & { readonly author: string })[] = [];
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ROLES = new Map([
  [KEY, 'secret'],
  [READING, 'reading'],
  ['app', 'publishable'],
] as const) as ReadonlyMap<string, KeyRole>;
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
    keys: { check: (key) => ROLES.get(key), nameOf: () => 'bi' },
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

  test('reads with a key that only reads, and sees customers under other names', async () => {
    const reader = clientWith(READING);
    const read = async (query: string) => (await reader.query({ query, format: 'JSONCompactEachRow' })).json();
    expect(await read("SELECT count() > 0 FROM decisions WHERE customer = 'ann'")).toEqual([[0]]);
    const [[name]] = (await read('SELECT customer FROM decisions LIMIT 1')) as [[string]];
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    await expect(read('SELECT * FROM messages')).rejects.toMatchObject({ code: '497', type: 'ACCESS_DENIED' });
    await reader.close();
  });

  test('is refused without a key that may read', async () => {
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
});

/** Sends a request as a program does that speaks HTTP by itself. */
async function post(body: string, asked: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`http://127.0.0.1:${port.port}/?${new URLSearchParams(asked)}`, {
    ...{ method: 'POST', body, headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(bytes.toString());
  return { bytes, headers: response.headers };
}

/** Grafana's data source: HTTP by clickhouse-go. */
describe('as Grafana speaks', () => {
  const asked = {
    ...{ client_protocol_version: '54460', database: 'results', default_format: 'Native', max_execution_time: '60' },
    enable_http_compression: '1',
  };
  const headers = {
    authorization: `Basic ${Buffer.from(`grafana:${READING}`).toString('base64')}`,
    'accept-encoding': 'gzip',
    'user-agent': 'grafana/12.1.0 clickhouse-datasource/4.11.0 clickhouse-go/2.40.3',
  };
  const ask = async (sql: string) => readBlocks((await post(sql, asked, headers)).bytes);

  test('it is greeted, in the form of blocks that it reads', async () => {
    expect(await ask('SELECT displayName(), version(), revision(), timezone()')).toEqual([
      [expect.any(String), expect.stringMatching(/^\d+\.\d+/), expect.any(Number), expect.any(String)],
    ]);
    expect(await ask('SELECT 1')).toEqual([[1]]);
    expect(await ask('SELECT timeZone()')).toEqual([[expect.any(String)]]);
  });

  test('its editor learns of databases, tables, columns and functions', async () => {
    expect(await ask('SHOW DATABASES')).toEqual([['results']]);
    expect(await ask('SHOW TABLES FROM "results"')).toContainEqual(['decisions']);
    const described = await ask('DESC TABLE "results"."decisions"');
    expect(described.map(([name]) => name)).toContain('weather');
    const tags = await ask("SELECT name, type, table FROM system.columns WHERE database IN ('results')");
    expect(tags).toContainEqual(['trigger', 'LowCardinality(String)', 'decisions']);
    const functions = await ask('SELECT name, description FROM system.functions LIMIT 10000');
    expect(functions.map(([name]) => name)).toContain('toStartOfInterval');
  });

  test('a panel, a table and the values of a variable', async () => {
    const panel = await ask(
      `SELECT toStartOfInterval(toDateTime("at"), INTERVAL 3600 second) as "time", count(*) as "decisions" FROM "results"."decisions"
       WHERE ( "at" >= toDateTime(1767600000) AND "at" <= toDateTime(1767700000) ) GROUP BY time ORDER BY time ASC LIMIT 1000`,
    );
    expect(panel).toEqual([
      [1_767_636_000, 2],
      [1_767_639_600, 6],
    ]);
    const millis = 'fromUnixTimestamp64Milli(1767600000000)';
    expect(
      await ask(
        `SELECT trigger, count() FROM results.decisions WHERE at >= ${millis} GROUP BY trigger ORDER BY trigger`,
      ),
    ).toEqual([
      ['cart', 2],
      ['rainy', 6],
    ]);
    expect(await ask('select distinct trigger from results.decisions order by trigger limit 1000')).toEqual([
      ['cart'],
      ['rainy'],
    ]);
    expect(await ask("SELECT weather FROM results.decisions WHERE trigger = 'none'")).toEqual([]);
  });

  test('filters that it writes into the settings are refused, with what to do', async () => {
    const sql = `SELECT count() FROM results.decisions settings additional_table_filters={'results.decisions' : ' trigger = \\'cart\\' '}`;
    await expect(ask(sql)).rejects.toThrow('Leave SETTINGS out');
  });
});

/** Metabase's driver: HTTP by the second client of JDBC. */
describe('as Metabase speaks', () => {
  const headers = {
    'x-clickhouse-user': 'metabase',
    'x-clickhouse-key': READING,
    'x-clickhouse-database': 'results',
    'x-clickhouse-format': 'TabSeparated',
    'user-agent': 'metabase/v0.58.1 clickhouse-java-v2/0.9.4',
  };
  const asked = {
    compress: '1',
    wait_end_of_query: '1',
    select_sequential_consistency: '1',
    session_timezone: 'Europe/Berlin',
  };
  const ask = async (sql: string) => {
    const { bytes } = await post(sql, { ...asked, query_id: crypto.randomUUID(), session_id: 's1' }, headers);
    return unpackBlocks(bytes)
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
  };

  test('it is greeted, in packed blocks', async () => {
    const [row] = await ask('SELECT currentUser() AS user, timezone() AS timezone, version() AS version LIMIT 1');
    expect(row).toHaveLength(3);
    expect(await ask('SELECT timezone() AS tz')).toEqual([['Europe/Berlin']]);
    expect(await ask("SELECT count(*) > 0 FROM system.databases WHERE name = 'results'")).toEqual([['1']]);
  });

  test('it learns of tables and their columns as JDBC asks for them', async () => {
    const tables = await ask(
      `SELECT '' AS TABLE_CAT, t.database AS TABLE_SCHEM, t.name AS TABLE_NAME, if(t.is_temporary = 1, concat('Temporary', t.engine), t.engine) AS TABLE_TYPE,
        t.comment AS REMARKS, CAST(null as Nullable(String)) AS TYPE_CAT, d.engine AS TYPE_SCHEM
       FROM system.tables t JOIN system.databases d ON system.tables.database = system.databases.name
       WHERE t.database LIKE '%' AND t.name LIKE '%' AND ( (t.engine IN ('View','MergeTree'))) AND (t.is_temporary = 0)`,
    );
    expect(tables.map(([, schema, name, type]) => [schema, name, type])).toContainEqual([
      'results',
      'decisions',
      'View',
    ]);
    expect(new Set(tables.map(([, schema]) => schema))).toEqual(new Set(['results']));
    const columns = await ask(
      `SELECT '' AS TABLE_CAT, database AS TABLE_SCHEM, table AS TABLE_NAME, name AS COLUMN_NAME, type AS TYPE_NAME, toInt32(position) AS ORDINAL_POSITION,
        default_expression AS COLUMN_DEF, comment AS REMARKS FROM system.columns WHERE database LIKE 'results' AND table LIKE 'decisions' AND name LIKE '%' ORDER BY TABLE_SCHEM, TABLE_NAME, ORDINAL_POSITION`,
    );
    expect(columns.map(([, , , name]) => name)).toContain('signal_age_ms');
  });

  test('a question that was clicked together', async () => {
    const rows = await ask(
      `-- Metabase:: userID: 1 queryType: MBQL queryHash: 0
       SELECT toStartOfHour(\`results\`.\`decisions\`.\`at\`) AS \`at\`, COUNT(*) AS \`count\` FROM \`results\`.\`decisions\`
       WHERE \`results\`.\`decisions\`.\`at\` >= parseDateTimeBestEffort('2026-01-05 00:00:00.000+01:00')
       GROUP BY toStartOfHour(\`results\`.\`decisions\`.\`at\`) ORDER BY toStartOfHour(\`results\`.\`decisions\`.\`at\`) ASC`,
    );
    expect(rows.map(([, count]) => count)).toEqual(['2', '6']);
  });
});

/** Rows of blocks as a client of the latest form reads them; of texts and whole numbers alone. */
function readBlocks(bytes: Buffer): readonly (readonly unknown[])[] {
  let at = 0;
  const take = (count: number) => {
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const [byte = 0] = take(1);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const text = () => take(number()).toString();
  const long = () => Number(take(8).readBigUInt64LE());
  const column = (type: string, rows: number): readonly unknown[] => {
    if (type === 'String') return Array.from({ length: rows }, text);
    if (type === 'UInt8') return Array.from(take(rows));
    if (/^(?:UInt32|DateTime)/.test(type)) return Array.from({ length: rows }, () => take(4).readUInt32LE());
    if (type === 'UInt64') return Array.from({ length: rows }, long);
    expect(type).toBe('LowCardinality(String)');
    expect(long()).toBe(1);
    const flags = long();
    const keys = Array.from({ length: long() }, text);
    const width = 2 ** (flags & 255);
    return Array.from({ length: long() }, () => keys[take(width).readUIntLE(0, width)]);
  };
  const all: unknown[][] = [];
  while (at < bytes.length) {
    expect(take(8).toString('hex')).toBe('010002ffffffff00');
    const [columns, rows] = [number(), number()];
    const read = Array.from({ length: columns }, () => {
      text();
      const type = text();
      expect(take(1)[0]).toBe(0);
      return rows === 0 ? [] : column(type, rows);
    });
    for (let row = 0; row < rows; row++) all.push(read.map((values) => values[row]));
  }
  return all;
}

/** What packed blocks hold; these have literals alone. */
function unpackBlocks(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [size, plain] = [bytes.readUInt32LE(at + 17), bytes.readUInt32LE(at + 21)];
    at += 16 + size;
    pieces.push(bytes.subarray(at - plain, at));
  }
  return Buffer.concat(pieces);
}

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
