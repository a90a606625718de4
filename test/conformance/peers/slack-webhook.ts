import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const PATH = '/services/T0/B0/abcdefgh';

/** Slack's incoming webhooks. */
export default createVendorPeer({
  name: 'slack-webhook',
  settings: (url) => ({ hook: `${url}${PATH}` }),
  to: 'slack',
  message: (id) => ({ text: `Quiet: ${id}` }),
  check({ url, headers, json }) {
    assert.equal(url, PATH);
    assert.match(String(headers['content-type']), /^application\/json/);
    const { text, ...rest } = json as { readonly text: string };
    assert.deepEqual(rest, {});
    assert.ok(text.length > 0);
  },
  idOf: ({ json }) => /^Quiet: (.*)$/.exec((json as { readonly text: string }).text)?.[1] ?? '?',
  answers: {
    ok: { status: 200, body: 'ok' },
    'error-inside': { status: 200, body: 'no_service' },
    gone: { status: 410, body: 'channel_is_archived' },
    no: { status: 400, body: 'invalid_payload' },
    misconfigured: { status: 403, body: 'action_prohibited' },
  },
});
