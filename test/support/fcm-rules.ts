import { strict as assert } from 'node:assert';
import { readJwt, TEST_RSA } from './test-keys.ts';
import type { VendorRules } from './vendor-peer.ts';

const EMAIL = 'kairos@shop.iam.gserviceaccount.com';
const said = (status: number, state: string, errorCode: string) => ({
  status,
  body: {
    error: {
      ...{ code: status, message: 'no', status: state },
      details: [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }],
    },
  },
});

/** The rules of Firebase Cloud Messaging, with the sign-in of Google beside it. */
export const FCM_RULES: Omit<VendorRules, 'name'> = {
  settings: (url) => ({
    ...{ project: 'shop', clientEmail: EMAIL, privateKey: TEST_RSA.privateKey },
    tokenUrl: `${url}/token`,
  }),
  to: 'fcm:registration-token-1',
  message: () => ({
    ...{ title: 'Hi', body: 'There', locked: 'News' },
    action: 'https://shop.example/cart',
    collapse: 'cart 7',
  }),
  aside({ url, form, base }) {
    if (url !== '/token') return undefined;
    const claims = readJwt(form.get('assertion'), 'RS256', TEST_RSA.publicKey);
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
    assert.equal(claims.iss, EMAIL);
    assert.equal(claims.aud, `${base}/token`);
    assert.ok(Number(claims.exp) - Number(claims.iat) <= 3_600);
    return { status: 200, body: { access_token: 'ya29.token', expires_in: 3_599, token_type: 'Bearer' } };
  },
  check({ url, headers, json, body }) {
    assert.equal(url, '/v1/projects/shop/messages:send');
    assert.equal(headers.authorization, 'Bearer ya29.token');
    const { message, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(message.token, 'registration-token-1');
    assert.match(message.android.ttl, /^\d+s$/);
    assert.equal(message.android.collapse_key, 'cart 7');
    assert.deepEqual(message.android.notification, { visibility: 'PRIVATE', ticker: 'News', tag: 'cart 7' });
    // All values of `data` are texts.
    assert.ok(Object.values(message.data).every((value) => typeof value === 'string'));
    assert.ok(Buffer.byteLength(body) <= 4_096);
  },
  idOf: ({ json }) => (json as Body).message.data.delivery ?? '?',
  answers: {
    ok: { status: 200, body: { name: 'projects/shop/messages/1' } },
    'too-fast': said(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'),
    'not-now': said(503, 'UNAVAILABLE', 'UNAVAILABLE'),
    broken: said(500, 'INTERNAL', 'INTERNAL'),
    gone: said(404, 'NOT_FOUND', 'UNREGISTERED'),
    no: said(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT'),
    misconfigured: said(403, 'PERMISSION_DENIED', 'THIRD_PARTY_AUTH_ERROR'),
  },
};

interface Body {
  readonly message: {
    readonly token: string;
    readonly android: { readonly ttl: string; readonly collapse_key: string; readonly notification: object };
    readonly data: Readonly<Record<string, string>>;
  };
}
