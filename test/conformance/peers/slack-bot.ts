import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const said = (error: string) => ({ status: 200, body: { ok: false, error } });

/** Slack. Its faults are successes of HTTP. */
export default createVendorPeer({
  name: 'slack-bot',
  settings: () => ({ token: 'xoxb-token' }),
  to: 'C024BE91L',
  message: () => ({ text: 'Hi' }),
  check({ url, headers, json }) {
    assert.equal(url, '/api/chat.postMessage');
    assert.equal(headers.authorization, 'Bearer xoxb-token');
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    const { channel, text, metadata, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(channel, 'C024BE91L');
    assert.ok(text.length > 0 && text.length <= 40_000);
    assert.match(metadata.event_type, /^\w+$/);
  },
  idOf: ({ json }) => (json as Body).metadata.event_payload.delivery,
  answers: {
    ok: { status: 200, body: { ok: true, channel: 'C024BE91L', ts: '1700000000.000100' } },
    'not-now': said('internal_error'),
    'error-inside': said('a_new_error'),
    gone: said('channel_not_found'),
    no: said('msg_too_long'),
    misconfigured: said('invalid_auth'),
  },
});

interface Body {
  readonly channel: string;
  readonly text: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: { readonly delivery: string } };
}
