import { strict as assert } from 'node:assert';
import { keysOf } from '../../support/twilio-peer.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const said = (status: number, code: number, message: string) => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** Twilio. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'twilio',
  settings: () => ({ account: 'AC01', token: 'auth-token', from: '+14155550100' }),
  to: '+4915112345678',
  message: (id) => ({ text: `Hi ${id}` }),
  check({ url, headers, form }) {
    assert.equal(url, '/2010-04-01/Accounts/AC01/Messages.json');
    assert.equal(headers.authorization, `Basic ${Buffer.from('AC01:auth-token').toString('base64')}`);
    assert.match(headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.match(form.get('To') ?? '', /^\+[1-9]\d{6,14}$/);
    assert.ok(form.has('From') !== form.has('MessagingServiceSid'));
    assert.ok((form.get('Body') ?? '').length > 0 && form.get('Body')!.length <= 1_600);
    const validity = Number(form.get('ValidityPeriod'));
    assert.ok(validity >= 1 && validity <= 36_000);
    assert.deepEqual(keysOf(form), ['Body', 'From', 'To', 'ValidityPeriod']);
  },
  idOf: ({ form }) => form.get('Body')?.slice(3) ?? '?',
  answers: {
    ok: { status: 201, body: { sid: 'SM01', status: 'queued', error_code: null } },
    'too-fast': said(429, 20_429, 'Too Many Requests'),
    'error-inside': { status: 201, body: { sid: 'SM02', status: 'failed', error_code: 30_005 } },
    gone: said(400, 21_211, "The 'To' number is not a valid phone number."),
    no: said(400, 21_617, 'The concatenated message body exceeds the 1600 character limit.'),
    misconfigured: said(401, 20_003, 'Authenticate'),
  },
});
