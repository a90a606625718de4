import { strict as assert } from 'node:assert';
import { createHmac } from 'node:crypto';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const SECRET = Buffer.from('a secret of the provider').toString('base64');
const USER = 'urn:mbid:AQAAY2Vy-customer';

/** Apple Messages for Business. It has no place for an id of ours but as a UUID, so the text says it. */
export default createVendorPeer({
  name: 'apple-business',
  // Any success means that it was taken.
  cannotHappen: ['error-inside'],
  settings: () => ({ platform: 'msp-1', secret: SECRET, business: 'urn:biz:shop' }),
  to: USER,
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, headers, json }) {
    assert.equal(url, '/v1/message');
    const [header, claims, signature] = (headers.authorization ?? '').replace('Bearer ', '').split('.');
    const right = createHmac('sha256', Buffer.from(SECRET, 'base64')).update(`${header}.${claims}`).digest('base64url');
    assert.equal(signature, right);
    assert.equal((JSON.parse(Buffer.from(claims!, 'base64url').toString()) as { iss: string }).iss, 'msp-1');
    const body = json as Body;
    assert.match(body.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.deepEqual([headers.id, headers['source-id'], headers['destination-id']], [body.id, 'urn:biz:shop', USER]);
    assert.deepEqual(
      { ...body, id: '', body: '' },
      { v: 1, type: 'text', id: '', body: '', sourceId: 'urn:biz:shop', destinationId: USER },
    );
  },
  idOf: ({ json }) => (json as Body).body.slice(3),
  answers: { ok: { status: 200 }, gone: { status: 404 } },
});

interface Body {
  readonly id: string;
  readonly body: string;
}
