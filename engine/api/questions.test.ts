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

const QUESTION = {
  title: 'Decisions by trigger',
  sql: 'SELECT trigger, count() AS of FROM results.decisions WHERE trigger IN {triggers:Array(String)} AND channel != {not:String} GROUP BY trigger ORDER BY trigger',
  params: { triggers: ['cart'], not: '' },
};

test('an analyst saves a question, and a marketer is answered it with other parameters', async () => {
  const analyst = await signIn(api, 'ana', ['analyst']);
  const marketer = await signIn(api, 'max', ['marketer']);
  const saved = await api.ask('PUT', '/v1/questions/by-trigger', QUESTION, analyst.headers);
  expect(saved).toMatchObject({ status: 200, body: { id: 'by-trigger', version: 1, author: 'ana' } });
  expect((await api.ask('PUT', '/v1/questions/by-trigger', QUESTION, marketer.headers)).status).toBe(403);
  const usual = await api.ask('GET', '/v1/questions/by-trigger/answer', undefined, marketer.headers);
  expect(usual.body).toMatchObject({ columns: [{ name: 'trigger' }, { name: 'of' }], rows: [['cart', 2]] });
  const triggers = encodeURIComponent('["cart","rainy"]');
  const csv = await api.ask(
    ...(['GET', `/v1/questions/by-trigger/answer?format=csv&p.triggers=${triggers}&p.not=in-app`] as const),
    undefined,
    marketer.headers,
  );
  expect([csv.status, csv.text]).toEqual([200, '"trigger","of"\n"cart",2\n"rainy",5\n']);
  expect(csv.headers.get('content-disposition')).toContain('by-trigger.csv');
});

test('a save that did not see the last one is told of it, and the record of changes has both', async () => {
  await api.ask('PUT', '/v1/questions/two', { ...QUESTION, since: 0 });
  const again = await api.ask('PUT', '/v1/questions/two', { ...QUESTION, title: 'Mine', since: 1 });
  expect(again.body).toMatchObject({ version: 2, body: { title: 'Mine' } });
  const late = await api.ask('PUT', '/v1/questions/two', { ...QUESTION, title: 'Late', since: 1 });
  expect(late).toMatchObject({ status: 409, body: { stored: { version: 2, body: { title: 'Mine' } } } });
  const { body } = await api.ask('GET', '/v1/audit?kind=question&name=two');
  expect(body).toMatchObject({ changes: [{ action: 'save', before: { title: QUESTION.title } }, { action: 'save' }] });
  const versions = await api.ask('GET', '/v1/questions/two/versions');
  expect(versions.body).toMatchObject({ questions: [{ version: 2 }, { version: 1 }] });
});

test('what is not there is refused with the nearest name', async () => {
  const near = await api.ask('GET', '/v1/questions/by-triger/answer');
  expect([near.status, near.text]).toEqual([404, expect.stringContaining("'by-trigger'")]);
  expect((await api.ask('DELETE', '/v1/questions/nothing')).status).toBe(404);
  expect((await api.ask('DELETE', '/v1/questions/two')).status).toBe(204);
  expect((await api.ask('GET', '/v1/questions/two')).status).toBe(404);
  expect((await api.ask('GET', '/v1/questions/by-trigger/answer?x=1')).status).toBe(400);
});

test('an analyst reads customers by other names, in SQL and in a saved question, and an agent by their own', async () => {
  const sql = "SELECT customer FROM results.decisions WHERE decision = 'd1'";
  const analyst = await signIn(api, 'eva', ['analyst']);
  const agent = await signIn(api, 'ida', ['analyst', 'agent']);
  const customerOf = async (headers: Record<string, string>) =>
    (await api.ask('POST', '/v1/sql', { sql }, headers)).body as { readonly rows: readonly string[][] };
  expect((await customerOf(agent.headers)).rows).toEqual([['ann']]);
  const [[name]] = (await customerOf(analyst.headers)).rows as [[string]];
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  await api.ask('PUT', '/v1/questions/who', { title: 'Who', sql }, analyst.headers);
  const answer = await api.ask('GET', '/v1/questions/who/answer?format=csv', undefined, analyst.headers);
  expect(answer.text).toBe(`"customer"\n"${name}"\n`);
});
