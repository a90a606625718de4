import { createCipheriv, createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { signJwt } from '../http/jwt.ts';
import { APPLE_HOOKS } from './apple.ts';
import { BIRD_HOOKS } from './bird.ts';
import type { HookCall } from './contract.ts';
import { RBM_HOOKS } from './google-rbm.ts';
import { SES_HOOKS } from './ses.ts';
import { SINCH_HOOKS } from './sinch.ts';
import { VONAGE_HOOKS } from './vonage.ts';
import { WECHAT_HOOKS } from './wechat.ts';

const NOW = Date.UTC(2026, 10, 29, 10);
const SECONDS = NOW / 1_000;
const ISO = new Date(NOW).toISOString();
const URL_CALLED = 'https://kairos.example/hooks/sms/main';
const refuseFetch = async () => Promise.reject(new Error('nothing is to be fetched'));
const call = (body: string | Buffer, headers: Record<string, string> = {}, more: Partial<HookCall> = {}): HookCall => ({
  ...{ method: 'POST', url: URL_CALLED, query: new URLSearchParams(), headers, body: Buffer.from(body), now: NOW },
  ...{ fetchText: refuseFetch, ...more },
});
const hmac = (key: string, parts: readonly (string | Buffer)[], algorithm = 'sha256') => {
  const made = createHmac(algorithm, key);
  for (const part of parts) made.update(part);
  return made.digest('base64');
};

const amazon = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const certificate = amazon.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mail';
const CERTIFICATE_URL = 'https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-1.pem';

/** A post of Amazon's notification service, signed as it signs. */
function snsPost(told: object, { certificateUrl = CERTIFICATE_URL, topic = TOPIC, version = '2', more = {} } = {}) {
  const post: Record<string, string> = {
    ...{
      Type: 'Notification',
      MessageId: 'n-1',
      Timestamp: ISO,
      TopicArn: topic,
      Message: JSON.stringify(told),
      ...more,
    },
  };
  const names = post.Type === 'Notification' ? NOTIFIED : SUBSCRIBED;
  const signed = names.filter((name) => post[name]).map((name) => `${name}\n${post[name]}\n`);
  const algorithm = version === '1' ? 'sha1' : 'sha256';
  const Signature = sign(algorithm, Buffer.from(signed.join('')), amazon.privateKey).toString('base64');
  return { ...post, SignatureVersion: version, SigningCertURL: certificateUrl, Signature };
}
const NOTIFIED = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const SUBSCRIBED = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** Reads a post, and keeps what was fetched for it. */
async function readSes(post: object, settings: object = { hookTopic: TOPIC }) {
  const fetched: string[] = [];
  const fetchText = async (url: string) => {
    fetched.push(url);
    return url.endsWith('.pem') ? certificate : 'confirmed';
  };
  return { reading: await SES_HOOKS.read(call(JSON.stringify(post), {}, { fetchText }), settings), fetched };
}

test('SES: bounces, complaints, opens and clicks of a topic, by either version of the signature', async () => {
  const mail = { messageId: 'ses-1', destination: ['ann@shop.example'] };
  const bounced = [{ emailAddress: 'ann@shop.example', diagnosticCode: 'smtp; 550 5.1.1 unknown' }];
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: bounced, timestamp: ISO };
  expect((await readSes(snsPost({ eventType: 'Bounce', mail, bounce }))).reading).toMatchObject({
    events: [{ message: 'ses-1', state: 'bounced', hard: true, address: 'ann@shop.example', at: NOW }],
  });
  const soft = { ...bounce, bounceType: 'Transient' };
  expect((await readSes(snsPost({ notificationType: 'Bounce', mail, bounce: soft }))).reading).toMatchObject({
    events: [{ state: 'bounced', hard: false }],
  });
  const complaint = { complainedRecipients: [{ emailAddress: 'ann@shop.example' }], timestamp: ISO };
  expect((await readSes(snsPost({ eventType: 'Complaint', mail, complaint }, { version: '1' }))).reading).toMatchObject(
    {
      events: [{ state: 'complained', address: 'ann@shop.example' }],
    },
  );
  const click = { link: 'https://shop.example/', timestamp: ISO, userAgent: 'curl/8.5.0' };
  expect((await readSes(snsPost({ eventType: 'Click', mail, click }))).reading).toMatchObject({
    events: [{ state: 'clicked', url: 'https://shop.example/', agent: 'curl/8.5.0' }],
  });
  expect((await readSes(snsPost({ eventType: 'DeliveryDelay', mail }))).reading).toEqual({ events: [] });
});

