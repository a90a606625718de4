import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, squareStore, workspaceBody } from '../support/workspace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STORE = { lat: 52.52, lon: 13.4 };
const CITY = { west: 13.1, south: 52.3, east: 13.8, north: 52.7 };
const GOAL = { signal: { kind: 'event', name: 'order' }, within: '2h', value: 'total' };
const HELLO = documentOf('template', 'hello', {
  name: 'hello',
  language: 'en',
  channels: { email: { subject: 'Hello', html: '<p>Hello</p>' } },
  locales: { de: { email: { subject: 'Hallo' } } },
});
const trigger = (name: string, more: object) =>
  documentOf('trigger', name, {
    name,
    on: { enter: { places: { tag: 'store' } } },
    message: { template: 'hello', purpose: 'offers', channels: ['email'], expires: '1h' },
    goal: GOAL,
    ...more,
  });

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    documents: (mails) => [
      workspaceBody(mails.url, { 'messages-per-moment': 5 }),
      HELLO,
      squareStore('mitte', STORE.lat, STORE.lon, 40, { zone: 'Europe/Berlin', tags: ['centre', 'store'] }),
      trigger('walk-by', { when: { 'weather.condition': 'rain' } }),
      trigger('nobody', { holdout: '100%' }),
    ],
  });
}, 120_000);
afterAll(() => engine.close());

test('facts of the moment, the goal and what did not match are counted from the phone to the question', async () => {
  engine.nextDay('18:30');
  await engine.send(
    ...willingCustomer('ann'),
    ...willingCustomer('bob'),
    { kind: 'device', customer: 'ann', value: { form: 'phone', os: 'iOS', locale: 'de-AT', zone: 'Europe/Berlin' } },
    { kind: 'weather', value: { area: CITY, condition: 'rain', temperatureCelsius: 7 } },
  );
  const fix = (customer: string, lat: number, lon: number) =>
    ({ kind: 'location', customer, value: { lat, lon, accuracyMetres: 5 } }) as const;
  await engine.send(fix('ann', STORE.lat + 0.01, STORE.lon), fix('bob', STORE.lat + 0.01, STORE.lon));
  engine.later(5 * MINUTE);
  const at = engine.clock.now();
  await engine.send(fix('ann', STORE.lat, STORE.lon));
  await engine.outcome('ann', 'sent');
  engine.later(MINUTE);
  await engine.send({ kind: 'weather', value: { area: CITY, condition: 'clear', temperatureCelsius: 9 } });
  engine.later(MINUTE);
  await engine.send(fix('bob', STORE.lat, STORE.lon));
  engine.later(HOUR);
  const order = (total: number) => ({ kind: 'event', value: { name: 'order', properties: { total } } });
  await engine.send({ ...order(40), customer: 'ann', id: 'o1' }, { ...order(25), customer: 'bob', id: 'o2' });
  await engine.send({ ...order(40), customer: 'ann', id: 'o1' }, { ...order(99), customer: 'ann', id: 'o3' });
  await engine.settled();

  const [decision] = await engine.rows<Record<string, unknown>>(
    `SELECT * EXCEPT (decision, signal, day, provider), toUnixTimestamp64Milli(at) AS at_ms FROM results.decisions
     WHERE trigger = 'walk-by'`,
  );
  expect(decision).toMatchObject({
    ...{ at_ms: at, customer: 'ann', group: 'message', device_form: 'phone', device_system: 'ios', weather: 'rain' },
    ...{ temperature_band: '0-10', hour: 18, weekday: new Date(at).getUTCDay(), country: 'DE', cell: '52.52 13.40' },
    ...{ place: 'mitte', place_tags: ['centre', 'store'], purpose: 'offers', channel: 'email', template: 'hello' },
    ...{ locale: 'de', variant: '', version: 1, signal_age_ms: 0, goal: 'goal', value: 40, is_first: true },
  });
  expect(decision).toMatchObject({ sent_at: expect.any(String), converted_at: expect.any(String), held_at: null });
  const groups = await engine.rows(
    "SELECT trigger, customer, `group`, signal, value FROM results.conversions WHERE goal = 'goal' ORDER BY trigger, customer",
  );
  expect(groups).toEqual([
    { trigger: 'nobody', customer: 'ann', group: 'control', signal: 'o1', value: 40 },
    { trigger: 'nobody', customer: 'bob', group: 'control', signal: 'o2', value: 25 },
    { trigger: 'walk-by', customer: 'ann', group: 'message', signal: 'o1', value: 40 },
  ]);

  const woken = async () => {
    await engine.settled();
    return engine.rows(
      `SELECT trigger, condition, answer, sum(count) AS count FROM results.woken WHERE trigger = 'walk-by'
       GROUP BY trigger, condition, answer ORDER BY condition`,
    );
  };
  await expect.poll(woken, { timeout: 30_000, interval: 500 }).toEqual([
    { trigger: 'walk-by', condition: '', answer: '', count: 2 },
    { trigger: 'walk-by', condition: 'weather.condition', answer: 'no', count: 1 },
  ]);
  const { body } = await engine.ask<{ rows: readonly Record<string, unknown>[]; lagMs: unknown }>(
    'GET',
    '/v1/queries/results-funnel?trigger=walk-by',
  );
  expect(body.lagMs).toEqual(expect.any(Number));
  expect(body.rows).toMatchObject([{ woken: 2, matched: 1, let_through: 1, sent: 1, converted: 1, value: 40 }]);
});
