import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const CONVERSATION = 'Oh5KpB2d+tV/8xYzA0q1Rw==';
const said = (code: number, message: string) => ({ status: 200, body: { code, message, request_id: 'r-1', data: {} } });

/** A business account of TikTok. Its faults are successes of HTTP; the text says our id. */
export default createVendorPeer({
  name: 'tiktok-account',
  settings: () => ({ account: 'open-id-1', token: 'access-token' }),
  to: CONVERSATION,
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, headers, json }) {
    assert.equal(url, '/open_api/v1.3/business/message/send/');
    assert.equal(headers['access-token'], 'access-token');
    assert.equal(headers.authorization, undefined);
    const { text, ...body } = json as Body;
    assert.deepEqual(body, {
      ...{ business_id: 'open-id-1', recipient_type: 'CONVERSATION', recipient: CONVERSATION, message_type: 'TEXT' },
    });
    assert.deepEqual(Object.keys(text), ['body']);
    assert.ok(text.body.length <= 6_000);
  },
  idOf: ({ json }) => (json as Body).text.body.slice(3),
  answers: {
    ok: { status: 200, body: { code: 0, message: 'OK', request_id: 'r-1', data: { message: { message_id: 'm-1' } } } },
    'too-fast': said(40_100, 'Requests made too frequently'),
    'not-now': said(51_065, 'System error'),
    'error-inside': said(40_064, 'Blocked by the rules of direct messages'),
    gone: said(40_007, 'The target does not exist'),
    no: said(40_002, 'text.body: too long'),
    misconfigured: said(40_105, 'Access token is incorrect or has been revoked'),
  },
});

interface Body {
  readonly text: { readonly body: string };
}
