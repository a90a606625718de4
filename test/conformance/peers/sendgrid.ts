import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Headers that the service sets itself. */
const RESERVED =
  /^(x-sg-id|x-sg-eid|received|dkim-signature|content-type|content-transfer-encoding|to|from|subject|reply-to|cc|bcc)$/i;

/** SendGrid, version 3. */
export default createVendorPeer({
  name: 'sendgrid',
  // A dead address shows by an event, later.
  cannotHappen: ['gone'],
  settings: () => ({ key: 'SG.key' }),
  to: 'eva@example.org',
  message: () => ({ subject: 'Hi', html: '<p>Hi</p>' }),
  check({ url, headers, json }) {
    assert.equal(url, '/v3/mail/send');
    assert.equal(headers.authorization, 'Bearer SG.key');
    const body = json as Body;
    assert.deepEqual(body.personalizations, [{ to: [{ email: 'eva@example.org' }] }]);
    assert.deepEqual(body.from, { email: 'shop@shop.example', name: 'Shop' });
    assert.ok(body.subject.length > 0);
    // Plain text stands before HTML, and neither is empty.
    assert.deepEqual(
      body.content.map(({ type }) => type),
      ['text/plain', 'text/html'],
    );
    assert.ok(body.content.every(({ value }) => value.length > 0));
    assert.deepEqual(
      Object.keys(body.headers).filter((name) => RESERVED.test(name)),
      [],
    );
    assert.equal(body.headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click');
    assert.ok(JSON.stringify(body.custom_args).length < 10_000);
  },
  idOf: ({ json }) => (json as Body).custom_args.delivery,
  answers: {
    ok: { status: 202, headers: { 'x-message-id': 'sg-1' } },
    'too-fast': { status: 429, headers: { 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1_000) + 60) } },
    no: {
      status: 400,
      body: { errors: [{ message: 'The content value must be a string', field: 'content.0.value' }] },
    },
    misconfigured: { status: 401, body: { errors: [{ message: 'The provided authorization grant is invalid' }] } },
  },
});

interface Body {
  readonly personalizations: readonly object[];
  readonly from: object;
  readonly subject: string;
  readonly content: readonly { readonly type: string; readonly value: string }[];
  readonly headers: Readonly<Record<string, string>>;
  readonly custom_args: { readonly delivery: string };
}
