import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readJwt, TEST_EC, TEST_RSA } from '../../test/support/test-keys.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import type { Outbound, Provider } from '../contract.ts';
import { sendOnce } from '../send.ts';
import { signJwt } from './jwt.ts';

const providers = await loadFolder<Provider>(new URL('../providers/', import.meta.url));
const { privateKey } = generateKeyPairSync('ed25519');
const GARBAGE = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
const ED25519 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const [EMAIL, PHONE] = ['kairos@shop.iam.gserviceaccount.com', '+4915112345678'];
const DEVICE = '0a'.repeat(32);
const NOWHERE = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9', allow: ['127.0.0.1:9'] };

test('a token is signed by the key of its kind, and by no other', () => {
  const claims = { iss: 'shop' };
  expect(readJwt(signJwt('RS256', TEST_RSA.privateKey, {}, claims), 'RS256', TEST_RSA.publicKey)).toMatchObject(claims);
  expect(readJwt(signJwt('ES256', TEST_EC.privateKey, {}, claims), 'ES256', TEST_EC.publicKey)).toMatchObject(claims);
  expect(() => signJwt('RS256', TEST_EC.privateKey, {}, claims)).toThrow('the private key is of the kind ec, not rsa');
});

test.each([
  ['vonage', PHONE, { application: 'a', from: 'Shop' }],
  ['fcm', 'fcm:registration-token-1', { project: 'shop', clientEmail: EMAIL }],
  ['google-rbm', PHONE, { agent: 'shop', clientEmail: EMAIL, reachHours: 0 }],
  ['apns', `apns:${DEVICE}`, { keyId: 'K', team: 'T', topic: 'shop' }],
  ['apns-activity', DEVICE, { keyId: 'K', team: 'T', topic: 'shop' }],
])('a private key of %s that is none is a fault of the account, and is not tried again', async (name, to, settings) => {
  const provider = providers.get(name)!;
  const { shape } = provider.settings as unknown as { shape: object };
  const at = Object.fromEntries(Object.entries(NOWHERE).filter(([key]) => key in shape));
  const message = { text: 'Hi', title: 'Hi', body: 'There', state: '{}' };
  const outbound = { id: 'd-1', to, message, expiresAt: Date.now() + 60_000 } as unknown as Outbound;
  for (const privateKey of [GARBAGE, ED25519]) {
    const io = { now: Date.now, inbox: { put: async () => undefined } };
    const connection = provider.open({ ...at, ...settings, privateKey }, io);
    expect(await sendOnce(connection, outbound, 5_000)).toMatchObject({
      ...{ kind: 'permanent', effect: 'channel-misconfigured' },
      reason: expect.stringMatching(/^the private key /),
    });
    await connection.close();
  }
});
