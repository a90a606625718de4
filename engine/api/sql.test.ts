import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { exampleLines } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { signIn } from '../../test/support/sign-in.ts';

let clickhouse: TestClickHouse;
let api: TestApi;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, exampleLines());
  api = await openTestApi({ clickhouse: clickhouse.store });
}, 60_000);
afterAll(async () => {
  await api?.close();
  await clickhouse?.stop();
});

const HELD = `SELECT trigger, countIf(gate = {gate:String}) AS held FROM results.decisions
  GROUP BY trigger ORDER BY trigger`;
const ask = (body: object, format = 'json', headers?: Record<string, string>) =>
  api.ask('POST', `/v1/sql?format=${format}`, body, headers);

test('an analyst asks with a parameter, and gets a table or a file with the same rows', async () => {
  const { headers } = await signIn(api, 'ana', ['analyst']);
  const body = { sql: HELD, params: { gate: 'cooldown' } };
  const table = await ask(body, 'json', headers);
  expect([table.status, table.body]).toEqual([
    200,
    {
      columns: [
        { name: 'trigger', type: expect.stringContaining('String') },
        { name: 'held', type: 'UInt64' },
      ],
      rows: [
        ['cart', 0],
        ['rainy', 3],
      ],
      isCut: false,
      readRows: expect.any(Number),
      tookMs: expect.any(Number),
    },
  ]);
  const csv = await ask(body, 'csv', headers);
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(csv.text).toBe('"trigger","held"\n"cart",0\n"rainy",3\n');
  const parquet = await ask(body, 'parquet', headers);
  expect(parquet.headers.get('content-disposition')).toBe('attachment; filename="answer.parquet"');
  expect(parquet.text.slice(0, 4)).toBe('PAR1');
});

test('the record of changes has who asked what', async () => {
  const { headers } = await signIn(api, 'paul', ['analyst']);
  await ask({ sql: 'SELECT 42' }, 'json', headers);
  const { body } = await api.ask('GET', '/v1/audit?person=paul');
  expect(body).toMatchObject({
    changes: [{ action: 'ask', kind: 'sql', author: 'paul', after: { sql: 'SELECT 42', params: {} } }],
  });
});

test('a marketer has no SQL, and an analyst no words of single customers', async () => {
  const marketer = await signIn(api, 'max', ['marketer']);
  const analyst = await signIn(api, 'eva', ['analyst']);
  expect((await ask({ sql: 'SELECT 1' }, 'json', marketer.headers)).status).toBe(403);
  const messages = await ask({ sql: 'SELECT * FROM results.messages' }, 'json', analyst.headers);
  expect(messages.status).toBe(422);
  expect(messages.body).toMatchObject({
    error: 'results.messages tells of single customers. This needs the permission to see personal data.',
    code: 'sql-refused',
  });
  expect((await ask({ sql: 'SELECT count() FROM results.messages' })).status).toBe(200);
});

test('what is wrong or too heavy is refused with the reason, the cost and a hint', async () => {
  const unknown = await ask({ sql: 'SELECT gat FROM results.decisions' });
  expect([unknown.status, (unknown.body as { error: string }).error]).toEqual([
    422,
    expect.stringMatching(/^Unknown expression.*`gat`/s),
  ]);
  const heavy = await ask({ sql: 'SELECT count() FROM numbers(100000000000)' });
  expect((heavy.body as { error: string }).error).toMatch(/^stopped: .*, after \d+\.\d s.*\. Narrow it/);
});

test('the views are told with their columns', async () => {
  const { body } = await api.ask('GET', '/v1/sql/views');
  expect(body).toMatchObject({ views: expect.arrayContaining([expect.objectContaining({ name: 'decisions' })]) });
});

test('a refused question is in the record of changes too, with who asked it', async () => {
  const sql = 'SELECT * FROM system.users';
  expect((await api.ask('POST', '/v1/sql', { sql })).status).toBe(422);
  const { body } = await api.ask('GET', '/v1/audit?kind=sql&action=refuse');
  expect(body).toMatchObject({
    changes: expect.arrayContaining([expect.objectContaining({ action: 'refuse', after: { sql, params: {} } })]),
  });
});
