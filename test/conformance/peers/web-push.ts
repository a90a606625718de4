import { strict as assert } from 'node:assert';
import { createECDH, createPublicKey, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { readJwt } from '../../support/test-keys.ts';
import { createVendorPeer, type VendorCall } from '../../support/vendor-peer.ts';

/** Another implementation of the decryption. */
const { decrypt } = createRequire(import.meta.url)('http_ece') as {
  decrypt(content: Buffer, options: object): Buffer;
};

const browser = createECDH('prime256v1');
const [p256dh, auth] = [browser.generateKeys(), randomBytes(16)];
const server = createECDH('prime256v1');
const serverPoint = server.generateKeys();
const VAPID = createPublicKey({
  key: {
    ...{ kty: 'EC', crv: 'P-256' },
    x: serverPoint.subarray(1, 33).toString('base64url'),
    y: serverPoint.subarray(33).toString('base64url'),
  },
  format: 'jwk',
});

const contentOf = ({ bytes }: VendorCall) =>
  JSON.parse(decrypt(bytes, { version: 'aes128gcm', privateKey: browser, authSecret: auth }).toString()) as Readonly<
    Record<string, string>
  >;

/** A push service, and the browser behind it. */
export default createVendorPeer({
  name: 'web-push',
  hasNoUrl: true,
  settings: () => ({
    contact: 'mailto:it@shop.example',
    publicKey: serverPoint.toString('base64url'),
    // A number that begins with zeros is shorter.
    privateKey: Buffer.concat([Buffer.alloc(32), server.getPrivateKey()])
      .subarray(-32)
      .toString('base64url'),
  }),
  to: (url) => `web-push:${url}/sub/1#${p256dh.toString('base64url')}.${auth.toString('base64url')}`,
  message: () => ({ title: 'Grüße', body: 'There' }),
  check(call) {
    const { url, headers, bytes, base } = call;
    assert.equal(url, '/sub/1');
    const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
    assert.equal(key, serverPoint.toString('base64url'));
    const claims = readJwt(token, 'ES256', VAPID);
    assert.equal(claims.aud, base);
    assert.equal(claims.sub, 'mailto:it@shop.example');
    assert.ok(Number(claims.exp) <= Date.now() / 1_000 + 86_400);
    assert.match(String(headers.ttl), /^\d+$/);
    assert.match(String(headers.urgency), /^(very-low|low|normal|high)$/);
    assert.match(String(headers.topic), /^[\w-]{1,32}$/);
    assert.equal(headers['content-encoding'], 'aes128gcm');
    assert.ok(bytes.byteLength <= 4_096);
    assert.equal(contentOf(call).title, 'Grüße');
  },
  idOf: (call) => contentOf(call).delivery ?? '?',
  // Any success means that it was taken.
  cannotHappen: ['error-inside'],
  answers: {
    ok: { status: 201, headers: { location: '/message/1' } },
    gone: { status: 410 },
    no: { status: 413 },
    misconfigured: { status: 403 },
  },
});
