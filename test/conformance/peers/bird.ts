import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

/** Bird, Channels API. */
export default createVendorPeer({
  name: 'bird',
  // A dead number shows by a status, later.
  cannotHappen: ['gone'],
  settings: () => ({ workspace: 'w-1', channelId: 'c-1', key: 'access-key' }),
  to: '+4915112345678',
  message: () => ({ text: 'Grüße' }),
  check({ url, headers, json }) {
    assert.equal(url, '/workspaces/w-1/channels/c-1/messages');
    assert.equal(headers.authorization, 'AccessKey access-key');
    const { reference, ...body } = json as Body;
    assert.ok(reference);
    assert.deepEqual(body, {
      receiver: { contacts: [{ identifierKey: 'phonenumber', identifierValue: '+4915112345678' }] },
      body: { type: 'text', text: { text: 'Grüße' } },
    });
  },
  idOf: ({ json }) => (json as Body).reference,
  answers: {
    ok: { status: 202, body: { id: 'b-1', status: 'accepted' } },
    no: { status: 422, body: { code: 'InvalidPayload', message: 'body: is required' } },
  },
});

interface Body {
  readonly reference: string;
}
