import { Analytics } from '@segment/analytics-node';
import { afterEach, expect, test, vi } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const json = (body: unknown): string => JSON.stringify(body);

test('the real Segment SDK for Node sends here as it does to Segment', async () => {
  edge = await startIngest();
  const analytics = new Analytics({ writeKey: EDGE_INGEST_KEY, host: edge.url, flushAt: 100, flushInterval: 50 });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  analytics.identify({ userId: 'anna', traits: { email: 'anna@example.org', plan: 'pro' } });
  analytics.identify({ userId: 'anna', anonymousId: 'anon-1' });
  analytics.track({ userId: 'anna', event: 'Order Completed', properties: { total: 42.5, items: [{ sku: 'a' }] } });
  analytics.track({ anonymousId: 'anon-2', event: 'Product Viewed' });
  analytics.page({ userId: 'anna', name: 'Home', properties: { url: 'https://shop.example/' } });
  analytics.screen({ userId: 'anna', name: 'Cart' });
  analytics.group({ userId: 'anna', groupId: 'acme', traits: { seats: 5 } });
  analytics.alias({ userId: 'anna', previousId: 'anon-1' });
  analytics.track({
    userId: 'anna',
    event: 'Walked By',
    context: {
      locale: 'de-AT',
      timezone: 'Europe/Vienna',
      os: { name: 'iOS', version: '18' },
      location: { latitude: '48.2', longitude: '16.4' },
    },
  });
  await analytics.closeAndFlush();
  expect(errors).toEqual([]);
  const summary = edge.intake.signals.map(({ kind, customer, value }) => [kind, customer, value.name ?? '']);
  expect(summary).toEqual([
    ['identify', 'anna', ''],
    ['identify', 'anna', ''],
    ['event', 'anna', 'Order Completed'],
    ['event', 'anon-2', 'Product Viewed'],
    ['event', 'anna', 'page'],
    ['event', 'anna', 'screen'],
    ['event', 'anna', 'group'],
    ['identify', 'anna', ''],
    ['alias', 'anna', ''],
    ['event', 'anna', 'Walked By'],
    ['device', 'anna', ''],
    ['location', 'anna', ''],
  ]);
  expect(edge.intake.signals.at(-1)?.value).toEqual({ lat: 48.2, lon: 16.4 });
  expect(edge.intake.signals[0]?.value).toEqual({ traits: { email: 'anna@example.org', plan: 'pro' } });
  for (const { at } of edge.intake.signals) expect(Math.abs(Date.now() - at)).toBeLessThan(10_000);
  expect(new Set(edge.intake.signals.map(({ id }) => id)).size).toBe(12);
});

test('the real SDK backs off when the engine is behind, and loses nothing', async () => {
  edge = await startIngest();
  edge.intake.isFull = true;
  const analytics = new Analytics({ writeKey: EDGE_INGEST_KEY, host: edge.url, flushAt: 1 });
  analytics.track({ userId: 'anna', event: 'x' });
  await vi.waitUntil(() => edge.intake.refusals > 0);
  edge.intake.isFull = false;
  await analytics.closeAndFlush();
  expect(edge.intake.signals).toMatchObject([{ kind: 'event', customer: 'anna' }]);
});

test('each call has a path, and the key may be in the body', async () => {
  edge = await startIngest();
  const nobody = { authorization: '' };
  const calls = {
    identify: { userId: 'u', traits: {} },
    track: { userId: 'u', event: 'x' },
    page: { userId: 'u' },
    screen: { userId: 'u' },
    group: { userId: 'u', groupId: 'g' },
    alias: { userId: 'u', previousId: 'a' },
    i: { userId: 'u', traits: {} },
    t: { userId: 'u', event: 'x' },
    p: { userId: 'u' },
    s: { userId: 'u' },
    g: { userId: 'u', groupId: 'g' },
    a: { userId: 'u', previousId: 'a' },
    b: { batch: [{ type: 'track', userId: 'u', event: 'x' }] },
    batch: { batch: [{ type: 'track', userId: 'u', event: 'x' }] },
    import: { batch: [{ type: 'track', userId: 'u', event: 'x' }] },
  };
  for (const [call, body] of Object.entries(calls)) {
    const answer = await edge.post(`/v1/${call}`, json({ ...body, writeKey: EDGE_INGEST_KEY }), nobody);
    expect(answer, call).toMatchObject({ status: 200, body: { success: true } });
    expect((await edge.post(`/v1/${call}`, json(body), nobody)).status).toBe(401);
    expect((await edge.post(`/v1/${call}`, json({ ...body, writeKey: 'nobody' }), nobody)).status).toBe(401);
  }
  expect(edge.intake.signals.map(({ kind }) => kind)).toEqual([
    'identify',
    'event',
    'event',
    'event',
    'event',
    'identify',
    'alias',
    ...['identify', 'event', 'event', 'event', 'event', 'identify', 'alias'],
    ...['event', 'event', 'event'],
  ]);
});

