import { createCipheriv, createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signJwt } from '../../channels/http/jwt.ts';
import type { StepName } from '../../engine/outcomes/contract.ts';
import appleBusiness from '../conformance/peers/apple-business.ts';
import bird from '../conformance/peers/bird.ts';
import type { Peer, ProviderPeer } from '../conformance/peers/contract.ts';
import googleRbm from '../conformance/peers/google-rbm.ts';
import instagram from '../conformance/peers/instagram-account.ts';
import line from '../conformance/peers/line-messaging.ts';
import mailgun from '../conformance/peers/mailgun.ts';
import messenger from '../conformance/peers/messenger-page.ts';
import postmark from '../conformance/peers/postmark.ts';
import ses from '../conformance/peers/ses.ts';
import sinch from '../conformance/peers/sinch.ts';
import telegram from '../conformance/peers/telegram-bot.ts';
import tiktok from '../conformance/peers/tiktok-account.ts';
import viber from '../conformance/peers/viber-bot.ts';
import vonage from '../conformance/peers/vonage.ts';
import wechat from '../conformance/peers/wechat-account.ts';
import x from '../conformance/peers/x-account.ts';
import { eventOf, startTestEngine, type TestEngine } from '../support/engine.ts';
import { type PeerSession, startSmppPeer } from '../support/smpp-peer.ts';
import { documentOf, eventTrigger, workspaceBody } from '../support/workspace.ts';

