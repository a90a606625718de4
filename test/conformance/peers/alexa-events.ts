import { strict as assert } from 'node:assert';
import { expectAlexaEvent as expectEvent } from '../../support/alexa-schemas.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const USER = 'amzn1.ask.account.AFUJUQ7WYZ5';

/** Proactive events of Alexa. */
export default createVendorPeer({
  name: 'alexa-events',
  // Who no longer allows it is not told.
  cannotHappen: ['gone'],
  settings: (url) => ({ clientId: 'amzn1.client', clientSecret: 'client-secret', tokenUrl: `${url}/auth/o2/token` }),
  to: USER,
  message: () => ({
    from: 'Shop',
    event: '{"order":{"status":"ORDER_SHIPPED","arrival":"2026-12-01T10:00:00Z"}}',
    language: 'de',
  }),
  aside({ url, form }) {
    if (url !== '/auth/o2/token') return undefined;
    assert.equal(form.get('grant_type'), 'client_credentials');
    assert.equal(form.get('scope'), 'alexa::proactive_events');
    return { status: 200, body: { access_token: 'Atc|token', expires_in: 3_600 } };
  },
  check({ url, headers, json }) {
    assert.equal(url, '/v1/proactiveEvents/');
    assert.equal(headers.authorization, 'Bearer Atc|token');
    const { timestamp, referenceId, expiryTime, ...rest } = json as Body;
    assert.ok(referenceId.length <= 100);
    const livesMs = Date.parse(expiryTime) - Date.parse(timestamp);
    assert.ok(livesMs >= 300_000 && livesMs <= 86_400_000);
    expectEvent(rest.event);
    assert.deepEqual(rest, {
      event: {
        name: 'AMAZON.OrderStatus.Updated',
        payload: {
          state: { status: 'ORDER_SHIPPED', deliveryDetails: { expectedArrival: '2026-12-01T10:00:00Z' } },
          order: { seller: { name: 'localizedattribute:sellerName' } },
        },
      },
      localizedAttributes: [{ locale: 'de-DE', sellerName: 'Shop' }],
      relevantAudience: { type: 'Unicast', payload: { user: USER } },
    });
  },
  idOf: ({ json }) => (json as Body).referenceId,
  answers: {
    ok: { status: 202 },
    'too-fast': { status: 432 },
    no: { status: 400, body: { message: 'Invalid request' } },
    misconfigured: { status: 403 },
  },
});

interface Body {
  readonly timestamp: string;
  readonly referenceId: string;
  readonly expiryTime: string;
  readonly event: unknown;
}
