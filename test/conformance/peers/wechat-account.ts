import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const USER = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';
const said = (errcode: number, errmsg: string) => ({ status: 200, body: { errcode, errmsg } });

/** An official account of WeChat. Its faults are successes of HTTP; the text says our id. */
export default createVendorPeer({
  name: 'wechat-account',
  settings: () => ({ app: 'wx1', secret: 'app-secret' }),
  to: USER,
  message: (id) => ({ text: `Hi ${id}` }),
  aside({ url, json }) {
    if (url !== '/cgi-bin/stable_token') return undefined;
    assert.deepEqual(json, { grant_type: 'client_credential', appid: 'wx1', secret: 'app-secret' });
    return { status: 200, body: { access_token: 'access-1', expires_in: 7_200 } };
  },
  check({ url, json }) {
    assert.equal(url, '/cgi-bin/message/custom/send?access_token=access-1');
    const { touser, msgtype, text, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.equal(touser, USER);
    assert.equal(msgtype, 'text');
    assert.ok(Buffer.byteLength(text.content) <= 2_048);
  },
  idOf: ({ json }) => (json as Body).text.content.slice(3),
  answers: {
    ok: said(0, 'ok'),
    'too-fast': said(45_009, 'reach max api daily quota limit'),
    'not-now': said(-1, 'system error'),
    'error-inside': said(45_015, 'response out of time limit'),
    gone: said(43_004, 'require subscribe'),
    no: said(45_002, 'content size out of limit'),
    misconfigured: said(48_001, 'api unauthorized'),
  },
});

interface Body {
  readonly touser: string;
  readonly msgtype: string;
  readonly text: { readonly content: string };
}
