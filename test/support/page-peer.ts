import { strict as assert } from 'node:assert';
import { graphError } from './graph-error.ts';
import { createVendorPeer } from './vendor-peer.ts';

/** Returns a counterpart of one of Meta's platforms that take messages for a page or an account. */
export function createPagePeer(name: string) {
  return createVendorPeer({
    name,
    settings: () => ({ account: '1010', token: 'page-token' }),
    to: '4242424242',
    message: () => ({ text: 'Hi' }),
    check({ url, headers, json }) {
      assert.equal(url, '/1010/messages');
      assert.equal(headers.authorization, 'Bearer page-token');
      const { recipient, messaging_type, message, ...rest } = json as Body;
      assert.deepEqual(rest, {});
      assert.deepEqual(recipient, { id: '4242424242' });
      // The tags that once opened the window are gone.
      assert.match(messaging_type, /^(RESPONSE|UPDATE)$/);
      assert.equal(message.text, 'Hi');
      assert.ok(message.metadata.length <= 1_000);
    },
    idOf: ({ json }) => (json as Body).message.metadata,
    answers: {
      ok: { status: 200, body: { recipient_id: '4242424242', message_id: 'm_1' } },
      'too-fast': graphError(400, 613),
      'not-now': graphError(500, 2),
      'error-inside': graphError(200, 10, 2_018_278),
      gone: graphError(400, 100, 2_018_001),
      no: graphError(400, 100),
      misconfigured: graphError(401, 190),
    },
  });
}

interface Body {
  readonly recipient: object;
  readonly messaging_type: string;
  readonly message: { readonly text: string; readonly metadata: string };
}
