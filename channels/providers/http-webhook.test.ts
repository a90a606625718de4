import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import type { Connection, Outbound, ProviderIo } from '../contract.ts';
import { sendOnce } from '../send.ts';
import { readSigningKey, signatureOf } from '../sign-webhook.ts';
import httpWebhook from './http-webhook.ts';

const SECRETS = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`);
let peer: HttpPeer;
const open: Connection[] = [];
beforeAll(async () => {
  peer = await startHttpPeer();
});
afterEach(async () => {
  for (const connection of open.splice(0)) await connection.close();
  peer.read.length = 0;
});
afterAll(() => peer.stop());

function connect(more: object = {}, io: Partial<ProviderIo> = {}): Connection {
  const settings = { url: url(), secret: SECRETS[0], allow: [peer.host], ...more };
  const connection = httpWebhook.open(settings, {
    now: () => 1_000,
    wall: () => Date.now(),
    inbox: { put: async () => undefined },
    ...io,
  });
  open.push(connection);
  return connection;
}
const url = () => `http://${peer.host}/in?shop=1`;
const outbound = (more: Partial<Outbound> = {}): Outbound => ({
  id: 'd-1',
  customer: 'c1',
  to: url(),
  message: { payload: '{"name":"Eva ✓","n":1}' },
  trigger: 'rainy',
  purpose: 'offers',
  sender: { name: 'A', email: 'a@b.example' },
  unsubscribeUrl: '',
  decidedAt: 1_000,
  expiresAt: 61_000,
  attempt: 1,
  ...more,
});

test('a call is signed as Standard Webhooks, and the reference library takes it', async () => {
  peer.script = { status: 200, body: 'thanks' };
  expect(await sendOnce(connect(), outbound(), 20_000)).toEqual({ kind: 'accepted', providerId: 'd-1' });
  const [call] = peer.read;
  expect(call).toMatchObject({
    method: 'POST',
    url: '/in?shop=1',
    headers: { 'webhook-id': 'd-1', 'content-type': 'application/json' },
  });
  expect(new Webhook(SECRETS[0]!).verify(call!.body, call!.headers as Record<string, string>)).toEqual({
    type: 'message',
    timestamp: '1970-01-01T00:00:01.000Z',
    data: {
      id: 'd-1',
      customer: 'c1',
      trigger: 'rainy',
      purpose: 'offers',
      expiresAt: '1970-01-01T00:01:01.000Z',
      payload: { name: 'Eva ✓', n: 1 },
    },
  });
  expect(() => new Webhook(SECRETS[1]!).verify(call!.body, call!.headers as Record<string, string>)).toThrow();
});

test('signatures are those of the reference library', () => {
  const at = new Date(1_780_000_000_000);
  const body = '{"a":"ü"}';
  expect(signatureOf(readSigningKey(SECRETS[0]!)!, 'd-9', '1780000000', Buffer.from(body))).toBe(
    new Webhook(SECRETS[0]!).sign('d-9', at, body),
  );
});

test('while a secret is exchanged, both the old one and the new one verify', async () => {
  peer.script = { status: 200 };
  await sendOnce(connect({ secret: SECRETS }), outbound(), 20_000);
  const [call] = peer.read;
  for (const secret of SECRETS) {
    expect(() => new Webhook(secret).verify(call!.body, call!.headers as Record<string, string>)).not.toThrow();
  }
});

test('id and body are the same at every attempt, the timestamp is the attempt’s', async () => {
  peer.script = { status: 500 };
  let wall = 1_780_000_000_000;
  const connection = connect({}, { wall: () => wall });
  await sendOnce(connection, outbound(), 20_000);
  wall += 60_000;
  await sendOnce(connection, outbound({ attempt: 2 }), 20_000);
  const [first, second] = peer.read;
  expect(second!.body).toBe(first!.body);
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  expect([first, second].map((call) => call!.headers['webhook-timestamp'])).toEqual(['1780000000', '1780000060']);
  expect(second!.headers['webhook-signature']).not.toBe(first!.headers['webhook-signature']);
});

