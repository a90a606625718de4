import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { writeRevision } from './native-blocks.ts';

const LATEST = 54_460;
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const nativeOf = async (sql: string) => (await clickhouse.store.read({ sql, params: {}, format: 'Native' })).bytes;

test('a block gets its info, and each column the byte that says how it is written', async () => {
  const native = await nativeOf("SELECT toUInt8(7) AS a, 'xy' AS b");
  expect(Buffer.from(writeRevision(native, LATEST)).toString('hex')).toBe(
    ['010002ffffffff00', '0201', '01610555496e7438', '00', '07', '016206537472696e67', '00', '027879'].join(''),
  );
  expect(writeRevision(native, 0)).toBe(native);
});

test('columns of every type are walked through: what is put in is eight bytes a block and one a column', async () => {
  const values = [
    ...["'text'", 'NULL::Nullable(String)', '7::Nullable(UInt64)', "toDateTime64('2026-01-05 18:00:00', 3, 'UTC')"],
    ...['true', "['a', 'bc', '']", "[toLowCardinality('x'), toLowCardinality('y')]", "map('k', [1, 2])", "(1, 'two')"],
    ...[
      "toFixedString('abc', 3)",
      '1.5::Decimal(20, 4)',
      'generateUUIDv4()',
      "toIPv6('::1')",
      "CAST(1, 'Enum8(\\'a, b\\' = 1)')",
    ],
    ...[
      "CAST('rain', 'LowCardinality(String)')",
      "CAST(NULL, 'LowCardinality(Nullable(String))')",
      '[]::Array(String)',
    ],
    ...["CAST((1, 'x'), 'Tuple(a UInt8, b String)')", 'toIntervalDay(3)', 'number', "repeat('long ', number % 50)"],
  ];
  const sql = `SELECT ${values.map((value, i) => `${value} AS c${i}`).join(', ')} FROM numbers(150000)`;
  const native = await nativeOf(sql);
  const written = writeRevision(native, LATEST);
  const blocks = (written.length - native.length) / (8 + values.length);
  expect(blocks).toBeGreaterThan(1);
  expect(Number.isInteger(blocks)).toBe(true);
});

test('nothing stays nothing, and a type that nobody walks through is refused with a way out', async () => {
  expect(writeRevision(new Uint8Array(), LATEST)).toHaveLength(0);
  const states = await nativeOf('SELECT uniqState(number) AS s FROM numbers(3)');
  expect(() => writeRevision(states, LATEST)).toThrow('ask for toString() of it');
});
