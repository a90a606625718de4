import { strict as assert } from 'node:assert';
import { graphError } from '../../support/graph-error.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** WhatsApp Cloud API. */
export default createVendorPeer({
  name: 'whatsapp-cloud',
  // A number without WhatsApp shows by a status, later.
  cannotHappen: ['gone'],
  settings: () => ({ number: '10155', token: 'EAAG-token' }),
  to: '+4915112345678',
  message: () => ({ text: 'Hi', template: 'voucher', parameters: '["Eva", 5]', language: 'en-US' }),
  // The list of message templates, in two pages.
  aside({ method, url, headers, base }) {
    const { pathname, searchParams } = new URL(url, base);
    if (pathname !== '/55/message_templates') return undefined;
    assert.equal(method, 'GET');
    assert.equal(headers.authorization, 'Bearer EAAG-token');
    assert.equal(searchParams.get('fields'), 'name,language,status,rejected_reason');
    assert.equal(searchParams.get('limit'), '100');
    const [at, next] = searchParams.get('after') === null ? [0, 'https://graph.facebook.com/next'] : [1, undefined];
    const paging = { cursors: { before: 'x', after: `page-${at + 1}` }, ...(next && { next }) };
    return { status: 200, body: { data: [TEMPLATES[at]], paging } };
  },
  check({ url, headers, json }) {
    assert.equal(url, '/10155/messages');
    assert.equal(headers.authorization, 'Bearer EAAG-token');
    const { biz_opaque_callback_data: ref, ...body } = json as Body;
    assert.ok(ref.length <= 512);
    assert.deepEqual(body, {
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '4915112345678', type: 'template' },
      template: {
        name: 'voucher',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Eva' },
              { type: 'text', text: '5' },
            ],
          },
        ],
      },
    });
  },
  idOf: ({ json }) => (json as Body).biz_opaque_callback_data,
  answers: {
    ok: { status: 200, body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id: 'wamid.1' }] } },
    'too-fast': graphError(429, 130_429),
    'not-now': graphError(500, 131_016),
    'error-inside': graphError(200, 131_047),
    no: graphError(400, 132_000),
    misconfigured: graphError(401, 190),
  },
});

const TEMPLATES = [
  { name: 'voucher', language: 'en_US', status: 'APPROVED', rejected_reason: 'NONE', id: '1' },
  { name: 'old', language: 'de', status: 'REJECTED', rejected_reason: 'ABUSIVE_CONTENT', id: '2' },
];

interface Body {
  readonly biz_opaque_callback_data: string;
}
