import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Mailgun. */
export default createVendorPeer({
  name: 'mailgun',
  settings: () => ({ domain: 'mg.shop.example', key: 'key-1' }),
  to: 'eva@example.org',
  message: () => ({ subject: 'Hi', html: '<p>Hi</p>' }),
  check({ url, headers, form }) {
    assert.equal(url, '/v3/mg.shop.example/messages');
    assert.equal(headers.authorization, `Basic ${Buffer.from('api:key-1').toString('base64')}`);
    assert.match(headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    for (const name of ['from', 'to', 'subject', 'html', 'text']) assert.ok(form.get(name), name);
    assert.equal(form.get('h:List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
    const odd = [...form.keys()].filter((key) => !/^(from|to|cc|bcc|subject|text|html|[hvo]:.+)$/.test(key));
    assert.deepEqual(odd, []);
  },
  idOf: ({ form }) => form.get('v:delivery') ?? '?',
  answers: {
    ok: { status: 200, body: { id: '<2026.1@mg.shop.example>', message: 'Queued. Thank you.' } },
    gone: { status: 400, body: { message: 'to parameter is not a valid address. please check documentation' } },
    no: { status: 400, body: { message: 'need at least one of text or html parameters specified' } },
    misconfigured: { status: 401, body: 'Forbidden' },
  },
});
