import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const WORKSPACE = '/v1/workspace';
const mails = (password: unknown) => ({ providers: { email: { host: 'mail.example', user: 'shop', password } } });

test('a secret is set, named by the workspace, and never told again', async () => {
  const named = await api.ask('PUT', WORKSPACE, mails({ secret: 'smtp' }));
  expect([named.status, JSON.stringify(named.body)]).toEqual([422, expect.stringContaining('kairos secret set smtp')]);
  const set = await api.ask('PUT', '/v1/secrets/smtp', { value: 'hunter2-hunter2' });
  expect([set.status, set.body]).toMatchObject([200, { name: 'smtp', isReadable: true, isUsed: false }]);
  expect((await api.ask('PUT', WORKSPACE, mails({ secret: 'smtp' }))).status).toBe(200);
  expect((await api.ask('GET', '/v1/secrets')).body).toMatchObject({ secrets: [{ name: 'smtp', isUsed: true }] });
  const seen = [
    (await api.ask('GET', WORKSPACE)).text,
    (await api.ask('GET', '/v1/audit')).text,
    api.logged.join('\n'),
  ];
  for (const text of seen) expect(text).not.toContain('hunter2');
  expect((await api.ask('GET', '/v1/audit')).text).toContain('/v1/secrets/:name');
});

test('one that is in use is not removed, and what cannot be is refused', async () => {
  await api.ask('PUT', '/v1/secrets/smtp', { value: 'x' });
  await api.ask('PUT', WORKSPACE, mails({ secret: 'smtp' }));
  const used = await api.ask('DELETE', '/v1/secrets/smtp');
  expect([used.status, used.body]).toMatchObject([
    409,
    { error: "secret 'smtp' is used by the workspace's providers" },
  ]);
  await api.ask('PUT', WORKSPACE, {});
  expect((await api.ask('DELETE', '/v1/secrets/smtp')).status).toBe(200);
  expect((await api.ask('DELETE', '/v1/secrets/smtp')).status).toBe(404);
  expect((await api.ask('PUT', '/v1/secrets/Not%20This', { value: 'x' })).status).toBe(400);
  expect((await api.ask('POST', '/v1/secrets/rotate')).body).toEqual({ resealed: 0 });
});
