import { strict as assert } from 'node:assert';
import { createTwilioChatPeer } from '../../support/twilio-peer.ts';

const approval = (status: string, reason = '') => ({
  approval_requests: { name: 'voucher', category: 'MARKETING', status, rejection_reason: reason },
});
/** As Twilio lists what is stored with it: of all channels, with where it stands with WhatsApp. */
const PAGES = [
  [
    { sid: 'HX01', language: 'en', types: { 'twilio/text': { body: 'Hi' } }, ...approval('approved') },
    { sid: 'HX02', language: 'de', types: { 'twilio/text': { body: 'Hallo' } }, ...approval('rejected', 'SPAM') },
  ],
  [
    { sid: 'HX03', language: 'en', types: {}, ...approval('unsubmitted') },
    { sid: 'HX04', language: 'en', types: {}, ...approval('pending') },
    { sid: 'HX05', language: 'en', types: {} },
  ],
];

/** WhatsApp through Twilio. */
export default createTwilioChatPeer('twilio-whatsapp', 'whatsapp', ({ method, url, headers, base }) => {
  const { pathname, searchParams } = new URL(url, base);
  if (pathname !== '/v1/ContentAndApprovals') return undefined;
  assert.equal(method, 'GET');
  assert.equal(headers.authorization, `Basic ${Buffer.from('AC01:auth-token').toString('base64')}`);
  assert.ok(Number(searchParams.get('PageSize')) <= 500);
  const page = Number(searchParams.get('Page') ?? 0);
  // It names itself, whatever stands before it.
  const next = `https://content.twilio.com/v1/ContentAndApprovals?PageSize=20&Page=1&PageToken=x`;
  return { status: 200, body: { contents: PAGES[page], meta: { page, next_page_url: page === 0 ? next : null } } };
});
