import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test('several keys of a role live beside each other, and only the answer that made one has it in the clear', async () => {
  const one = await api.ask('POST', '/v1/keys', { role: 'publishable', name: 'shop app' });
  const other = await api.ask('POST', '/v1/keys', { role: 'publishable', name: 'till' });
  expect([one.status, other.status]).toEqual([201, 201]);
  const listed = await api.ask('GET', '/v1/keys');
  expect(listed.body).toMatchObject({
    keys: expect.arrayContaining([
      {
        id: expect.stringMatching(/^[0-9a-f]{12}$/),
        role: 'publishable',
        name: 'shop app',
        madeAt: expect.any(Number),
      },
      expect.objectContaining({ name: 'till' }),
    ]),
  });
  expect(listed.text).not.toContain((one.body as { key: string }).key);
});

test('the log says which key was made, rotated and revoked, and never the key', async () => {
  const made = (await api.ask('POST', '/v1/keys', { role: 'secret', name: 'ci' })).body as { id: string; key: string };
  const next = (await api.ask('POST', `/v1/keys/${made.id}/rotate`, {})).body as { id: string; key: string };
  expect((await api.ask('DELETE', `/v1/keys/${made.id}`)).status).toBe(200);
  const said = api.logged.join('\n');
  for (const what of ['was made', 'was rotated', 'was revoked']) expect(said).toContain(what);
  for (const { key } of [made, next]) expect(said).not.toContain(key);
});

test('what is not there and what is not to be changed is refused with the reason', async () => {
  expect((await api.ask('DELETE', '/v1/keys/000000000000')).status).toBe(404);
  const { keys } = (await api.ask('GET', '/v1/keys')).body as { keys: { id: string; role: string; name: string }[] };
  const preset = keys.find(({ role, name }) => role === 'secret' && name === 'set from outside');
  const refused = await api.ask('DELETE', `/v1/keys/${preset?.id}`);
  expect([refused.status, refused.body]).toEqual([
    409,
    {
      error: `the key ${preset?.id} is set from outside: change KAIROS_SECRET_KEY and restart`,
      code: 'key-from-outside',
      args: { key: preset?.id, setting: 'KAIROS_SECRET_KEY' },
    },
  ]);
  expect((await api.ask('POST', '/v1/keys', { role: 'admin', name: 'x' })).status).toBe(400);
});

test('a key that only reads answers questions as an analyst is answered, and changes nothing', async () => {
  const { key } = (await api.ask('POST', '/v1/keys', { role: 'reading', name: 'grafana' })).body as { key: string };
  expect(key).toMatch(/^kr_/);
  const headers = { authorization: `Bearer ${key}` };
  const statusOf = async (method: string, path: string, body?: object) =>
    (await api.ask(method, path, body, headers)).status;
  // a new key counts within two seconds
  await expect.poll(() => statusOf('GET', '/v1/queries/funnel'), { timeout: 5_000 }).toBe(200);
  // it is let through to where there is no ClickHouse here
  expect(await statusOf('POST', '/v1/sql', { sql: 'SELECT 1' })).toBe(503);
  expect(await statusOf('GET', '/v1/queries/customer-story?customer=x')).toBe(403);
  for (const [method, path] of [
    ['GET', '/v1/keys'],
    ['PUT', '/v1/questions/x'],
    ['POST', '/v1/publish'],
  ] as const) {
    const refused = await api.ask(method, path, method === 'GET' ? undefined : {}, headers);
    expect([path, refused.status, refused.body]).toEqual([
      path,
      403,
      { error: 'this key may only read; the secret key is needed', code: 'reading-key-only', args: {} },
    ]);
  }
});
