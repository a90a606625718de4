import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import { signIn } from '../../test/support/sign-in.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
}, 60_000);
afterAll(() => api?.close());

const ALERT = {
  title: 'Quiet',
  watch: { kind: 'silent', trigger: 'rainy', for: '6h' },
  every: '15m',
  to: [{ channel: 'email', to: 'ana@shop.example' }, { channel: 'slack' }],
};
const BOARD = {
  title: 'The week',
  tiles: [{ source: { kind: 'named', name: 'funnel', params: { last: '7d' } }, width: 2 }],
};

test('an analyst keeps a board and an alert; others read them', async () => {
  const analyst = await signIn(api, 'ana', ['analyst']);
  const marketer = await signIn(api, 'max', ['marketer']);
  const saved = await api.ask('PUT', '/v1/boards/week', BOARD, analyst.headers);
  expect(saved).toMatchObject({
    status: 200,
    body: {
      id: 'week',
      version: 1,
      body: { about: '', mailTo: [], tiles: [{ title: '', look: 'bars', column: '', width: 2 }] },
    },
  });
  expect((await api.ask('PUT', '/v1/alerts/quiet', ALERT, analyst.headers)).status).toBe(200);
  expect((await api.ask('PUT', '/v1/alerts/quiet', ALERT, marketer.headers)).status).toBe(403);
  const read = await api.ask('GET', '/v1/alerts', undefined, marketer.headers);
  expect(read.body).toMatchObject({ alerts: [{ id: 'quiet', body: ALERT }] });
  expect((await api.ask('GET', '/v1/boards/week/versions')).body).toMatchObject({ boards: [{ version: 1 }] });
  const late = await api.ask('PUT', '/v1/boards/week', { ...BOARD, since: 0 }, analyst.headers);
  expect(late).toMatchObject({ status: 409, body: { stored: { version: 1 } } });
  expect((await api.ask('GET', '/v1/audit?kind=alert')).body).toMatchObject({
    changes: [{ action: 'save', name: 'quiet' }],
  });
});

test('an alert can be tried before it is saved; what cannot be judged says why', async () => {
  const source = { kind: 'named', name: 'funnel', params: { last: '1d' } };
  const figure = (watch: object) => ({
    ...ALERT,
    watch: { kind: 'figure', source, column: 'at', is: 'below', bound: 1, ...watch },
  });
  expect((await api.ask('POST', '/v1/alert-try', figure({}))).body).toEqual({ isRinging: true, number: 0 });
  const wrong = await api.ask('POST', '/v1/alert-try', figure({ column: 'zz' }));
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("no column 'zz'")]);
  const unknown = await api.ask('POST', '/v1/alert-try', figure({ source: { ...source, name: 'funel' } }));
  expect([unknown.status, unknown.text]).toEqual([422, expect.stringContaining("no question 'funel'")]);
});

test.each([
  ['a wrong address', { to: [{ channel: 'email', to: 'ana@' }] }],
  ['nobody to tell', { to: [] }],
  ['a look every second', { every: '1s' }],
  ['a silence of no time', { watch: { kind: 'silent', trigger: 'rainy', for: 'long' } }],
])('%s is refused', async (_, more) => {
  expect((await api.ask('PUT', '/v1/alerts/x', { ...ALERT, ...more })).status).toBe(400);
});

test('how alerts stand is told of those that were judged', async () => {
  expect((await api.ask('GET', '/v1/alert-standings')).body).toEqual({ standings: {} });
});

test('a tile is answered with what counts and what names it, for the period that is looked at', async () => {
  const source = { kind: 'named', name: 'funnel', params: { last: '7d' } };
  const { body } = await api.ask('POST', '/v1/tile-answer', { source, column: 'limit' });
  expect(body).toMatchObject({
    title: 'Funnel',
    column: 'limit',
    names: ['asked', 'at', 'trigger'],
    rows: [{ limit: 100 }],
  });
  const period = { from: '2026-01-05', to: '2026-01-06', zone: 'Europe/Berlin' };
  const narrow = await api.ask('POST', '/v1/tile-answer', { source, ...period });
  expect(narrow.body).toMatchObject({ rows: [{ from: Date.parse('2026-01-04T23:00:00Z') }] });
  const wrong = await api.ask('POST', '/v1/tile-answer', { source: { ...source, params: { lst: '7d' } } });
  expect(wrong.status).toBe(422);
});
