import { strict as assert } from 'node:assert';
import { keysOf } from '../../support/twilio-peer.ts';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const said = (status: number, code: number, message: string) => ({ status, body: { code, message, status } });

/** Twilio, with pictures. It has no place for an id of ours, so the text says it. */
export default createVendorPeer({
  name: 'twilio-mms',
  settings: () => ({ account: 'AC01', token: 'auth-token', from: '+14155550100', service: 'MG01' }),
  to: '+14155552671',
  message: (id) => ({ text: `Hi ${id}`, content: '{"pictures":["https://shop.example/a.jpg"]}' }),
  check({ url, form }) {
    assert.equal(url, '/2010-04-01/Accounts/AC01/Messages.json');
    assert.deepEqual(keysOf(form), ['Body', 'MediaUrl', 'MessagingServiceSid', 'To', 'ValidityPeriod']);
    assert.deepEqual(form.getAll('MediaUrl'), ['https://shop.example/a.jpg']);
  },
  idOf: ({ form }) => form.get('Body')?.slice(3) ?? '?',
  answers: {
    ok: { status: 201, body: { sid: 'MM01', status: 'accepted', error_code: null } },
    'too-fast': said(429, 20_429, 'Too Many Requests'),
    gone: said(400, 21_614, "'To' number is not a valid mobile number"),
    no: said(400, 21_620, 'Invalid media URL(s)'),
    misconfigured: said(401, 20_003, 'Authenticate'),
  },
});
