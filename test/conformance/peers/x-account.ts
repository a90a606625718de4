import { strict as assert } from 'node:assert';
import { signOAuth1 } from '../../../channels/http/sign-oauth1.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const KEYS = { consumerKey: 'app-key', consumerSecret: 'app-secret', token: 'user-token', tokenSecret: 'user-secret' };
const nonces = new Set<string>();

/** X API version 2, direct messages. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'x-account',
  settings: () => KEYS,
  to: '9876543210',
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, method, headers, json, base }) {
    assert.equal(method, 'POST');
    assert.equal(url, '/2/dm_conversations/with/9876543210/messages');
    const said = String(headers.authorization);
    const partOf = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(said)?.[1] ?? '';
    const [nonce, seconds] = [partOf('oauth_nonce'), Number(partOf('oauth_timestamp'))];
    assert.ok(!nonces.has(nonce), 'a nonce is used once');
    nonces.add(nonce);
    assert.ok(Math.abs(Date.now() / 1_000 - seconds) < 300, 'it is signed now');
    const once = { now: seconds * 1_000, nonce };
    assert.equal(said, signOAuth1({ method: 'POST', url: new URL(url, base) }, KEYS, once));
    const { text, ...rest } = json as Body;
    assert.deepEqual(rest, {});
    assert.ok(text.length >= 1 && text.length <= 10_000);
  },
  idOf: ({ json }) => (json as Body).text.slice(3),
  answers: {
    ok: { status: 201, body: { data: { dm_conversation_id: '1-9876543210', dm_event_id: '1582838499983564806' } } },
    'too-fast': () => ({
      status: 429,
      headers: { 'x-rate-limit-reset': String(Math.ceil(Date.now() / 1_000) + 60) },
      body: { title: 'Too Many Requests', type: 'about:blank', status: 429, detail: 'Too Many Requests' },
    }),
    gone: { status: 404, body: problem('resource-not-found', 404) },
    no: { status: 400, body: problem('invalid-request', 400) },
    misconfigured: { status: 403, body: problem('oauth1-permissions', 403) },
  },
});

function problem(type: string, status: number) {
  return { title: type, type: `https://api.x.com/2/problems/${type}`, status, detail: 'it is said here' };
}

interface Body {
  readonly text: string;
}
