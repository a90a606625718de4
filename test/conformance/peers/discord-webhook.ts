import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** A webhook of Discord. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'discord-webhook',
  settings: (url) => ({ url: `${url}/api/webhooks/1/abc-token` }),
  to: 'c1',
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, json }) {
    assert.equal(url, '/api/webhooks/1/abc-token?wait=true');
    const { content, allowed_mentions: mentions, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.ok(content.length > 0 && content.length <= 2_000);
    assert.deepEqual(mentions, { parse: [] });
  },
  idOf: ({ json }) => (json as Body).content.slice(3),
  answers: {
    ok: { status: 200, body: { id: '112233', channel_id: '1', content: 'Hi' } },
    'too-fast': { status: 429, body: { message: 'You are being rate limited.', retry_after: 0.7, global: false } },
    gone: { status: 404, body: { message: 'Unknown Webhook', code: 10_015 } },
    no: { status: 400, body: { message: 'Invalid Form Body', code: 50_035 } },
    misconfigured: { status: 401, body: { message: 'Invalid Webhook Token', code: 50_027 } },
  },
});

interface Body {
  readonly content: string;
  readonly allowed_mentions: object;
}