/** A provider's call. */
interface Call {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** A provider that tells what became of a message: what it is set up with besides, and its call, signed with a key. */
interface Teller {
  readonly peer: ProviderPeer;
  readonly channel: string;
  /** The trait with the customer's address. */
  readonly trait: string;
  readonly key: string;
  settings(key: string): object;
  /** What its call says. */
  readonly state: StepName;
  call(about: { readonly message: string; readonly to: string }, key: string): Call;
  /** The slots of the message where its counterpart wants others than a text. */
  readonly slots?: object;
  /** Where the customer is at home, where the service is not everywhere. */
  readonly country?: string;
}

const PUBLIC = 'https://kairos.example';
const seconds = () => Math.floor(Date.now() / 1_000);
const now = () => new Date().toISOString();
const hmac = (key: string | Buffer, parts: readonly (string | Buffer)[], algorithm = 'sha256') => {
  const made = createHmac(algorithm, key);
  for (const part of parts) made.update(part);
  return made;
};
const basic = (password: string) => ({ authorization: `Basic ${Buffer.from(`u:${password}`).toString('base64')}` });
const HTML = { subject: 'Hi', html: '<p>Hi</p>' };

const keysOfAmazon = Object.fromEntries(
  ['right', 'wrong'].map((name) => [name, generateKeyPairSync('rsa', { modulusLength: 2_048 })]),
);
const certificate = keysOfAmazon.right!.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mail';

/** A post of Amazon's notification service, signed as it signs. */
function notify(told: object, key: string): Call {
  const post = {
    Message: JSON.stringify(told),
    MessageId: 'n-1',
    Timestamp: now(),
    TopicArn: TOPIC,
    Type: 'Notification',
  };
  const signed = Object.entries(post).map(([name, value]) => `${name}\n${value}\n`);
  const Signature = sign('sha256', Buffer.from(signed.join('')), keysOfAmazon[key]!.privateKey).toString('base64');
  const SigningCertURL = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-of-receipts.pem';
  return { body: JSON.stringify({ ...post, SignatureVersion: '2', SigningCertURL, Signature }) };
}

/** A message of WeChat, sealed for its app. */
function seal(xml: string, token: string, hookKey: string): Call {
  const key = Buffer.from(`${hookKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(xml));
  const open = Buffer.concat([Buffer.alloc(16, 1), length, Buffer.from(xml), Buffer.from('wx1')]);
  const pad = 32 - (open.byteLength % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const parts = [cipher.update(Buffer.concat([open, Buffer.alloc(pad, pad)])), cipher.final()];
  const sealed = Buffer.concat(parts).toString('base64');
  const query = new URLSearchParams({ timestamp: String(seconds()), nonce: 'n', encrypt_type: 'aes' });
  const signed = [token, query.get('timestamp')!, 'n', sealed].sort().join('');
  query.set('msg_signature', createHash('sha1').update(signed).digest('hex'));
  return { body: `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`, query: String(query) };
}
const WECHAT_KEY = Buffer.alloc(32, 7).toString('base64').slice(0, 43);

/** A call of a page or an account of Meta. */
function tellOfPage(messaging: object, key: string): Call {
  const body = JSON.stringify({ entry: [{ messaging: [messaging] }] });
  return { body, headers: { 'x-hub-signature-256': `sha256=${hmac(key, [body]).digest('hex')}` } };
}

const TELLERS: readonly Teller[] = [
  {
    ...{ peer: ses, channel: 'email', trait: 'email', key: 'right', state: 'delivered', slots: HTML },
    settings: () => ({ hookTopic: TOPIC }),
    call: ({ message, to }, key) =>
      notify(
        {
          eventType: 'Delivery',
          mail: { messageId: message, destination: [to] },
          delivery: { timestamp: now(), recipients: [to] },
        },
        key,
      ),
  },
  {
    ...{ peer: postmark, channel: 'email', trait: 'email', key: 'p', state: 'delivered', slots: HTML },
    settings: (hookPassword) => ({ hookPassword }),
    call: ({ message, to }, key) => ({
      body: JSON.stringify({ RecordType: 'Delivery', MessageID: message, Recipient: to, DeliveredAt: now() }),
      headers: basic(key),
    }),
  },
  {
    ...{ peer: mailgun, channel: 'email', trait: 'email', key: 'mg', state: 'delivered', slots: HTML },
    settings: (hookKey) => ({ hookKey }),
    call({ message, to }, key) {
      const [timestamp, token] = [String(seconds()), 'a'.repeat(50)];
      const signature = hmac(key, [timestamp, token]).digest('hex');
      const headers = { 'message-id': message.replace(/[<>]/g, '') };
      const told = { id: 'e1', event: 'delivered', recipient: to, message: { headers }, timestamp: seconds() };
      return { body: JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': told }) };
    },
  },
  {
    ...{ peer: vonage, channel: 'sms', trait: 'phone', key: 'vs', state: 'delivered', slots: { text: 'Grüße' } },
    settings: (hookSecret) => ({ hookSecret }),
    call({ message, to }, key) {
      const body = JSON.stringify({ message_uuid: message, to: to.slice(1), status: 'delivered', timestamp: now() });
      const claims = { iat: seconds(), payload_hash: createHash('sha256').update(body).digest('hex') };
      return { body, headers: { authorization: `Bearer ${signJwt('HS256', key, {}, claims)}` } };
    },
  },
  {
    ...{ peer: bird, channel: 'sms', trait: 'phone', key: 'bk', state: 'delivered', slots: { text: 'Grüße' } },
    settings: (hookKey) => ({ hookKey }),
    call({ message, to }, key) {
      const receiver = { contacts: [{ identifierValue: to }] };
      const payload = { id: message, status: 'delivered', receiver, lastStatusAt: now() };
      const body = JSON.stringify({ event: 'sms.outbound', payload });
      const at = String(seconds());
      const signed = [`${at}\n${PUBLIC}/hooks/sms/bird\n`, createHash('sha256').update(body).digest()];
      const signature = hmac(key, signed).digest('base64');
      return { body, headers: { 'messagebird-signature': signature, 'messagebird-request-timestamp': at } };
    },
  },
  {
    ...{ peer: sinch, channel: 'sms', trait: 'phone', key: 'sp', state: 'delivered', slots: { text: 'Grüße' } },
    settings: (hookPassword) => ({ hookPassword }),
    call: ({ message, to }, key) => ({
      body: JSON.stringify({
        ...{ type: 'recipient_delivery_report_sms', batch_id: message, recipient: to.slice(1), code: 0, at: now() },
        status: 'Delivered',
      }),
      headers: basic(key),
    }),
  },
  {
    ...{ peer: googleRbm, channel: 'rcs', trait: 'phone', key: 'gt', state: 'opened' },
    slots: { text: 'Hi', content: '{"replies":["Yes","No"]}' },
    settings: (hookToken) => ({ hookToken }),
    call({ message, to }, key) {
      const id = message.split('/').at(-1);
      const told = { senderPhoneNumber: to, messageId: id, sendTime: now(), eventType: 'READ', eventId: 'e-1' };
      const data = Buffer.from(JSON.stringify(told));
      const body = JSON.stringify({ message: { data: data.toString('base64') } });
      return { body, headers: { 'x-goog-signature': hmac(key, [data], 'sha512').digest('base64') } };
    },
  },
  {
    ...{ peer: messenger, channel: 'messenger', trait: 'messengerId', key: 'ms', state: 'delivered' },
    settings: (hookSecret) => ({ hookSecret }),
    call: ({ message, to }, key) => tellOfPage({ sender: { id: to }, delivery: { mids: [message] } }, key),
  },
  {
    ...{ peer: instagram, channel: 'instagram', trait: 'instagramId', key: 'is', state: 'replied' },
    settings: (hookSecret) => ({ hookSecret }),
    call: ({ to }, key) =>
      tellOfPage({ sender: { id: to }, timestamp: Date.now(), message: { mid: 'm-in', text: 'Yes' } }, key),
  },
  {
    ...{ peer: telegram, channel: 'telegram', trait: 'telegramId', key: 'ts', state: 'replied' },
    settings: (hookSecret) => ({ hookSecret }),
    call: ({ to }, key) => ({
      body: JSON.stringify({ update_id: 5, message: { chat: { id: Number(to) }, text: 'Yes' } }),
      headers: { 'x-telegram-bot-api-secret-token': key },
    }),
  },
  {
    ...{ peer: wechat, channel: 'wechat', trait: 'wechatId', key: 'wt', state: 'replied' },
    settings: (hookToken) => ({ hookToken, hookKey: WECHAT_KEY }),
    call({ to }, key) {
      const from = `<FromUserName><![CDATA[${to}]]></FromUserName><CreateTime>${seconds()}</CreateTime>`;
      const said = '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[Yes]]></Content><MsgId>7</MsgId>';
      return seal(`<xml>${from}${said}</xml>`, key, WECHAT_KEY);
    },
  },
  {
    ...{ peer: appleBusiness, channel: 'apple-messages', trait: 'appleId', key: 'a secret of the provider' },
    state: 'replied',
    settings: () => ({}),
    call({ to }, key) {
      const token = signJwt('HS256', Buffer.from(key) as never, {}, { aud: 'msp-1', iat: seconds() });
      const body = gzipSync(JSON.stringify({ type: 'text', id: 'a-1', sourceId: to, body: 'Yes' }));
      return { body, headers: { authorization: `Bearer ${token}`, id: 'a-1', 'source-id': to } };
    },
  },
  {
    ...{ peer: line, channel: 'line', trait: 'lineId', key: 'ls', state: 'replied' },
    settings: (hookSecret) => ({ hookSecret }),
    call({ to }, key) {
      const said = { type: 'message', webhookEventId: 'e1', timestamp: Date.now(), message: { text: 'Yes' } };
      const body = JSON.stringify({ events: [{ ...said, source: { userId: to } }] });
      return { body, headers: { 'x-line-signature': hmac(key, [body]).digest('base64') } };
    },
  },
  {
    ...{ peer: viber, channel: 'viber', trait: 'viberId', key: 'auth-token', state: 'delivered' },
    settings: () => ({}),
    call({ message, to }, key) {
      // Its ids are numbers beyond 2^53.
      const body = `{"event":"delivered","timestamp":${Date.now()},"message_token":${message},"user_id":"${to}"}`;
      return { body, headers: { 'x-viber-content-signature': hmac(key, [body]).digest('hex') } };
    },
  },
  {
    ...{ peer: tiktok, channel: 'tiktok', trait: 'tiktokId', key: 'app-secret', state: 'opened' },
    country: 'JP',
    settings: (hookSecret) => ({ hookSecret }),
    call({ to }, key) {
      const at = seconds();
      const content = { conversation_id: to, from_user: { id: 'u1' }, read: { last_read_timestamp: at * 1_000 } };
      const told = { event: 'im_mark_read_msg', user_openid: 'open-id-1', content: JSON.stringify(content) };
      const body = JSON.stringify(told);
      return { body, headers: { 'tiktok-signature': `t=${at},s=${hmac(key, [`${at}.`, body]).digest('hex')}` } };
    },
  },
  {
    ...{ peer: x, channel: 'x', trait: 'xId', key: 'app-secret', state: 'opened' },
    settings: () => ({}),
    call({ message, to }, key) {
      const at = String(Date.now());
      const read = { created_timestamp: at, sender_id: to, target: { recipient_id: '1' }, last_read_event_id: message };
      const body = JSON.stringify({ for_user_id: '1', direct_message_mark_read_events: [read] });
      const signature = `sha256=${hmac(key, [body]).digest('base64')}`;
      return { body, headers: { 'x-twitter-webhooks-signature': signature } };
    },
  },
];

let engine: TestEngine;
let smpp: Awaited<ReturnType<typeof startSmppPeer>>;
const peers = new Map<string, Peer>();

beforeAll(async () => {
  smpp = await startSmppPeer();
  for (const { peer } of TELLERS) peers.set(peer.name, await peer.start());
  for (const peer of peers.values()) peer.scripts.ok!();
  const centre = { host: '127.0.0.1', port: smpp.port, user: 'shop', password: 'secret', from: '+447700900000' };
  const accounts = [
    ...TELLERS.map(({ peer: { name }, channel, key, settings }) => ({
      channel,
      account: { name, provider: name, purposes: [name], ...peers.get(name)!.settings('long'), ...settings(key) },
    })),
    { channel: 'sms', account: { name: 'smpp', provider: 'smpp', purposes: ['smpp'], ...centre } },
  ];
  const channels = [...new Set(accounts.map(({ channel }) => channel))];
  const names = accounts.map(({ account: { name } }) => name);
  const documents = [
    ...TELLERS.map(({ peer, channel, slots, state }) => ({ name: peer.name, channel, slots, state })),
    { name: 'smpp', channel: 'sms', slots: undefined, state: 'delivered' },
  ].flatMap(({ name, channel, slots = { text: 'Hi' }, state }) => [
    documentOf('template', name, { name, channels: { [channel]: slots } }),
    eventTrigger(name, `send-${name}`, { message: { template: name, purpose: name, channels: [channel] } }),
    eventTrigger(`told-${name}`, 'never', {
      on: { outcome: { of: name, is: state } },
      message: { template: 'told', purpose: 'service', channels: ['in-app'] },
    }),
  ]);
  engine = await startTestEngine({
    env: { KAIROS_PUBLIC_URL: PUBLIC },
    fetchText: async () => certificate,
    documents: ({ url }) => [
      workspaceBody(url, {
        sender: { name: 'Shop', email: 'shop@shop.example', 'postal-address': 'Main Street 1, Berlin' },
        providers: Object.fromEntries(
          channels.map((one) => [one, accounts.filter(({ channel }) => channel === one).map(({ account }) => account)]),
        ),
        channels: [...channels, 'in-app'],
        purposes: Object.fromEntries(
          ['service', ...names].map((name) => [name, { marketing: false, 'any-hour': true }]),
        ),
      }),
      documentOf('template', 'told', { name: 'told', channels: { 'in-app': { title: 'Told', body: 'Told' } } }),
      ...documents,
    ],
  });
});
afterAll(async () => {
  await engine?.close();
  for (const peer of peers.values()) await peer.stop();
  await smpp?.stop();
});

/** Sends the message of a provider to a customer of its own; returns its id there. */
async function sendBy(name: string, trait: string, to: string, country?: string): Promise<string> {
  engine.nextDay('12:00');
  await engine.send(
    { kind: 'identify', customer: name, value: { traits: { [trait]: to, ...(country && { country }) } } },
    eventOf(name, `send-${name}`),
  );
  const { reason, provider } = await engine.outcome(name, 'sent', { trigger: name });
  expect(provider).toBe(name);
  return reason;
}
const SENT = ['matched', 'queued', 'attempted', 'sent'];
const stepsOf = async (name: string) => (await engine.steps(name)).filter((step) => step.startsWith(`${name} `));
const told = (name: string) =>
  engine.outcomes.filter(({ trigger, step }) => trigger === `told-${name}` && step === 'sent');

test.each(TELLERS.map((teller) => [teller.peer.name, teller] as const))(
  '%s: its call becomes the state of the message and wakes a trigger, once; one with another key is refused',
  async (name, { channel, trait, key, state, country, call }) => {
    const { to } = peers.get(name)!;
    const about = { message: await sendBy(name, trait, to, country), to };
    expect(peers.get(name)!.complaints?.()).toEqual([]);
    const post = ({ body, headers, query }: Call) =>
      engine.post(`/hooks/${channel}/${name}${query === undefined ? '' : `?${query}`}`, body, headers);
    expect((await post(call(about, key === 'right' ? 'wrong' : 'another'))).status).toBe(401);
    const made = call(about, key);
    expect((await post(made)).status).toBe(200);
    await engine.outcome(name, state, { channel });
    await engine.outcome(name, 'sent', { trigger: `told-${name}` });
    for (const _ of [1, 2]) expect((await post(made)).status).toBe(200);
    await engine.settled();
    expect(await stepsOf(name)).toEqual([...SENT, state].map((step) => `${name} ${step}`));
    expect(told(name)).toHaveLength(1);
  },
);

test('smpp: a receipt over its own connection becomes the state of the message and wakes a trigger, once', async () => {
  const message = await sendBy('smpp', 'phone', '+4915112345678');
  const [session] = smpp.sessions as Set<PeerSession>;
  const receipt = { esm_class: 4, short_message: `id:${message} stat:DELIVRD err:000` };
  const tell = () =>
    new Promise<number>((resolve) => session!.deliver_sm(receipt, (pdu) => resolve(pdu.command_status)));
  expect(await tell()).toBe(0);
  await engine.outcome('smpp', 'sent', { trigger: 'told-smpp' });
  expect([await tell(), await tell()]).toEqual([0, 0]);
  await engine.settled();
  expect(await stepsOf('smpp')).toEqual([...SENT, 'delivered'].map((step) => `smpp ${step}`));
  expect(told('smpp')).toHaveLength(1);
});
