import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Postmark. */
export default createVendorPeer({
  name: 'postmark',
  settings: () => ({ token: 'server-token' }),
  to: 'eva@example.org',
  message: () => ({ subject: 'Hi', html: '<p>Hi</p>' }),
  check({ url, headers, json }) {
    assert.equal(url, '/email');
    assert.equal(headers['x-postmark-server-token'], 'server-token');
    assert.equal(headers.accept, 'application/json');
    const { From, To, Subject, HtmlBody, TextBody, Headers, MessageStream, Metadata, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.match(From, /<shop@shop\.example>$/);
    assert.equal(To, 'eva@example.org');
    assert.ok(Subject && HtmlBody && TextBody);
    assert.equal(MessageStream, 'broadcast');
    assert.ok(Headers.some(({ Name, Value }) => Name === 'List-Unsubscribe' && /^<https:.*>$/.test(Value)));
    // A key of at most 20 characters, a value of at most 80.
    assert.ok(Object.entries(Metadata).every(([key, value]) => key.length <= 20 && value.length <= 80));
  },
  idOf: ({ json }) => (json as Body).Metadata.delivery ?? '?',
  answers: {
    ok: { status: 200, body: { ErrorCode: 0, Message: 'OK', MessageID: 'b7bc2f4a', To: 'eva@example.org' } },
    'error-inside': { status: 200, body: { ErrorCode: 406, Message: 'You tried to send to an inactive recipient' } },
    gone: { status: 422, body: { ErrorCode: 406, Message: 'You tried to send to an inactive recipient' } },
    no: { status: 422, body: { ErrorCode: 300, Message: 'Invalid email request' } },
    misconfigured: { status: 401, body: { ErrorCode: 10, Message: 'Bad or missing Server API token' } },
  },
});

interface Body {
  readonly From: string;
  readonly To: string;
  readonly Subject: string;
  readonly HtmlBody: string;
  readonly TextBody: string;
  readonly Headers: readonly { readonly Name: string; readonly Value: string }[];
  readonly MessageStream: string;
  readonly Metadata: Readonly<Record<string, string>>;
}
