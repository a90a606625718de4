import { strict as assert } from 'node:assert';
import { createVendorPeer, type VendorAnswer, type VendorCall } from './vendor-peer.ts';

const said = (status: number, code: number, message: string) => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** Lists what a form has; where it says whom to call, that has to be what Twilio takes. */
export function keysOf(form: URLSearchParams): readonly string[] {
  const callback = form.get('StatusCallback');
  if (callback !== null) {
    // https://www.twilio.com/docs/api/errors/21609
    const { protocol, hostname, pathname } = new URL(callback);
    assert.match(protocol, /^https?:$/);
    assert.match(hostname, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/);
    assert.match(pathname, /^\/hooks\/[a-z-]+\/[a-z0-9-]+$/);
  }
  return [...form.keys()].filter((key) => key !== 'StatusCallback').sort();
}

/** Returns a counterpart of Twilio for a chat, whose addresses have a word before them. */
export function createTwilioChatPeer(
  name: string,
  scheme: string,
  aside?: (call: VendorCall) => VendorAnswer | undefined,
) {
  return createVendorPeer({
    name,
    settings: () => ({ account: 'AC01', token: 'auth-token', from: '+14155550100' }),
    to: '+4915112345678',
    message: (id) => ({ text: `Hi ${id}` }),
    ...(aside && { aside }),
    check({ url, headers, form }) {
      assert.equal(url, '/2010-04-01/Accounts/AC01/Messages.json');
      assert.equal(headers.authorization, `Basic ${Buffer.from('AC01:auth-token').toString('base64')}`);
      assert.equal(form.get('To'), `${scheme}:+4915112345678`);
      assert.equal(form.get('From'), `${scheme}:+14155550100`);
      assert.ok((form.get('Body') ?? '').length <= 1_600);
      assert.deepEqual(keysOf(form), ['Body', 'From', 'To', 'ValidityPeriod']);
    },
    idOf: ({ form }) => form.get('Body')?.slice(3) ?? '?',
    answers: {
      ok: { status: 201, body: { sid: 'SM01', status: 'queued', error_code: null } },
      'too-fast': said(429, 20_429, 'Too Many Requests'),
      'error-inside': { status: 201, body: { sid: 'SM02', status: 'failed', error_code: 63_024 } },
      gone: said(400, 21_211, "The 'To' number is not a valid phone number."),
      no: said(400, 21_617, 'The concatenated message body exceeds the 1600 character limit.'),
      misconfigured: said(401, 20_003, 'Authenticate'),
    },
  });
}
