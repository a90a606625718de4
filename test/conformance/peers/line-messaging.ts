import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const USER = `U${'0123456789abcdef'.repeat(2)}`;

/** LINE Messaging API. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'line-messaging',
  // Those who have blocked the account get nothing, and LINE does not say so.
  cannotHappen: ['gone'],
  settings: () => ({ token: 'channel-token' }),
  to: USER,
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, headers, json }) {
    assert.equal(url, '/v2/bot/message/push');
    assert.equal(headers.authorization, 'Bearer channel-token');
    assert.match(String(headers['x-line-retry-key']), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const { to, messages, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(to, USER);
    assert.ok(messages.length >= 1 && messages.length <= 5);
    assert.ok(messages.every(({ type, text }) => type === 'text' && text.length > 0 && text.length <= 5_000));
  },
  idOf: ({ json }) => (json as Body).messages[0]!.text.slice(3),
  answers: {
    ok: {
      status: 200,
      headers: { 'x-line-request-id': 'r-1' },
      body: { sentMessages: [{ id: '461230966842064897' }] },
    },
    'too-fast': { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' } },
    no: { status: 400, body: { message: 'The request body has 1 error(s)' } },
    misconfigured: { status: 401, body: { message: 'Authentication failed' } },
  },
});

interface Body {
  readonly to: string;
  readonly messages: readonly { readonly type: string; readonly text: string }[];
}
