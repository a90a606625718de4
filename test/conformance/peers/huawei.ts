import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const said = (code: string, msg: string) => ({ status: 200, body: { code, msg, requestId: 'r-1' } });

/** Huawei Push Kit. Its faults are successes of HTTP. */
export default createVendorPeer({
  name: 'huawei',
  settings: (url) => ({
    app: '101',
    clientId: '101',
    clientSecret: 'client-secret',
    tokenUrl: `${url}/oauth2/v3/token`,
  }),
  to: 'huawei:IQAAAA-device-token',
  message: () => ({
    title: 'Hi',
    body: 'There',
    action: 'https://shop.example/cart',
    locked: 'News',
    collapse: 'cart 7',
  }),
  aside({ url, form }) {
    if (url !== '/oauth2/v3/token') return undefined;
    assert.deepEqual(Object.fromEntries(form), {
      ...{ grant_type: 'client_credentials', client_id: '101', client_secret: 'client-secret' },
    });
    return { status: 200, body: { access_token: 'CF-token', expires_in: 3_600 } };
  },
  check({ url, headers, json, body }) {
    assert.equal(url, '/v1/101/messages:send');
    assert.equal(headers.authorization, 'Bearer CF-token');
    const { message } = json as Body;
    assert.deepEqual(message.token, ['IQAAAA-device-token']);
    assert.match(message.android.ttl, /^\d+s$/);
    // A notification says what a tap does.
    assert.deepEqual(message.android.notification, {
      ...{ click_action: { type: 2, url: 'https://shop.example/cart' }, visibility: 'PRIVATE', tag: 'cart 7' },
    });
    // It shows one text, whether the screen is locked or not.
    assert.equal(message.notification.body, 'News');
    assert.equal((JSON.parse(message.data) as { body: string }).body, 'There');
    assert.ok(Buffer.byteLength(body) <= 4_096);
  },
  idOf: ({ json }) => (JSON.parse((json as Body).message.data) as { delivery: string }).delivery,
  answers: {
    ok: said('80000000', 'Success'),
    'error-inside': said('80999999', 'unheard of'),
    gone: said('80300007', 'All the tokens are invalid'),
    no: said('80300008', 'The message body size exceeds the default value'),
    misconfigured: said('80300002', 'The app has no permission'),
  },
});

interface Body {
  readonly message: {
    readonly token: readonly string[];
    readonly data: string;
    readonly notification: { readonly body: string };
    readonly android: { readonly ttl: string; readonly notification: object };
  };
}