test.each([
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'throttled', retryAfterMs: 7_000 },
  ],
  [{ status: 429 }, { kind: 'throttled' }],
  [{ status: 429, headers: { 'retry-after': '-7' } }, { kind: 'throttled' }],
  [
    { status: 503, headers: { 'retry-after': '99999999' } },
    { kind: 'throttled', retryAfterMs: 86_400_000 },
  ],
  [{ status: 503 }, { kind: 'transient', reason: 'HTTP 503' }],
  [
    { status: 500, body: 'a\n\nb' },
    { kind: 'transient', reason: 'HTTP 500 a b' },
  ],
  [{ status: 408 }, { kind: 'transient' }],
  [{ status: 425 }, { kind: 'transient' }],
  [{ status: 410 }, { kind: 'permanent', effect: 'disable-endpoint' }],
  [
    { status: 400, body: 'x'.repeat(10_000) },
    { kind: 'permanent', effect: 'drop' },
  ],
  [{ status: 401 }, { kind: 'permanent', effect: 'channel-misconfigured' }],
  [
    { status: 301, headers: { location: 'http://127.0.0.1:1/' } },
    { kind: 'permanent', effect: 'channel-misconfigured' },
  ],
  [
    { status: 307, headers: { location: '/elsewhere' } },
    { kind: 'permanent', effect: 'channel-misconfigured' },
  ],
])('%j', async (script, expected) => {
  peer.script = script;
  expect(await sendOnce(connect(), outbound(), 20_000)).toMatchObject(expected);
  expect(peer.read).toHaveLength(1);
});

test('a date in Retry-After is counted from the reply’s own date', async () => {
  const headers = { date: 'Fri, 05 Jun 2026 16:30:00 GMT', 'retry-after': 'Fri, 05 Jun 2026 16:30:20 GMT' };
  peer.script = { status: 429, headers };
  expect(await sendOnce(connect(), outbound(), 20_000)).toMatchObject({ kind: 'throttled', retryAfterMs: 20_000 });
});

test('a target within our own network is refused before anything is said to it', async () => {
  for (const target of [
    url(),
    `http://localhost:${peer.port}/`,
    `http://[::ffff:7f00:1]:${peer.port}/`,
    'http://169.254.169.254/latest',
  ]) {
    const closed = connect({ url: target, allow: [] });
    expect(await sendOnce(closed, outbound(), 20_000), target).toMatchObject({
      kind: 'permanent',
      effect: 'channel-misconfigured',
    });
  }
  const shop = { url: `http://shop.example:${peer.port}/`, allow: [] };
  const rebound = connect(shop, { lookup: async () => ['127.0.0.1'] });
  expect(await sendOnce(rebound, outbound(), 20_000)).toMatchObject({
    reason: 'shop.example is at 127.0.0.1, which is not public',
  });
  expect(peer.read).toHaveLength(0);
});

test('a payload that is no JSON is not sent', async () => {
  expect(await sendOnce(connect(), outbound({ message: { payload: '{' } }), 20_000)).toMatchObject({
    kind: 'permanent',
    effect: 'drop',
  });
  expect(await sendOnce(connect(), outbound({ message: {} }), 20_000)).toMatchObject({ kind: 'permanent' });
  expect(peer.read).toHaveLength(0);
});

test.each([
  [{ url: 'ftp://x' }, 'url: expected an http(s) URL'],
  [{ url: 'https://x.example/a\nb' }, 'url: expected an http(s) URL'],
  [{ url: 'https://x.example/\u0000' }, 'url: expected an http(s) URL'],
  [{ url: 'https://user:pass@x.example' }, 'without user and password'],
  [{ secret: 'whsec_c2hvcnQ=' }, '24 to 64 bytes'],
  [{ secret: [] }, 'a secret'],
  [{ allow: ['*'] }, '`host:port`'],
])('settings %j are refused', (settings, expected) => {
  expect(() => connect(settings)).toThrow(expected);
});
