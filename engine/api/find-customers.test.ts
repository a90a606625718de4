import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import type { Role } from '../people/contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const OURS = { authorization: '', 'x-kairos-console': '1' };
const at = Date.UTC(2026, 10, 22);
const trait = (v: unknown) => ({ v, at, source: 'identify' });
const VALUES = {
  'customer.name': trait('Hanna Li'),
  'customer.email': trait('hanna@post.example'),
  'customer.plan': trait('gold'),
};

async function headersOf(role: Role) {
  await api.people.add(`x-${role}`, [role], false);
  const token = await api.people.linkFor(`x-${role}`);
  const { headers } = await api.ask('POST', '/v1/session/once', { token }, OURS);
  return { ...OURS, cookie: headers.get('set-cookie')?.split(';')[0] ?? '' };
}

test('an agent sees who a customer is; an analyst sees the customer masked, in every answer', async () => {
  await api.store('hanna', { values: VALUES, firstAt: at });
  const [agent, analyst] = [await headersOf('agent'), await headersOf('analyst')];
  const ask = async (path: string, headers: Record<string, string>) =>
    (await api.ask('GET', path, undefined, headers)).text;
  const answers = ['?q=hanna', '/hanna', '/hanna/story', '/hanna/explain', '/hanna/track'];
  for (const path of answers) {
    const masked = await ask(`/v1/customers${path}`, analyst);
    expect(masked).not.toMatch(/Hanna|Li\b|@post|52\.51/);
  }
  expect(await ask('/v1/customers?q=hanna', agent)).toContain('"name":"Hanna Li","email":"hanna@post.example"');
  expect(JSON.parse(await ask('/v1/customers?q=hanna', analyst))).toMatchObject({
    customers: [{ customer: 'hanna', name: 'H•••', email: 'h•••', by: 'id' }],
    among: 'ids',
  });
  expect(JSON.parse(await ask('/v1/customers/hanna', analyst))).toMatchObject({
    isMasked: true,
    values: { 'customer.name': { v: 'H•••' }, 'customer.plan': { v: 'gold' } },
  });
  expect(JSON.parse(await ask('/v1/customers/hanna', agent))).toMatchObject({
    isMasked: false,
    values: { 'customer.name': { v: 'Hanna Li' } },
  });
  expect((await api.ask('GET', '/v1/customers/hanna/export', undefined, analyst)).status).toBe(403);
});

test('a place or a segment that there is none of is refused with the nearest', async () => {
  expect((await api.ask('GET', '/v1/customers?place=nowhere')).body).toEqual({
    error: "there is no place 'nowhere'",
    code: 'not-found',
    args: { kind: { code: 'kind-place', args: {} }, name: 'nowhere' },
  });
  expect((await api.ask('GET', '/v1/customers?segment=nobody')).body).toMatchObject({
    error: "there is no segment 'nobody'",
  });
});

test('a track is GeoJSON: the way, then its points with their times', async () => {
  expect((await api.ask('GET', '/v1/customers/hanna/track')).body).toMatchObject({
    type: 'FeatureCollection',
    zone: 'UTC',
    features: [
      { geometry: { type: 'LineString' } },
      { geometry: { type: 'Point', coordinates: [13.3777, 52.5163] }, properties: { at: 1, signal: 's1' } },
      { properties: { signal: 's2' } },
    ],
  });
});

test.each(['..', '.', '~..', 'a/b|c#d%e?f@g', '🌧️'.repeat(42), '‮evil‬', 'x'.repeat(128)])(
  'a customer called %j has an address',
  async (customer) => {
    await api.store(customer, { values: VALUES });
    const part = encodeURIComponent(/^~*\.{1,2}$/.test(customer) ? `~${customer}` : customer);
    for (const rest of ['', '/story', '/track', '/explain']) {
      const { status, body } = await api.ask('GET', `/v1/customers/${part}${rest}`);
      expect([rest, status]).toEqual([rest, 200]);
      if (rest === '') expect(body).toMatchObject({ customer });
    }
  },
);

test('a signal that a person sends says whether it is a test, and one that is refused says why', async () => {
  const send = (body: unknown) => api.ask('POST', '/v1/customers/hanna/signals', body);
  expect((await send({ kind: 'consent', value: {} })).body).toMatchObject({
    signal: expect.stringMatching(/^person\./),
  });
  expect((await send({ kind: 'event', value: {}, test: true })).body).toMatchObject({
    signal: expect.stringMatching(/^test\./),
  });
  expect(api.told).toEqual(['consent of hanna', 'event of hanna']);
  expect((await send({ kind: 'nonsense', value: {} })).body).toEqual({ error: 'kind: is not known' });
  const { status } = await api.ask(
    'POST',
    '/v1/customers/hanna/signals',
    { kind: 'event', value: {} },
    await headersOf('marketer'),
  );
  expect(status).toBe(403);
});
