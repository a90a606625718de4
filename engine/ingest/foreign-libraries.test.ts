import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

interface Sent {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the libraries sent to a server that wrote it down; the key was `kp_test`. */
const VECTORS = JSON.parse(
  readFileSync(new URL('../../test/support/vectors/foreign-libraries.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly Sent[]>>;

let edge: TestIngest;
beforeEach(async () => {
  edge = await startIngest();
  edge.roles.set('kp_test', 'publishable');
});
afterEach(() => edge.ingest.close());

/** Sends it as they do, packed; times are those of now, for what is over a week old is refused. */
const textOf = (body: Sent['body']) =>
  JSON.stringify(body).replaceAll(/2026-11-29T\d\d:\d\d:\d\d\.\d{3}Z/g, new Date().toISOString());
const send = async ({ path, headers = {}, body }: Sent) =>
  edge.post(path, gzipSync(textOf(body)), { 'content-encoding': 'gzip', ...headers });
const said = () => edge.intake.signals.map(({ kind, customer, value }) => ({ kind, customer, value }));

test('posthog-node: its events, people and aliases arrive, what it says of itself does not', async () => {
  for (const sent of VECTORS['posthog-node@5.70.0']!)
    expect(await send(sent)).toMatchObject({ status: 200, body: { status: 1 } });
  expect(said()).toEqual([
    { kind: 'event', customer: 'anna', value: { name: 'order-completed', properties: { total: 42.5 } } },
    { kind: 'identify', customer: 'anna', value: { traits: { plan: 'gold' } } },
    { kind: 'identify', customer: 'anna', value: { traits: { email: 'anna@example.org' } } },
    { kind: 'alias', customer: 'anna', value: { previousId: 'anna-2' } },
  ]);
  expect(new Set(edge.intake.signals.map(({ id }) => id)).size).toBe(4);
});

test('posthog-js: packed as it packs, its events and people arrive, and what it asks for is answered', async () => {
  for (const { path, headers = {}, body } of VECTORS['posthog-js@1.449.2']!) {
    const text = textOf(body);
    const data = new URLSearchParams({ data: Buffer.from(text).toString('base64') }).toString();
    const packed = {
      'text/plain': gzipSync(text),
      'application/json': text,
      'application/x-www-form-urlencoded': data,
    };
    const sent = packed[headers['content-type'] as keyof typeof packed];
    expect(await edge.post(path, sent, { ...headers, authorization: '' })).toMatchObject({
      status: 200,
      body: { status: 1 },
    });
  }
  const anonymousId = said()[1]!.value.anonymousId as string;
  const url = expect.stringMatching(/\/page$/) as string;
  expect(said()).toEqual([
    { kind: 'event', customer: 'anna', value: { name: 'page', properties: { title: 'S', url } } },
    { kind: 'identify', customer: 'anna', value: { traits: { email: 'a@x.org' }, anonymousId } },
    { kind: 'event', customer: anonymousId, value: { name: 'viewed', properties: { sku: 'boots', url } } },
    { kind: 'identify', customer: 'anna', value: { traits: { plan: 'gold' } } },
    { kind: 'alias', customer: 'anna', value: { previousId: 'anna-2' } },
    { kind: 'event', customer: 'anna', value: { name: 'last', properties: { url } } },
  ]);
  const config = await fetch(`${edge.url}/array/kp_test/config`);
  expect([config.status, config.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  expect(await config.json()).toMatchObject({ hasFeatureFlags: false });
  // What is neither packed nor a form is refused as any other body, and hurts nothing.
  for (const wrong of ['data=', 'data=%', 'data=!!!', '\u001f\u008b'])
    expect((await edge.post('/e/', wrong)).status, wrong).toBe(400);
});

test('the HTTP API of PostHog: single events, pages, screens, who signs in, and what is wrong', async () => {
  const post = (path: string, body: object) => edge.post(path, JSON.stringify({ api_key: EDGE_INGEST_KEY, ...body }));
  const page = {
    event: '$pageview',
    properties: { distinct_id: 'x', $current_url: 'https://shop.example/', $os: 'Linux' },
  };
  expect(await post('/i/v0/e/', page)).toMatchObject({ status: 200 });
  await post('/capture/', { event: '$screen', distinct_id: 'x', properties: { $screen_name: 'Cart' } });
  await post('/capture/', {
    event: '$identify',
    distinct_id: 'anna',
    properties: { $anon_distinct_id: 'x', $set: { a: 1 } },
  });
  expect(said()).toEqual([
    { kind: 'event', customer: 'x', value: { name: 'page', properties: { url: 'https://shop.example/' } } },
    { kind: 'event', customer: 'x', value: { name: 'screen', properties: { name: 'Cart' } } },
    { kind: 'identify', customer: 'anna', value: { traits: { a: 1 }, anonymousId: 'x' } },
  ]);
  expect(await post('/batch/', { batch: [{ event: 'a' }, 'b', { event: 7, distinct_id: 'x' }] })).toMatchObject({
    status: 200,
    body: { status: 1, rejected: [{ index: 0 }, { index: 1 }, { index: 2 }] },
  });
  const wrong = JSON.stringify({ api_key: 'kp_wrong', batch: [] });
  expect(await edge.post('/batch/', wrong, { authorization: 'Bearer kp_wrong' })).toMatchObject({ status: 401 });
  expect(await edge.post('/flags/?v=2', '{}')).toMatchObject({ status: 200, body: { flags: {} } });
});

test('rudder-sdk-node: it speaks as Segment does', async () => {
  for (const sent of VECTORS['@rudderstack/rudder-sdk-node@3.0.13']!)
    expect(await send(sent)).toMatchObject({ status: 200, body: { success: true } });
  expect(said().map(({ kind, value }) => value.name ?? kind)).toEqual([
    ...['identify', 'Order Completed', 'page', 'screen', 'group', 'identify', 'alias'],
  ]);
});
