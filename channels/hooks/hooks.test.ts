import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HookCall, Hooks } from './contract.ts';
import { MAILGUN_HOOKS } from './mailgun.ts';
import { POSTMARK_HOOKS } from './postmark.ts';
import { SENDGRID_HOOKS } from './sendgrid.ts';

const refuseFetch = async () => Promise.reject(new Error('nothing is to be fetched'));
const AGENT = 'Mozilla/5.0 (via ggpht.com GoogleImageProxy)';
const NOW = Date.UTC(2026, 10, 29, 10);
const SECONDS = String(NOW / 1_000);
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hookKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const call = (body: string, headers: Record<string, string> = {}): HookCall => ({
  method: 'POST',
  url: 'https://kairos.example/hooks/email/mails',
  query: new URLSearchParams(),
  headers,
  body: Buffer.from(body),
  now: NOW,
  fetchText: refuseFetch,
});

function sendgridCall(body: string, at = SECONDS): HookCall {
  const signature = sign('sha256', Buffer.from(at + body), privateKey).toString('base64');
  return call(body, {
    'x-twilio-email-event-webhook-signature': signature,
    'x-twilio-email-event-webhook-timestamp': at,
  });
}

function mailgunCall(event: object, key = 'mg-key', at = SECONDS): HookCall {
  const token = 'a'.repeat(50);
  const signature = createHmac('sha256', key).update(at).update(token).digest('hex');
  return call(JSON.stringify({ signature: { timestamp: at, token, signature }, 'event-data': event }));
}

test('SendGrid: a batch of events, each with its message, and machines told apart', async () => {
  const shared = { email: 'eva@example.org', timestamp: NOW / 1_000, sg_message_id: 'abc.filter0001.16648.5515-0' };
  const body = JSON.stringify([
    { ...shared, event: 'processed', sg_event_id: '0' },
    { ...shared, event: 'delivered', sg_event_id: '1' },
    { ...shared, event: 'open', sg_event_id: '2', sg_machine_open: true },
    { ...shared, event: 'click', sg_event_id: '3', url: 'https://shop.example/', useragent: AGENT },
    { ...shared, event: 'bounce', type: 'bounce', sg_event_id: '4', reason: '550 5.1.1 unknown' },
    { ...shared, event: 'bounce', type: 'blocked', sg_event_id: '5' },
    { ...shared, event: 'group_unsubscribe', sg_event_id: '6' },
    null,
  ]);
  const reading = await SENDGRID_HOOKS.read(sendgridCall(body), { hookKey });
  expect(reading).toMatchObject({
    events: [
      { id: '1', state: 'delivered', message: 'abc', address: 'eva@example.org', at: NOW },
      { id: '2', state: 'opened', machine: true },
      { id: '3', state: 'clicked', url: 'https://shop.example/', machine: false, agent: AGENT },
      { id: '4', state: 'bounced', hard: true, reason: '550 5.1.1 unknown' },
      { id: '5', state: 'bounced', hard: false },
      { id: '6', state: 'opted-out' },
    ],
  });
});

test('Postmark: one record a call', async () => {
  const headers = { authorization: `Basic ${Buffer.from('kairos:p:w').toString('base64')}` };
  const read = (told: object) => POSTMARK_HOOKS.read(call(JSON.stringify(told), headers), { hookPassword: 'p:w' });
  expect(
    await read({
      RecordType: 'Bounce',
      Type: 'HardBounce',
      MessageID: 'm',
      Email: 'e@x.y',
      BouncedAt: '2026-11-29T09:00:00Z',
    }),
  ).toMatchObject({ events: [{ state: 'bounced', hard: true, message: 'm', address: 'e@x.y', at: NOW - 3_600_000 }] });
  expect(await read({ RecordType: 'Open', MessageID: 'm', Recipient: 'e@x.y', UserAgent: AGENT })).toMatchObject({
    events: [{ state: 'opened', agent: AGENT }],
  });
  expect(await read({ RecordType: 'SubscriptionChange', SuppressSending: false, MessageID: 'm' })).toEqual({
    events: [],
  });
});

test('Mailgun: a failure for good is a bounce, one for a while is none', async () => {
  const told = { id: 'e1', recipient: 'e@x.y', message: { headers: { 'message-id': 'm@mg' } }, timestamp: NOW / 1_000 };
  const read = (more: object) => MAILGUN_HOOKS.read(mailgunCall({ ...told, ...more }), { hookKey: 'mg-key' });
  expect(await read({ event: 'failed', severity: 'permanent' })).toMatchObject({
    events: [{ id: 'e1', state: 'bounced', hard: true, message: '<m@mg>', address: 'e@x.y' }],
  });
  expect(await read({ event: 'failed', severity: 'temporary' })).toEqual({ events: [] });
  expect(await read({ event: 'opened', 'client-info': { bot: 'gmail' } })).toMatchObject({
    events: [{ machine: true }],
  });
  expect(await read({ event: 'opened', 'client-info': { bot: '', 'user-agent': AGENT } })).toMatchObject({
    events: [{ machine: false, agent: AGENT }],
  });
});

const OLD = String(NOW / 1_000 - 301);
const REFUSED: readonly (readonly [what: string, hooks: Hooks, call: HookCall, settings: object])[] = [
  ['SendGrid, other bytes', SENDGRID_HOOKS, { ...sendgridCall('[]'), body: Buffer.from('[ ]') }, { hookKey }],
  ['SendGrid, played again', SENDGRID_HOOKS, sendgridCall('[]', OLD), { hookKey }],
  ['SendGrid, without a signature', SENDGRID_HOOKS, call('[]'), { hookKey }],
  ['SendGrid, without a key', SENDGRID_HOOKS, sendgridCall('[]'), {}],
  ['SendGrid, a key that is none', SENDGRID_HOOKS, sendgridCall('[]'), { hookKey: 'x' }],
  ['Postmark, no password', POSTMARK_HOOKS, call('{}', { authorization: '' }), { hookPassword: 'p' }],
  ['Postmark, none is set', POSTMARK_HOOKS, call('{}', { authorization: '' }), {}],
  ['Mailgun, another key', MAILGUN_HOOKS, mailgunCall({}, 'other'), { hookKey: 'mg-key' }],
  ['Mailgun, played again', MAILGUN_HOOKS, mailgunCall({}, 'mg-key', OLD), { hookKey: 'mg-key' }],
  ['Mailgun, no JSON', MAILGUN_HOOKS, call('<'), { hookKey: 'mg-key' }],
];
test.each(REFUSED)('%s: refused', async (_what, hooks, made, settings) => {
  expect(await hooks.read(made, settings)).toEqual({ untrusted: expect.any(String) });
});
