import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** A workflow of Microsoft Teams. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'teams-webhook',
  settings: (url) => ({ url: `${url}/workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=abc` }),
  to: 'c1',
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, json, body }) {
    assert.equal(url, '/workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=abc');
    assert.ok(Buffer.byteLength(body) <= 28_000);
    const { type, attachments, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(type, 'message');
    assert.equal(attachments.length, 1);
    const { contentType, content } = attachments[0]!;
    assert.equal(contentType, 'application/vnd.microsoft.card.adaptive');
    assert.equal(content.type, 'AdaptiveCard');
    assert.match(content.version, /^1\.[0-5]$/);
    assert.ok(content.body.every((one) => one.type === 'TextBlock' && one.text.length > 0));
  },
  idOf: ({ json }) => (json as Body).attachments[0]!.content.body[0]!.text.slice(3),
  answers: {
    ok: { status: 202 },
    'error-inside': {
      status: 200,
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429',
    },
    gone: { status: 404, body: { error: { code: 'WorkflowNotFound' } } },
    misconfigured: { status: 403 },
  },
});

interface Body {
  readonly type: string;
  readonly attachments: readonly {
    readonly contentType: string;
    readonly content: {
      readonly type: string;
      readonly version: string;
      readonly body: readonly { readonly type: string; readonly text: string }[];
    };
  }[];
}
