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

interface Body {
  readonly biz_opaque_callback_data: string;
}
