import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const said = (code: number, description: string, more = {}) => ({
  status: code,
  body: { ok: false, error_code: code, description, ...more },
});

/** Telegram. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'telegram-bot',
  settings: () => ({ token: '123456:AA-token' }),
  to: '4242',
  message: (id) => ({ text: `Hi ${id}` }),
  check({ method, url, json }) {
    assert.equal(method, 'POST');
    assert.equal(url, '/bot123456:AA-token/sendMessage');
    const { chat_id, text, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(chat_id, '4242');
    assert.ok(text.length >= 1 && text.length <= 4_096);
  },
  idOf: ({ json }) => (json as Body).text.slice(3),
  answers: {
    ok: { status: 200, body: { ok: true, result: { message_id: 7, date: 1, chat: { id: 4242, type: 'private' } } } },
    'too-fast': said(429, 'Too Many Requests: retry after 9', { parameters: { retry_after: 9 } }),
    'error-inside': { status: 200, body: { ok: false, error_code: 403, description: 'Forbidden' } },
    gone: said(403, 'Forbidden: bot was blocked by the user'),
    no: said(400, 'Bad Request: message text is empty'),
    misconfigured: said(401, 'Unauthorized'),
  },
});

interface Body {
  readonly chat_id: string;
  readonly text: string;
}
