import { strict as assert } from 'node:assert';
import { readJwt, TEST_EC, TEST_TLS } from '../../support/test-keys.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const DEVICE = '0a1b'.repeat(16);
const said = (status: number, reason: string) => ({ status, body: { reason } });

/** Apple Push Notification service, over HTTP/2. */
export default createVendorPeer({
  name: 'apns',
  tls: TEST_TLS,
  settings: () => ({ keyId: 'KEY1', team: 'TEAM1', privateKey: TEST_EC.privateKey, topic: 'example.shop' }),
  to: `apns:${DEVICE}`,
  message: () => ({
    ...{ title: 'Hi', body: 'There', locked: 'News', image: 'https://shop.example/a.png' },
    interruption: 'time-sensitive',
    collapse: 'cart 7',
  }),
  check({ method, url, headers, json, body }) {
    assert.equal(method, 'POST');
    assert.equal(url, `/3/device/${DEVICE}`);
    const claims = readJwt(headers.authorization, 'ES256', TEST_EC.publicKey);
    assert.equal(claims.kid, 'KEY1');
    assert.equal(claims.iss, 'TEAM1');
    assert.equal(headers['apns-topic'], 'example.shop');
    assert.equal(headers['apns-push-type'], 'alert');
    assert.match(String(headers['apns-priority']), /^(10|5|1)$/);
    assert.match(String(headers['apns-expiration']), /^\d{10}$/);
    assert.match(String(headers['apns-id']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(headers['apns-collapse-id'], 'cart 7');
    assert.ok(Buffer.byteLength(body) <= 4_096);
    const { aps, body: whole } = json as Body;
    assert.deepEqual(aps, {
      ...{ alert: { title: 'Hi', body: 'News' }, sound: 'default', 'mutable-content': 1 },
      'interruption-level': 'time-sensitive',
    });
    assert.equal(whole, 'There');
  },
  idOf: ({ json }) => (json as Body).delivery,
  answers: {
    ok: ({ headers }) => ({ status: 200, headers: { 'apns-id': String(headers['apns-id']) } }),
    'too-fast': said(429, 'TooManyRequests'),
    'not-now': said(503, 'ServiceUnavailable'),
    broken: said(500, 'InternalServerError'),
    gone: { status: 410, body: { reason: 'Unregistered', timestamp: 1_700_000_000_000 } },
    no: said(413, 'PayloadTooLarge'),
    misconfigured: said(403, 'InvalidProviderToken'),
  },
});

interface Body {
  readonly aps: object;
  readonly delivery: string;
  readonly body: string;
}