test('a page asks before it sends with headers of its own, and a beacon needs none', async () => {
  edge = await startIngest();
  const preflight = await fetch(`${edge.url}/v1/t`, {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-headers': 'authorization,x-retry-count' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization.*x-retry-count.*\*/);
  const beacon = json({ writeKey: EDGE_INGEST_KEY, batch: [{ type: 'track', userId: 'u', event: 'left' }] });
  for (const path of ['/v1/b', '/v1/batch']) {
    const plain = { authorization: '', 'content-type': 'text/plain;charset=UTF-8' };
    expect(await edge.post(path, beacon, plain)).toMatchObject({ status: 200, body: { success: true } });
  }
});

test('messages that are wrong are refused alone, by their place in the batch', async () => {
  edge = await startIngest();
  const context = { locale: 'de' };
  const batch = [
    { type: 'track', userId: 'u', event: 'x', context },
    { type: 'track', event: 'nobody’s' },
    'text',
    { type: 'dance', userId: 'u' },
    { type: 'track', userId: 'u', event: 'y', context, messageId: 'm' },
    { type: 'track', userId: 'u' },
  ];
  const answer = await edge.post('/v1/batch', json({ batch }));
  expect(answer).toMatchObject({ status: 200, body: { success: true } });
  expect((answer.body as { rejected: { index: number; reason: string }[] }).rejected).toEqual([
    { index: 1, reason: 'customer: is required' },
    { index: 2, reason: 'signal: must be an object' },
    { index: 3, reason: expect.stringContaining("kind: 'segment dance' is not known") },
    { index: 5, reason: 'value.name: is required' },
  ]);
  expect(edge.intake.signals.map(({ kind }) => kind)).toEqual(['event', 'device', 'event']);
});

test('a repeat of a message is a duplicate, also in what was made of it', async () => {
  edge = await startIngest();
  const message = { userId: 'u', groupId: 'g', messageId: 'm-1', context: { locale: 'de' } };
  await edge.post('/v1/group', json(message));
  await edge.post('/v1/group', json(message));
  expect(edge.intake.signals.map(({ id }) => id)).toEqual(
    Array.from({ length: 2 }, () => ['m-1', 'm-1.group', 'm-1.device']).flat(),
  );
});

test('of two users whose ids differ beyond 2^53 none gets what the other did', async () => {
  edge = await startIngest();
  const send = async (body: string) => {
    const reply = await fetch(`${edge.url}/v1/track`, {
      method: 'POST',
      body: `{"writeKey":"${EDGE_INGEST_KEY}",${body}}`,
    });
    return (await reply.json()) as { rejected?: readonly { reason: string }[] };
  };
  const track = (userId: string, more = '') =>
    send(`"userId":${userId},"event":"Order","properties":{"order_id":${userId}}${more}`);
  for (const id of ['76561198012345679', '"76561198012345680"', '17'])
    expect(await track(id)).toEqual({ success: true });
  expect(
    edge.intake.signals.map(({ customer, value }) => [customer, (value.properties as { order_id: unknown }).order_id]),
  ).toEqual([
    ['76561198012345679', '76561198012345679'],
    ['76561198012345680', '76561198012345680'],
    ['17', 17],
  ]);
  for (const id of ['7.6561198012345679e16', '1.5']) {
    expect((await track(id)).rejected?.[0]?.reason, id).toContain('customer: must be text');
  }
});

test('nobody becomes somebody whose id was never set', async () => {
  edge = await startIngest();
  for (const id of ['undefined', 'null', '[object Object]', '  ']) {
    const refused = async (path: string, body: object) => {
      const reply = await fetch(`${edge.url}/v1/${path}`, {
        method: 'POST',
        body: json({ writeKey: EDGE_INGEST_KEY, ...body }),
      });
      return ((await reply.json()) as { rejected?: readonly { reason: string }[] }).rejected?.[0]?.reason;
    };
    const isNobodys = expect.stringContaining("must be somebody's own");
    expect(await refused('identify', { userId: 'zoe', anonymousId: id, traits: {} })).toEqual(isNobodys);
    expect(await refused('track', { anonymousId: id, event: 'Order' })).toEqual(isNobodys);
    expect(await refused('track', { userId: id, anonymousId: 'a-1', event: 'Order' })).toEqual(isNobodys);
    expect(await refused('alias', { userId: 'zoe', previousId: id })).toEqual(isNobodys);
  }
  expect(edge.intake.signals).toEqual([]);
});
