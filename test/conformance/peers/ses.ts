import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Amazon SES, version 2. */
export default createVendorPeer({
  name: 'ses',
  // A dead address shows by a bounce, later.
  cannotHappen: ['gone'],
  settings: () => ({ region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-real-key' }),
  to: 'eva@example.org',
  message: () => ({ subject: 'Grüße', html: '<p>Hi</p>' }),
  check({ url, headers, json }) {
    assert.equal(url, '/v2/email/outbound-emails');
    assert.match(
      headers.authorization ?? '',
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/ses\/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    assert.match(String(headers['x-amz-date']), /^\d{8}T\d{6}Z$/);
    const { FromEmailAddress, Destination, Content, EmailTags } = json as Body;
    assert.equal(FromEmailAddress, '"Shop" <shop@shop.example>');
    assert.deepEqual(Destination, { ToAddresses: ['eva@example.org'] });
    assert.match(JSON.stringify(EmailTags), /^\[\{"Name":"delivery","Value":"[\w.@-]{1,256}"\}\]$/);
    assert.match(mailIn(Content), /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  },
  idOf: ({ json }) => /^X-Kairos-Delivery: (.*)\r$/m.exec(mailIn((json as Body).Content))?.[1] ?? '?',
  answers: {
    ok: { status: 200, body: { MessageId: '0102018f-1' } },
    'too-fast': said(429, 'TooManyRequestsException'),
    'error-inside': { status: 200, body: {} },
    no: said(400, 'MessageRejected'),
    misconfigured: said(403, 'InvalidSignatureException'),
  },
});

interface Body {
  readonly FromEmailAddress: string;
  readonly Destination: object;
  readonly Content: { readonly Raw: { readonly Data: string } };
  readonly EmailTags: object;
}

function mailIn(content: Body['Content']): string {
  return Buffer.from(content.Raw.Data, 'base64').toString();
}

function said(status: number, type: string) {
  return { status, headers: { 'x-amzn-errortype': `${type}:http://internal.amazon.com/` }, body: { message: 'no' } };
}
