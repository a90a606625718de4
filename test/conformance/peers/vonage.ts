import { strict as assert } from 'node:assert';
import { readJwt, TEST_RSA } from '../../support/test-keys.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Vonage, Messages API. */
export default createVendorPeer({
  name: 'vonage',
  // A dead number shows by a status, later.
  cannotHappen: ['gone'],
  settings: () => ({ application: 'app-1', privateKey: TEST_RSA.privateKey, from: '+447700900000' }),
  to: '+4915112345678',
  message: () => ({ text: 'Grüße' }),
  check({ url, headers, json }) {
    assert.equal(url, '/v1/messages');
    const claims = readJwt(headers.authorization, 'RS256', TEST_RSA.publicKey);
    assert.equal(claims.application_id, 'app-1');
    assert.ok(Number(claims.exp) - Number(claims.iat) <= 86_400);
    assert.match(String(claims.jti), /^[0-9a-f-]{36}$/);
    const { client_ref: ref, ttl, ...body } = json as Body;
    // The time that the message has left: a minute.
    assert.ok(Number.isInteger(ttl) && ttl >= 20 && ttl <= 60);
    assert.deepEqual(body, {
      ...{ message_type: 'text', channel: 'sms', to: '4915112345678', from: '447700900000', text: 'Grüße' },
    });
    assert.ok(ref.length <= 100);
  },
  idOf: ({ json }) => (json as Body).client_ref,
  answers: {
    ok: { status: 202, body: { message_uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab' } },
    no: { status: 422, body: { title: 'Invalid params', detail: 'The value of one or more parameters is invalid.' } },
    misconfigured: { status: 402, body: { title: 'Low balance' } },
  },
});

interface Body {
  readonly client_ref: string;
  readonly ttl: number;
}