test('SES: a subscription of its own topic is confirmed, at Amazon only', async () => {
  const subscribe = (SubscribeURL: string, topic = TOPIC) =>
    readSes(snsPost({}, { topic, more: { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL } }));
  const here = 'https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&Token=t';
  const confirmed = await subscribe(here);
  expect([confirmed.reading, confirmed.fetched.at(-1)]).toEqual([{ events: [] }, here]);
  for (const elsewhere of [
    'https://evil.example/',
    'http://sns.eu-central-1.amazonaws.com/',
    'https://sns.x.amazonaws.com.evil.example/',
  ]) {
    const { reading, fetched } = await subscribe(elsewhere);
    expect(reading, elsewhere).toHaveProperty('untrusted');
    expect(fetched).not.toContain(elsewhere);
  }
  expect((await subscribe(here, `${TOPIC}-of-others`)).fetched).not.toContain(here);
});

test('SES: a forged post, one of another topic, and a certificate from elsewhere are not heard', async () => {
  const told = { eventType: 'Open', mail: { messageId: 'ses-1' } };
  const forged = { ...snsPost(told), Message: JSON.stringify({ ...told, eventType: 'Complaint' }) };
  expect((await readSes(forged)).reading).toEqual({ untrusted: 'the signature is not right' });
  expect((await readSes(snsPost(told, { topic: `${TOPIC}-of-others` }))).reading).toHaveProperty('untrusted');
  for (const url of [
    'https://evil.example/a.pem',
    'https://s3.amazonaws.com/bucket/a.pem',
    'https://sns.eu-central-1.amazonaws.com:8443/a.pem',
  ]) {
    const { reading, fetched } = await readSes(snsPost(told, { certificateUrl: url }));
    expect([reading, fetched], url).toEqual([{ untrusted: 'its certificate is not from Amazon' }, []]);
  }
  expect((await readSes(snsPost(told), {})).reading).toHaveProperty('untrusted');
});

function vonageCall(told: object, { secret = 'vs', iat = SECONDS, of = told } = {}) {
  const claims = { iat, payload_hash: createHash('sha256').update(JSON.stringify(of)).digest('hex') };
  return call(JSON.stringify(told), { authorization: `Bearer ${signJwt('HS256', secret, {}, claims)}` });
}

test('SES: an answer that Amazon took for us, as text or in base64', async () => {
  const raw =
    'From: ann@post.example\r\nMessage-ID: <r@post.example>\r\nIn-Reply-To: <ses-7@eu-central-1.amazonses.com>\r\n\r\nYes – ü\r\n';
  const event = { id: 'answer <r@post.example>', message: 'ses-7', state: 'replied', text: 'Yes – ü' };
  const received = { notificationType: 'Received', mail: { messageId: 'in-9' }, content: raw };
  expect((await readSes(snsPost(received))).reading).toEqual({ events: [{ ...event, address: undefined }] });
  const inBase64 = {
    ...{ ...received, content: Buffer.from(raw).toString('base64') },
    receipt: { action: { type: 'SNS', encoding: 'BASE64' } },
  };
  expect((await readSes(snsPost(inBase64))).reading).toEqual({ events: [{ ...event, address: undefined }] });
  expect((await readSes(snsPost({ ...received, content: undefined }))).reading).toEqual({ events: [] });
});

test('Vonage: statuses and answers, with a token that is for this body and of now', async () => {
  const read = (made: HookCall) => VONAGE_HOOKS.read(made, { hookSecret: 'vs' });
  const status = { message_uuid: 'v-1', to: '4930123456', status: 'delivered', timestamp: ISO };
  expect(await read(vonageCall(status))).toMatchObject({
    events: [{ id: 'v-1 delivered', message: 'v-1', state: 'delivered', address: '+4930123456', at: NOW }],
  });
  const refused = { ...status, status: 'rejected', error: { title: '1320', detail: 'Blocked' } };
  expect(await read(vonageCall(refused))).toMatchObject({ events: [{ state: 'failed', reason: 'Blocked' }] });
  const answer = { message_uuid: 'v-2', from: '4930123456', text: 'Ja', message_type: 'text' };
  expect(await read(vonageCall(answer))).toMatchObject({
    events: [{ id: 'v-2', state: 'replied', address: '+4930123456', text: 'Ja' }],
  });
  for (const made of [
    vonageCall(status, { secret: 'another' }),
    vonageCall(status, { iat: SECONDS - 600 }),
    vonageCall(status, { of: answer }),
    call(JSON.stringify(status)),
  ]) {
    expect(await read(made)).toHaveProperty('untrusted');
  }
});

