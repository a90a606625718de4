import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EDGE_INGEST_KEY, startIngest, type TestIngest } from '../../test/support/ingest.ts';

/*
 * The libraries of Segment that do not run here, each as its own source says that it sends. `docs/signals.md` names the
 * source of each, with its commit. Those for Node and browsers run themselves, in other tests.
 */
let edge: TestIngest;
beforeEach(async () => {
  edge = await startIngest();
});
afterEach(() => edge.ingest.close());

const basic = `Basic ${Buffer.from(`${EDGE_INGEST_KEY}:`).toString('base64')}`;
const iso = new Date().toISOString();
const nanos = iso.replace('Z', '123456Z');
const offset = iso.replace('Z', '+00:00');

/** The call that all make: an order of a customer who was anonymous before. */
const order = (timestamp: string, more: object = {}) => ({
  ...{ type: 'track', event: 'Order Completed', properties: { total: 42.5 }, messageId: 'm-1' },
  ...{ userId: 'anna', anonymousId: 'a-1', timestamp, integrations: {}, ...more },
});

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isPacked?: boolean;
}
const json = (value: unknown): string => JSON.stringify(value);
const PHONE = { device: { id: 'd-1', model: 'iPhone15,2', type: 'ios' }, os: { name: 'iOS', version: '18.1' } };
const WAYS: Readonly<Record<string, Sent>> = {
  // The file that it kept, as it lies there: HTTPClient.kt, EventsFileManager.kt, SegmentDestination.kt.
  Kotlin: {
    path: '/v1/b',
    headers: { authorization: '', 'content-type': 'text/plain', 'content-encoding': 'gzip' },
    body: `{"batch":[${json(order(iso, { context: PHONE, _metadata: { bundled: [], unbundled: [], bundledIds: [] } }))}],"sentAt":"${iso}","writeKey":"${EDGE_INGEST_KEY}"}`,
    isPacked: true,
  },
  // Lines of a file, with its own blanks: HTTPClient.swift, DirectoryStore.swift.
  Swift: {
    path: '/v1/b',
    headers: { authorization: '', 'content-type': 'application/json; charset=utf-8' },
    body: `{ "batch": [\n${json(order(iso, { context: PHONE }))}\n],"sentAt":"${iso}","writeKey":"${EDGE_INGEST_KEY}"}\n`,
  },
  // request.py, client.py; with `gzip=True` it is packed.
  Python: {
    path: '/v1/batch',
    headers: { authorization: basic, 'content-type': 'application/json' },
    body: json({ batch: [order(offset, { context: {} })], sentAt: offset, writeKey: EDGE_INGEST_KEY }),
  },
  'Python, packed': {
    path: '/v1/batch',
    headers: { authorization: basic, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: json({ batch: [order(offset, { context: {} })], sentAt: offset, writeKey: EDGE_INGEST_KEY }),
    isPacked: true,
  },
  // analytics.go, batch.go, track.go: times as Go writes them.
  Go: {
    path: '/v1/batch',
    headers: { authorization: basic, 'content-type': 'application/json' },
    body: json({
      messageId: 'b-1',
      sentAt: nanos,
      batch: [order(nanos)],
      context: { library: { name: 'analytics-go' } },
    }),
  },
};

test.each(Object.entries(WAYS))('%s: what it sends is an order of that customer, at its time', async (_, way) => {
  const body = way.isPacked ? gzipSync(way.body) : way.body;
  expect(await edge.post(way.path, body, way.headers)).toMatchObject({ status: 200, body: { success: true } });
  expect(edge.intake.signals.find(({ kind }) => kind === 'event')).toMatchObject({
    ...{ id: 'm-1', customer: 'anna', value: { name: 'Order Completed', properties: { total: 42.5 } } },
  });
  const { at } = edge.intake.signals[0]!;
  expect(Math.abs(Number(at) - Date.parse(iso))).toBeLessThan(60_000);
});

test('React Native: what the library itself sent, run once outside of a phone, becomes the signals of its calls', async () => {
  const file = new URL('../../test/support/vectors/foreign-libraries.json', import.meta.url);
  const [sent] = (
    JSON.parse(readFileSync(file, 'utf8')) as Record<string, [{ path: string; headers: object; body: object }]>
  )['@segment/analytics-react-native@2.24.1']!;
  edge.roles.set('kp_test', 'publishable');
  const body = json(sent.body).replaceAll(/2026-11-29T\d\d:\d\d:\d\d\.\d{3}Z/g, iso);
  expect(await edge.post(sent.path, body, sent.headers as Record<string, string>)).toMatchObject({ status: 200 });
  const said = edge.intake.signals.filter(({ kind }) => kind !== 'device');
  expect(said.map(({ kind, value }) => value.name ?? kind)).toEqual([
    ...['screen', 'Product Viewed', 'identify', 'group', 'identify', 'alias'],
  ]);
  expect(edge.intake.signals.find(({ kind }) => kind === 'device')?.value).toMatchObject({
    form: 'phone',
    locale: 'de_DE',
  });
});

test('the settings are of the form that each of them reads, and name the host that each accepts', async () => {
  const answer = await fetch(`${edge.url}/v1/projects/${EDGE_INGEST_KEY}/settings`);
  const settings = (await answer.json()) as Record<string, unknown> & {
    integrations: { 'Segment.io': { apiKey: string; apiHost: string } };
  };
  // Settings.kt decodes objects and nothing else; Settings.swift and the one for React Native read integrations.
  for (const name of ['integrations', 'plan', 'edgeFunction', 'middlewareSettings', 'metrics'])
    expect(settings[name], name).toEqual(expect.objectContaining({}));
  const { apiHost } = settings.integrations['Segment.io'];
  // React Native takes a host, a port and a path, and no scheme; all three put `https://` before it and `/b` behind.
  expect(apiHost).toMatch(/^[a-zA-Z0-9][\w.-]*(:\d{2,5})?(\/[\w./-]*)?$/);
  expect(apiHost).toBe(`127.0.0.1:${edge.ingest.port}/v1`);
});
