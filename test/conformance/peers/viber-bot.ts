import { strict as assert } from 'node:assert';
import { createVendorPeer } from '../../support/vendor-peer.ts';

const USER = '01234567890A+/01234567==';
const said = (status: number, message: string) => ({ status: 200, body: { status, status_message: message } });

/** A bot of Viber. Its faults are successes of HTTP. */
export default createVendorPeer({
  name: 'viber-bot',
  settings: () => ({ token: 'auth-token', from: 'Shop' }),
  to: USER,
  message: () => ({ text: 'Hi' }),
  check({ url, headers, json }) {
    assert.equal(url, '/pa/send_message');
    assert.equal(headers['x-viber-auth-token'], 'auth-token');
    const { tracking_data: tracking, ...body } = json as Body;
    assert.ok(tracking.length <= 4_096);
    assert.deepEqual(body, {
      ...{ receiver: USER, type: 'text', sender: { name: 'Shop' }, text: 'Hi', min_api_version: 1 },
    });
  },
  idOf: ({ json }) => (json as Body).tracking_data,
  answers: {
    ok: { status: 200, body: '{"status":0,"status_message":"ok","message_token":5741311803571721087}' },
    'too-fast': said(12, 'tooManyRequests'),
    'error-inside': said(99, 'unheard of'),
    gone: said(6, 'receiverNotSubscribed'),
    no: said(3, 'badData'),
    misconfigured: said(2, 'invalidAuthToken'),
  },
});

interface Body {
  readonly tracking_data: string;
}
