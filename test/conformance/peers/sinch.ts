import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Sinch, SMS API. */
export default createVendorPeer({
  name: 'sinch',
  // A dead number shows by a delivery report, later.
  cannotHappen: ['gone'],
  settings: () => ({ plan: 'plan-1', token: 'api-token', from: '+447700900000' }),
  to: '+4915112345678',
  message: () => ({ text: 'Grüße' }),
  check({ url, headers, json }) {
    assert.equal(url, '/xms/v1/plan-1/batches');
    assert.equal(headers.authorization, 'Bearer api-token');
    const { client_reference: ref, expire_at: expires, ...body } = json as Body;
    assert.ok(ref.length > 0 && ref.length <= 2_048);
    assert.match(expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual(body, {
      ...{ from: '+447700900000', to: ['+4915112345678'], body: 'Grüße' },
      ...{ type: 'mt_text', delivery_report: 'per_recipient' },
    });
  },
  idOf: ({ json }) => (json as Body).client_reference,
  answers: {
    ok: { status: 201, body: { id: '01FC66621XXXXX119Z8PMV1QPQ', canceled: false } },
    no: { status: 400, body: { code: 'syntax_invalid_parameter_format', text: 'The format of a parameter is wrong' } },
    misconfigured: { status: 401, body: { code: 'unauthorized', text: 'Not authenticated' } },
  },
});

interface Body {
  readonly client_reference: string;
  readonly expire_at: string;
}