test('Bird: receipts and answers, signed over time, address and body', async () => {
  const made = (told: object, at = SECONDS, key = 'bk') => {
    const body = JSON.stringify(told);
    const signature = hmac(key, [`${at}\n${URL_CALLED}\n`, createHash('sha256').update(body).digest()]);
    return call(body, { 'messagebird-signature': signature, 'messagebird-request-timestamp': String(at) });
  };
  const read = (one: HookCall) => BIRD_HOOKS.read(one, { hookKey: 'bk' });
  const receiver = { contacts: [{ identifierValue: '+4930123456' }] };
  const outbound = { event: 'sms.outbound', payload: { id: 'b-1', status: 'delivered', receiver, lastStatusAt: ISO } };
  expect(await read(made(outbound))).toMatchObject({
    events: [{ message: 'b-1', state: 'delivered', address: '+4930123456', at: NOW }],
  });
  const sender = { contact: { identifierValue: '+4930123456' } };
  const inbound = {
    event: 'sms.inbound',
    payload: { id: 'b-2', sender, body: { type: 'text', text: { text: 'STOP' } } },
  };
  expect(await read(made(inbound))).toMatchObject({ events: [{ id: 'b-2', state: 'replied', text: 'STOP' }] });
  expect(await read(made(outbound, SECONDS - 600))).toEqual({ untrusted: 'the call is too old' });
  expect(await read(made(outbound, SECONDS, 'another'))).toEqual({ untrusted: 'the signature is not right' });
  expect(await read({ ...made(outbound), url: 'https://evil.example/' })).toHaveProperty('untrusted');
});

test('Sinch: reports for each recipient and answers, with the password of its callbacks', async () => {
  const read = (told: object, password = 'sp') =>
    SINCH_HOOKS.read(
      call(JSON.stringify(told), { authorization: `Basic ${Buffer.from(`u:${password}`).toString('base64')}` }),
      { hookPassword: 'sp' },
    );
  const report = {
    type: 'recipient_delivery_report_sms',
    batch_id: 's-1',
    recipient: '4930123456',
    code: 401,
    at: ISO,
  };
  expect(await read({ ...report, status: 'Delivered' })).toMatchObject({
    events: [{ message: 's-1', state: 'delivered', address: '+4930123456', at: NOW }],
  });
  expect(await read({ ...report, status: 'Failed' })).toMatchObject({
    events: [{ state: 'failed', reason: 'Failed, code 401' }],
  });
  expect(await read({ ...report, status: 'Queued' })).toEqual({ events: [] });
  expect(await read({ type: 'mo_text', id: 's-2', from: '4930123456', body: 'Ja' })).toMatchObject({
    events: [{ id: 's-2', state: 'replied', address: '+4930123456', text: 'Ja' }],
  });
  expect(await read(report, 'another')).toHaveProperty('untrusted');
});

test('RCS for Business: events, chosen suggestions, and the secret that it asks for once', async () => {
  const read = (told: object, token = 'gt') => {
    const data = Buffer.from(JSON.stringify(told));
    const body = JSON.stringify({ message: { data: data.toString('base64') } });
    return RBM_HOOKS.read(call(body, { 'x-goog-signature': hmac(token, [data], 'sha512') }), { hookToken: 'gt' });
  };
  const about = { senderPhoneNumber: '+4930123456', messageId: 'm-1', sendTime: ISO };
  expect(await read({ ...about, eventType: 'READ', eventId: 'e-1' })).toMatchObject({
    events: [{ id: 'e-1', message: 'phones/+4930123456/agentMessages/m-1', state: 'opened', at: NOW }],
  });
  expect(await read({ ...about, suggestionResponse: { postbackData: 'keep', text: 'Keep it' } })).toMatchObject({
    events: [{ id: 'm-1', state: 'replied', text: 'Keep it', choice: 'keep', address: '+4930123456' }],
  });
  expect(await read({ ...about, eventType: 'IS_TYPING', eventId: 'e-2' })).toEqual({ events: [] });
  expect(await read(about, 'another')).toHaveProperty('untrusted');
  const ask = (clientToken: string) =>
    RBM_HOOKS.read(call(JSON.stringify({ clientToken, secret: '42' })), { hookToken: 'gt' });
  expect(await ask('gt')).toEqual({ events: [], answer: '42' });
  expect(await ask('another')).toHaveProperty('untrusted');
});

