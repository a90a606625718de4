import { strict as assert } from 'node:assert';
import { readJwt, TEST_RSA } from '../../support/test-keys.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const EMAIL = 'kairos@shop.iam.gserviceaccount.com';

/** Google RCS for Business. It has no place for an id of ours but as a UUID, so the text says it. */
export default createVendorPeer({
  name: 'google-rbm',
  // A phone without RCS is one that another channel may reach.
  cannotHappen: ['gone'],
  settings: (url) => ({
    ...{ agent: 'shop_agent', clientEmail: EMAIL, privateKey: TEST_RSA.privateKey, tokenUrl: `${url}/token` },
  }),
  to: '+4915112345678',
  message: (id) => ({ text: `Hi ${id}`, content: '{"replies":["Yes","No"]}' }),
  aside({ method, url, form, headers, base }) {
    if (method === 'DELETE') {
      assert.equal(url, '/v1/phones/+4915112345678/agentMessages/1?agentId=shop_agent');
      assert.equal(headers.authorization, 'Bearer ya29.token');
      return { status: 200, body: {} };
    }
    if (method === 'GET' && url.includes('/capabilities')) {
      const { pathname, searchParams } = new URL(url, base);
      assert.equal(headers.authorization, 'Bearer ya29.token');
      assert.equal(searchParams.get('agentId'), 'shop_agent');
      assert.match(searchParams.get('requestId') ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      return capabilitiesOf(/^\/v1\/phones\/(\+\d+)\/capabilities$/.exec(pathname)?.[1]);
    }
    if (url !== '/token') return undefined;
    const claims = readJwt(form.get('assertion'), 'RS256', TEST_RSA.publicKey);
    assert.equal(claims.scope, 'https://www.googleapis.com/auth/rcsbusinessmessaging');
    return { status: 200, body: { access_token: 'ya29.token', expires_in: 3_599 } };
  },
  check({ url, headers, json, base }) {
    const { pathname, searchParams } = new URL(url, base);
    assert.equal(pathname, '/v1/phones/+4915112345678/agentMessages');
    assert.match(searchParams.get('messageId') ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(searchParams.get('agentId'), 'shop_agent');
    assert.equal(headers.authorization, 'Bearer ya29.token');
    const { contentMessage, messageTrafficType, expireTime, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(messageTrafficType, 'PROMOTION');
    assert.match(expireTime, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.ok(contentMessage.text.length <= 3_072);
    assert.deepEqual(contentMessage.suggestions, [
      { reply: { text: 'Yes', postbackData: 'Yes' } },
      { reply: { text: 'No', postbackData: 'No' } },
    ]);
  },
  idOf: ({ json }) => (json as Body).contentMessage.text.slice(3),
  answers: {
    ok: { status: 200, body: { name: 'phones/+4915112345678/agentMessages/1' } },
    no: { status: 400, body: { error: { code: 400, status: 'INVALID_ARGUMENT' } } },
    misconfigured: { status: 403, body: { error: { code: 403, status: 'PERMISSION_DENIED' } } },
  },
});

/** By the last two digits: 01 has no RCS, 02 text alone, 03 cards but no calls; the others have all. */
function capabilitiesOf(phone: string | undefined) {
  assert.ok(phone);
  if (phone.endsWith('01')) return { status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } };
  if (phone.endsWith('02')) return { status: 200, body: {} };
  const most = ['RICHCARD_STANDALONE', 'RICHCARD_CAROUSEL', 'ACTION_OPEN_URL', 'ACTION_CREATE_CALENDAR_EVENT'];
  return { status: 200, body: { features: phone.endsWith('03') ? most : [...most, 'ACTION_DIAL'] } };
}

interface Body {
  readonly contentMessage: { readonly text: string; readonly suggestions: readonly object[] };
  readonly messageTrafficType: string;
  readonly expireTime: string;
}
