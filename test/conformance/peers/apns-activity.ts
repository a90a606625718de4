import { strict as assert } from 'node:assert';
import { readJwt, TEST_EC, TEST_TLS } from '../../support/test-keys.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const ACTIVITY = '80b1'.repeat(20);
const said = (status: number, reason: string) => ({ status, body: { reason } });

/** Apple Push Notification service for live activities; the notice says our id. */
export default createVendorPeer({
  name: 'apns-activity',
  tls: TEST_TLS,
  settings: () => ({ keyId: 'KEY1', team: 'TEAM1', privateKey: TEST_EC.privateKey, topic: 'example.shop' }),
  to: ACTIVITY,
  message: (id) => ({ state: '{"stops":3}', event: 'end', title: 'Your parcel', body: `Three stops away ${id}` }),
  check({ method, url, headers, json, body }) {
    assert.equal(method, 'POST');
    assert.equal(url, `/3/device/${ACTIVITY}`);
    assert.equal(readJwt(headers.authorization, 'ES256', TEST_EC.publicKey).kid, 'KEY1');
    assert.equal(headers['apns-topic'], 'example.shop.push-type.liveactivity');
    assert.equal(headers['apns-push-type'], 'liveactivity');
    assert.match(String(headers['apns-priority']), /^(10|5)$/);
    assert.match(String(headers['apns-expiration']), /^\d{10}$/);
    assert.ok(Buffer.byteLength(body) <= 4_096);
    const { timestamp, event, 'content-state': state, alert, ...rest } = (json as Body).aps;
    assert.deepEqual(rest, {});
    assert.ok(Math.abs(timestamp - Date.now() / 1_000) < 600);
    assert.match(event, /^(update|end)$/);
    assert.deepEqual(state, { stops: 3 });
    assert.equal(alert.title, 'Your parcel');
  },
  idOf: ({ json }) => (json as Body).aps.alert.body.slice('Three stops away '.length),
  answers: {
    ok: ({ headers }) => ({ status: 200, headers: { 'apns-id': String(headers['apns-id']) } }),
    'too-fast': said(429, 'TooManyRequests'),
    'not-now': said(503, 'ServiceUnavailable'),
    broken: said(500, 'InternalServerError'),
    gone: said(410, 'ExpiredToken'),
    no: said(413, 'PayloadTooLarge'),
    misconfigured: said(403, 'InvalidProviderToken'),
  },
});

interface Body {
  readonly aps: {
    readonly timestamp: number;
    readonly event: string;
    readonly 'content-state': object;
    readonly alert: { readonly title: string; readonly body: string };
  };
}
