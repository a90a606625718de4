import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HookCall, Hooks } from './contract.ts';
import { LINE_HOOKS } from './line.ts';
import { PAGE_HOOKS, WHATSAPP_HOOKS } from './meta.ts';
import { TELEGRAM_HOOKS } from './telegram.ts';
import { TIKTOK_HOOKS } from './tiktok.ts';
import { TWILIO_HOOKS } from './twilio.ts';
import { VIBER_HOOKS } from './viber.ts';
import { X_HOOKS } from './x.ts';

const refuseFetch = async () => Promise.reject(new Error('nothing is to be fetched'));
const NOW = Date.UTC(2026, 10, 29, 10);
const URL_CALLED = 'https://kairos.example/hooks/sms/main';
const call = (body: string, headers: Record<string, string> = {}, more: Partial<HookCall> = {}): HookCall => ({
  ...{
    method: 'POST',
    url: URL_CALLED,
    query: new URLSearchParams(),
    headers,
    body: Buffer.from(body),
    now: NOW,
    fetchText: refuseFetch,
  },
  ...more,
});
const hmac = (key: string, text: string, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex') =>
  createHmac(algorithm, key).update(text).digest(encoding);

function twilioCall(form: Record<string, string>, token = 'tw-token'): HookCall {
  const sorted = Object.keys(form).sort();
  const signature = hmac(token, URL_CALLED + sorted.map((key) => key + form[key]).join(''), 'sha1', 'base64');
  return call(new URLSearchParams(form).toString(), { 'x-twilio-signature': signature });
}

test('Twilio: receipts in any order have ids of their own, answers have their writer', async () => {
  const read = (form: Record<string, string>) => TWILIO_HOOKS.read(twilioCall(form), { token: 'tw-token' });
  const about = { MessageSid: 'SM1', To: '+4930123456' };
  expect(await read({ ...about, MessageStatus: 'delivered' })).toMatchObject({
    events: [{ id: 'SM1 delivered', message: 'SM1', state: 'delivered', address: '+4930123456' }],
  });
  expect(await read({ ...about, MessageStatus: 'undelivered', ErrorCode: '30005' })).toMatchObject({
    events: [{ state: 'bounced', hard: true, reason: 'error 30005' }],
  });
  for (const [code, effect] of [
    ['63016', 'window-closed'],
    ['63003', 'fallback-channel'],
    ['63024', 'fallback-channel'],
    ['21610', 'opt-out'],
  ] as const) {
    expect(await read({ ...about, MessageStatus: 'undelivered', ErrorCode: code })).toMatchObject({
      events: [{ state: 'failed', hard: false, effect, reason: `error ${code}` }],
    });
  }
  expect(await read({ ...about, MessageStatus: 'undelivered', ErrorCode: '30003' })).toEqual({
    events: [expect.not.objectContaining({ effect: expect.anything() })],
    answer: '',
  });
  expect(await read({ ...about, MessageStatus: 'failed', ErrorCode: '21211' })).toMatchObject({
    events: [{ state: 'bounced', hard: true }],
  });
  expect(await read({ ...about, MessageStatus: 'queued' })).toMatchObject({ events: [] });
  const answer = { MessageSid: 'SM2', SmsStatus: 'received', From: 'whatsapp:+4930123456', Body: 'Ja, gern' };
  expect(await read(answer)).toMatchObject({
    events: [{ state: 'replied', address: '+4930123456', text: 'Ja, gern' }],
  });
  expect(await read({ ...answer, OptOutType: 'STOP' })).toMatchObject({ events: [{ state: 'opted-out' }] });
});

test('WhatsApp: a refusal that comes later, and what a reader decides on marketing, have their consequence', async () => {
  const refused = (code: number) => ({ id: `wamid.${code}`, status: 'failed', errors: [{ code, title: 'No' }] });
  const preference = (value: string, category = 'marketing_messages') => ({
    ...{ wa_id: '4930123456', detail: 'User requested it', category, value, timestamp: NOW / 1_000 },
  });
  const changes = [
    { value: { statuses: [131050, 131047, 131026, 131049, 131000].map(refused) }, field: 'messages' },
    { value: { user_preferences: [preference('stop'), preference('resume')] }, field: 'user_preferences' },
    { value: { user_preferences: [preference('stop', 'other'), preference('later')] }, field: 'user_preferences' },
  ];
  const about = { address: '+4930123456', at: NOW };
  expect(await WHATSAPP_HOOKS.read(signedByMeta({ entry: [{ changes }] }), META)).toMatchObject({
    events: [
      { message: 'wamid.131050', state: 'failed', effect: 'marketing-opt-out' },
      { message: 'wamid.131047', state: 'failed', effect: 'window-closed' },
      { message: 'wamid.131026', state: 'failed', effect: 'fallback-channel' },
      { message: 'wamid.131049', state: 'failed', effect: 'fallback-channel' },
      { message: 'wamid.131000', state: 'failed', effect: undefined },
      { ...about, state: 'opted-out', effect: 'marketing-opt-out' },
      { ...about, state: 'marketing-resumed' },
    ],
  });
});

const signedByMeta = (told: object, secret = 'app-secret') => {
  const body = JSON.stringify(told);
  return call(body, { 'x-hub-signature-256': `sha256=${hmac(secret, body)}` });
};
const META = { hookSecret: 'app-secret', hookWord: 'word' };

test('WhatsApp: statuses and answers of one call, buttons by what stands on them', async () => {
  const value = {
    statuses: [
      { id: 'wamid.1', status: 'read', timestamp: String(NOW / 1_000), recipient_id: '4930123456' },
      { id: 'wamid.2', status: 'failed', errors: [{ title: 'Re-engagement message' }] },
      { id: 'wamid.3', status: 'sent' },
    ],
    messages: [
      { id: 'wamid.4', from: '4930123456', text: { body: 'Hallo' }, context: { id: 'wamid.1' } },
      { id: 'wamid.5', from: '4930123456', interactive: { button_reply: { id: 'b1', title: 'Yes, please' } } },
      { id: 'wamid.6', from: '4930123456', type: 'system', system: { type: 'user_changed_number', wa_id: '49301' } },
    ],
  };
  expect(await WHATSAPP_HOOKS.read(signedByMeta({ entry: [{ changes: [{ value }] }] }), META)).toMatchObject({
    events: [
      { message: 'wamid.1', state: 'opened', address: '+4930123456', at: NOW },
      { message: 'wamid.2', state: 'failed', reason: 'Re-engagement message' },
      { id: 'wamid.4', state: 'replied', message: 'wamid.1', text: 'Hallo', address: '+4930123456' },
      { id: 'wamid.5', state: 'replied', text: 'Yes, please', choice: 'b1' },
      { id: 'wamid.6', state: 'address-changed', address: '+4930123456', to: '+49301' },
    ],
  });
});

test('Meta asks once for the word that both agreed on', async () => {
  const ask = (word: string) => {
    const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': word, 'hub.challenge': '42' });
    return PAGE_HOOKS.read(call('', {}, { method: 'GET', query }), META);
  };
  expect(await ask('word')).toEqual({ events: [], answer: '42' });
  expect(await ask('other')).toHaveProperty('untrusted');
});

test('Messenger: what the page said itself is no answer', async () => {
  const messaging = [
    { sender: { id: '77' }, timestamp: NOW, message: { mid: 'm1', text: 'Hi' } },
    { sender: { id: '1' }, message: { mid: 'm2', text: 'ours', is_echo: true } },
    { sender: { id: '77' }, delivery: { mids: ['m0'] } },
    { sender: { id: '77' }, postback: { mid: 'm3', title: 'Book', payload: 'BOOK' } },
  ];
  expect(await PAGE_HOOKS.read(signedByMeta({ entry: [{ messaging }] }), META)).toMatchObject({
    events: [
      { id: 'm1', state: 'replied', address: '77', text: 'Hi', at: NOW },
      { message: 'm0', state: 'delivered' },
      { id: 'm3', state: 'replied', text: 'Book', choice: 'BOOK' },
    ],
  });
});

test('Messenger and Instagram: what was read is opened, by its id or as the last one to the reader', async () => {
  const messaging = [
    { sender: { id: '77' }, timestamp: NOW, read: { watermark: NOW - 5 } },
    { sender: { id: '77' }, read: { watermark: NOW - 5 } },
    { sender: { id: '88' }, timestamp: NOW, read: { mid: 'm0' } },
    { sender: { id: '88' }, timestamp: NOW, read: {} },
    { timestamp: NOW, read: { watermark: NOW } },
  ];
  expect(await PAGE_HOOKS.read(signedByMeta({ entry: [{ messaging }] }), META)).toEqual({
    events: [
      { id: `77 read ${NOW - 5}`, state: 'opened', address: '77', at: NOW },
      { id: `77 read ${NOW - 5}`, state: 'opened', address: '77', at: NOW - 5 },
      { id: 'm0 read', message: 'm0', state: 'opened', address: '88', at: NOW },
    ],
  });
});

test('Telegram: an answer, a button, and a bot that was blocked', async () => {
  const read = (told: object) =>
    TELEGRAM_HOOKS.read(call(JSON.stringify(told), { 'x-telegram-bot-api-secret-token': 's' }), { hookSecret: 's' });
  expect(await read({ update_id: 5, message: { chat: { id: 9 }, text: 'stop' } })).toMatchObject({
    events: [{ id: '5', state: 'replied', address: '9', text: 'stop' }],
  });
  expect(await read({ update_id: 6, callback_query: { data: 'yes', message: { chat: { id: 9 } } } })).toMatchObject({
    events: [{ address: '9', text: 'yes', choice: 'yes' }],
  });
  const blocked = { my_chat_member: { chat: { id: 9 }, new_chat_member: { status: 'kicked' } } };
  expect(await read({ update_id: 7, ...blocked })).toMatchObject({ events: [{ state: 'blocked', address: '9' }] });
  const back = { my_chat_member: { chat: { id: 9 }, new_chat_member: { status: 'member' } } };
  expect(await read({ update_id: 8, ...back })).toMatchObject({ events: [{ state: 'unblocked', address: '9' }] });
  expect(await read({ update_id: 9 })).toEqual({ events: [] });
});

test('LINE and Viber: answers, and who left', async () => {
  const events = [
    { type: 'message', webhookEventId: 'e1', timestamp: NOW, source: { userId: 'U1' }, message: { text: 'Hi' } },
    { type: 'unfollow', webhookEventId: 'e2', source: { userId: 'U1' } },
    { type: 'follow', webhookEventId: 'e3', source: { userId: 'U1' } },
  ];
  const line = JSON.stringify({ events });
  const signature = { 'x-line-signature': hmac('ls', line, 'sha256', 'base64') };
  expect(await LINE_HOOKS.read(call(line, signature), { hookSecret: 'ls' })).toMatchObject({
    events: [
      { id: 'e1', state: 'replied', address: 'U1', text: 'Hi' },
      { id: 'e2', state: 'blocked' },
      { id: 'e3', state: 'unblocked' },
    ],
  });
  const viber = '{"event":"delivered","timestamp":1,"message_token":4912661846655238145,"user_id":"u="}';
  const reading = await VIBER_HOOKS.read(call(viber, { 'x-viber-content-signature': hmac('vt', viber) }), {
    token: 'vt',
  });
  expect(reading).toMatchObject({
    events: [
      { id: '4912661846655238145 delivered', message: '4912661846655238145', state: 'delivered', address: 'u=' },
    ],
  });
});

const X = { consumerSecret: 'xs' };
const xCall = (told: object, key = 'xs') => {
  const body = JSON.stringify(told);
  return call(body, { 'x-twitter-webhooks-signature': `sha256=${hmac(key, body, 'sha256', 'base64')}` });
};

test('X: what was written and read, by others than the account itself', async () => {
  const message = (id: string, sender_id: string, message_data: object) => ({
    ...{ type: 'message_create', id, created_timestamp: String(NOW) },
    message_create: { target: { recipient_id: '1' }, sender_id, message_data },
  });
  const told = {
    for_user_id: '1',
    direct_message_events: [
      message('e1', '77', { text: 'Hi' }),
      message('e2', '1', { text: 'ours' }),
      message('e3', '77', { text: 'Yes', quick_reply_response: { type: 'options', metadata: 'yes' } }),
      null,
    ],
    direct_message_mark_read_events: [
      { created_timestamp: String(NOW), sender_id: '77', target: { recipient_id: '1' }, last_read_event_id: 'm1' },
      { created_timestamp: String(NOW), sender_id: '1', target: { recipient_id: '77' }, last_read_event_id: 'e1' },
    ],
  };
  expect(await X_HOOKS.read(xCall(told), X)).toEqual({
    events: [
      { id: 'e1', state: 'replied', address: '77', at: NOW, text: 'Hi' },
      { id: 'e3', state: 'replied', address: '77', at: NOW, text: 'Yes', choice: 'yes' },
      { id: 'm1 read', state: 'opened', message: 'm1', address: '77', at: NOW },
    ],
  });
});

test('X asks for a hash of its token, which only the app knows to make', async () => {
  const query = new URLSearchParams({ crc_token: '9b4507b3' });
  expect(await X_HOOKS.read(call('', {}, { method: 'GET', query }), X)).toEqual({
    events: [],
    answer: JSON.stringify({ response_token: `sha256=${hmac('xs', '9b4507b3', 'sha256', 'base64')}` }),
  });
  expect(await X_HOOKS.read(call('', {}, { method: 'GET' }), X)).toHaveProperty('untrusted');
});

const TIKTOK = { account: 'open-id-1', hookSecret: 'app-secret' };
const tiktokCall = (event: string, content: object, { key = 'app-secret', of = 'open-id-1', t = NOW / 1_000 } = {}) => {
  const body = JSON.stringify({ event, user_openid: of, create_time: t, content: JSON.stringify(content) });
  return call(body, { 'tiktok-signature': `t=${t},s=${hmac(key, `${t}.${body}`)}` });
};

test('TikTok: what was written and until when all was read, of the account that it is about', async () => {
  const said = { conversation_id: 'conv+1==', timestamp: NOW, from_user: { id: 'u1' }, to_user: { id: 'open-id-1' } };
  const read = (event: string, content: object, more = {}) =>
    TIKTOK_HOOKS.read(tiktokCall(event, content, more), TIKTOK);
  const text = { ...said, message_id: 'm1', type: 'text', text: { body: 'Stop' } };
  expect(await read('im_receive_msg', text)).toEqual({
    events: [{ id: 'm1', state: 'replied', message: undefined, address: 'conv+1==', at: NOW, text: 'Stop' }],
  });
  const about = { referenced_message_info: { referenced_message_id: 'm0' } };
  const pressed = { ...text, ...about, reply_source_payload: { reply_source_unique_id: 'b1' } };
  expect(await read('im_receive_msg', pressed)).toMatchObject({ events: [{ message: 'm0', choice: 'b1' }] });
  const until = { ...said, read: { last_read_timestamp: NOW } };
  expect(await read('im_mark_read_msg', until)).toEqual({
    events: [{ id: `conv+1== read ${NOW}`, state: 'opened', address: 'conv+1==', at: NOW }],
  });
  const nothing = { events: [] };
  expect(await read('im_send_msg', { ...text, message_tag: { source: 'API' } })).toEqual(nothing);
  expect(await read('im_receive_msg', { ...text, type: 'reaction' })).toEqual(nothing);
  expect(await read('im_receive_msg_eu', { to: 'shop', timestamp: NOW })).toEqual(nothing);
  expect(await read('im_receive_msg', text, { of: 'another-account' })).toEqual(nothing);
});

test('TikTok signs the time with the body: an old call is played again', async () => {
  const old = tiktokCall('im_receive_msg', {}, { t: NOW / 1_000 - 301 });
  expect(await TIKTOK_HOOKS.read(old, TIKTOK)).toEqual({ untrusted: 'the call is too old' });
  const [signature] = Object.values(old.headers);
  const renewed = { ...old, headers: { 'tiktok-signature': signature!.replace(/^t=\d+/, `t=${NOW / 1_000}`) } };
  expect(await TIKTOK_HOOKS.read(renewed, TIKTOK)).toEqual({ untrusted: 'the signature is not right' });
});

const UNTRUSTED: readonly (readonly [what: string, hooks: Hooks, call: HookCall, settings: object])[] = [
  ['Twilio', TWILIO_HOOKS, twilioCall({ MessageSid: 'SM1' }, 'other'), { token: 'tw-token' }],
  [
    'Twilio, another address',
    TWILIO_HOOKS,
    { ...twilioCall({ MessageSid: 'SM1' }), url: 'https://x.example/' },
    { token: 'tw-token' },
  ],
  ['WhatsApp', WHATSAPP_HOOKS, signedByMeta({}, 'other'), META],
  ['WhatsApp, no secret', WHATSAPP_HOOKS, signedByMeta({}), {}],
  ['Messenger, no signature', PAGE_HOOKS, call('{}'), META],
  ['Telegram', TELEGRAM_HOOKS, call('{}', { 'x-telegram-bot-api-secret-token': 'x' }), { hookSecret: 's' }],
  ['LINE', LINE_HOOKS, call('{}', { 'x-line-signature': '' }), { hookSecret: 'ls' }],
  ['X', X_HOOKS, xCall({ for_user_id: '1' }, 'other'), X],
  ['X, no secret', X_HOOKS, xCall({}, ''), {}],
  ['TikTok', TIKTOK_HOOKS, tiktokCall('im_receive_msg', {}, { key: 'other' }), TIKTOK],
  ['TikTok, no secret', TIKTOK_HOOKS, tiktokCall('im_receive_msg', {}, { key: '' }), { account: 'open-id-1' }],
  ['TikTok, no signature', TIKTOK_HOOKS, call('{}'), TIKTOK],
  ['Viber', VIBER_HOOKS, call('{}', { 'x-viber-content-signature': 'ff' }), { token: 'vt' }],
];
test.each(UNTRUSTED)('%s: a call that is not signed right is not trusted', async (_what, hooks, made, settings) => {
  expect(await hooks.read(made, settings)).toEqual({ untrusted: expect.any(String) });
});

test('what is signed and makes no sense is no error', async () => {
  for (const told of [
    null,
    7,
    [],
    { entry: 5 },
    { entry: [null, { changes: [null, { value: { statuses: [1] } }] }] },
  ]) {
    expect(await WHATSAPP_HOOKS.read(signedByMeta(told as never), META)).toEqual({ events: [] });
  }
});