test('Apple: packed messages for this provider alone, choices, and a thread that its customer closed', async () => {
  const secret = Buffer.from('a secret of Apple').toString('base64');
  const read = (told: object, aud = 'msp-1', packed = true) => {
    const token = signJwt('HS256', Buffer.from(secret, 'base64') as never, {}, { aud, iat: SECONDS });
    const body = Buffer.from(JSON.stringify(told));
    const headers = { authorization: `Bearer ${token}`, id: 'a-0', 'source-id': 'urn:mbid:ann' };
    return APPLE_HOOKS.read(call(packed ? gzipSync(body) : body, headers), { platform: 'msp-1', secret });
  };
  expect(await read({ type: 'text', id: 'a-1', sourceId: 'urn:mbid:ann', body: 'Hi' })).toMatchObject({
    events: [{ id: 'a-1', state: 'replied', address: 'urn:mbid:ann', text: 'Hi' }],
  });
  const quick = { items: [{ title: 'Yes' }, { title: 'No' }], selectedIndex: 1 };
  expect(
    await read({ type: 'interactive', id: 'a-2', interactiveData: { data: { 'quick-reply': quick } } }),
  ).toMatchObject({
    events: [{ state: 'replied', text: 'No' }],
  });
  expect(await read({ type: 'close', id: 'a-3' }, 'msp-1', false)).toMatchObject({
    events: [{ state: 'opted-out', address: 'urn:mbid:ann' }],
  });
  expect(await read({ type: 'typing_start', id: 'a-4' })).toEqual({ events: [] });
  expect(await read({ type: 'text', id: 'a-5', body: 'Hi' }, 'msp-2')).toHaveProperty('untrusted');
});

const WECHAT = { app: 'wx1', hookToken: 'wt', hookKey: Buffer.alloc(32, 7).toString('base64').slice(0, 43) };
const wechatSign = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest('hex');

function sealForWechat(xml: string, app: string): string {
  const key = Buffer.from(`${WECHAT.hookKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(xml));
  const open = Buffer.concat([Buffer.alloc(16, 1), length, Buffer.from(xml), Buffer.from(app)]);
  const pad = 32 - (open.byteLength % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([open, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

function wechatCall(xml: string, { app = 'wx1', token = 'wt', at = SECONDS } = {}): HookCall {
  const sealed = sealForWechat(xml, app);
  const query = new URLSearchParams({ timestamp: String(at), nonce: 'n', encrypt_type: 'aes' });
  query.set('msg_signature', wechatSign(token, String(at), 'n', sealed));
  return call(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`, {}, { query });
}

test('WeChat: sealed messages, receipts of templates, and who left', async () => {
  const read = (made: HookCall) => WECHAT_HOOKS.read(made, WECHAT);
  const from = `<FromUserName><![CDATA[oAnn]]></FromUserName><CreateTime>${SECONDS}</CreateTime>`;
  const event = (name: string, more = '') =>
    `<xml>${from}<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}</xml>`;
  const text = `<xml>${from}<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[好 <&]]></Content><MsgId>7</MsgId></xml>`;
  expect(await read(wechatCall(text))).toEqual({
    events: [{ id: '7', state: 'replied', address: 'oAnn', at: NOW, text: '好 <&' }],
    answer: 'success',
  });
  expect(await read(wechatCall(event('unsubscribe')))).toMatchObject({ events: [{ state: 'opted-out' }] });
  const finished = event('TEMPLATESENDJOBFINISH', '<MsgID>9</MsgID><Status><![CDATA[failed:user block]]></Status>');
  expect(await read(wechatCall(finished))).toMatchObject({
    events: [{ message: '9', state: 'failed', reason: 'failed:user block' }],
  });
  expect(await read(wechatCall(text, { app: 'wx2' }))).toHaveProperty('untrusted');
  expect(await read(wechatCall(text, { token: 'another' }))).toHaveProperty('untrusted');
  expect(await read(wechatCall(text, { at: SECONDS - 600 }))).toEqual({ untrusted: 'the call is too old' });
  expect(await read(call(text, {}, { query: new URLSearchParams({ timestamp: String(SECONDS) }) }))).toEqual({
    untrusted: 'it is not sealed',
  });
});

test('WeChat asks once whether it is us', async () => {
  const ask = (token: string) => {
    const query = new URLSearchParams({ timestamp: String(SECONDS), nonce: 'n', echostr: '42' });
    query.set('signature', wechatSign(token, String(SECONDS), 'n'));
    return WECHAT_HOOKS.read(call('', {}, { method: 'GET', query }), WECHAT);
  };
  expect(await ask('wt')).toEqual({ events: [], answer: '42' });
  expect(await ask('another')).toHaveProperty('untrusted');
});
