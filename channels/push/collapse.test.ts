import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import { TEST_EC, TEST_TLS } from '../../test/support/test-keys.ts';
import type { Outbound, Provider } from '../contract.ts';
import push from '../kinds/push.ts';
import apns from '../providers/apns.ts';
import webPush from '../providers/web-push.ts';
import { sendOnce } from '../send.ts';

let peer: HttpPeer;
let apple: HttpPeer;
beforeAll(async () => {
  peer = await startHttpPeer();
  apple = await startHttpPeer({ tls: TEST_TLS });
});
afterAll(async () => {
  await peer.stop();
  await apple.stop();
});

const vapid = createECDH('prime256v1');
const publicKey = vapid.generateKeys().toString('base64url');
const privateKey = Buffer.concat([Buffer.alloc(32), vapid.getPrivateKey()])
  .subarray(-32)
  .toString('base64url');
const browser = createECDH('prime256v1').generateKeys().toString('base64url');

/** Sends a message; returns the header of what the service got. */
async function send(provider: Provider, settings: object, at: HttpPeer, to: string, more: object) {
  const connection = provider.open(
    { allow: [at.host], ...settings },
    { now: Date.now, inbox: { put: async () => {} } },
  );
  const message = { title: 'Hi', body: 'There', ...more };
  const outbound = { id: 'd-1', to, message, expiresAt: Date.now() + 60_000 } as unknown as Outbound;
  await sendOnce(connection, outbound, 5_000);
  await connection.close();
  return at.read.at(-1)!.headers;
}
const byApple = async (more: object) => {
  const settings = { url: `https://${apple.host}`, ca: TEST_TLS.cert, keyId: 'K', team: 'T', topic: 'example.shop' };
  const key = { privateKey: TEST_EC.privateKey };
  return (await send(apns, { ...settings, ...key }, apple, `apns:${'0a'.repeat(32)}`, more))['apns-collapse-id'];
};
const byWeb = async (more: object) => {
  const to = `web-push:http://${peer.host}/sub#${browser}.${randomBytes(16).toString('base64url')}`;
  return (await send(webPush, { contact: 'mailto:a@b.example', publicKey, privateKey }, peer, to, more)).topic;
};

test('what a message replaces goes to Apple as it is where a header may hold it, else by its hash', async () => {
  expect(await byApple({ collapse: 'parcel 7' })).toBe('parcel 7');
  for (const collapse of ['Päckchen', 'ж'.repeat(64), ' 7 ']) {
    const hashed = await byApple({ collapse });
    expect(hashed).toMatch(/^[0-9a-f-]{36}$/);
    expect(await byApple({ collapse })).toBe(hashed);
    expect(hashed).not.toBe(await byApple({}));
  }
});

test('a push service of a browser gets its hash as the topic', async () => {
  const topic = await byWeb({ collapse: 'Päckchen 7' });
  expect(topic).toMatch(/^[\w-]{1,32}$/);
  expect(await byWeb({ collapse: 'Päckchen 7' })).toBe(topic);
  expect(await byWeb({ collapse: '' })).toBe(await byWeb({}));
  expect(await byWeb({})).not.toBe(topic);
});

test('how much a message may interrupt is one of four words, or nothing', () => {
  const { expects } = push.slots.interruption;
  expect(['passive', 'time-sensitive', 'critical', ' active ', ''].map((text) => expects(text))).toEqual(
    Array.from({ length: 5 }),
  );
  expect(expects('urgent')).toBe('one of passive, active, time-sensitive, critical');
});
