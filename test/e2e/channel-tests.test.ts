import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bounceAddressOf } from '../../channels/email/verp.ts';
import { main } from '../../cli/main.ts';
import { SECRET_KEY, startTestEngine, type TestEngine } from '../support/engine.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';
import { mailReport } from '../support/mail-report.ts';
import { workspaceBody } from '../support/workspace.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hookKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const PUBLIC_URL = 'https://kairos.example';
const BASE = 'bounces@corner.example';
const PHONE = '+4930123456';
const now = () => String(Math.floor(Date.now() / 1_000));
const hmac = (key: string, text: string, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex') =>
  createHmac(algorithm, key).update(text).digest(encoding);

let engine: TestEngine;
let service: HttpPeer;
beforeAll(async () => {
  service = await startHttpPeer();
  service.script = ({ url }) => {
    if (url === '/v3/mail/send') return { status: 202, headers: { 'x-message-id': 'sg-1' } };
    if (url === '/email') return { status: 200, body: '{"ErrorCode":0,"Message":"OK","MessageID":"pm-1"}' };
    if (url.startsWith('/v3/')) return { status: 200, body: '{"id":"<mg-1@mg.corner.example>","message":"Queued."}' };
    if (url.startsWith('/flow')) return { status: 202 };
    if (url.includes('/Accounts/')) return { status: 201, body: '{"sid":"SM1","status":"queued","error_code":null}' };
    return { status: 200, body: '{"messages":[{"id":"wamid.1"}]}' };
  };
  const base = { url: `http://${service.host}`, allow: [service.host] };
  engine = await startTestEngine({
    env: { KAIROS_REPORT_PORT: '0', KAIROS_PUBLIC_URL: PUBLIC_URL },
    documents: ({ url }) => [
      workspaceBody(url, {
        providers: {
          email: [
            { name: 'own', provider: 'smtp', url, bounceAddress: BASE },
            { name: 'grid', provider: 'sendgrid', ...base, key: 'SG.k', hookKey },
            { name: 'post', provider: 'postmark', ...base, token: 'server-token', hookPassword: 'pass-word' },
            { name: 'gun', provider: 'mailgun', ...base, domain: 'mg.corner.example', key: 'key-1', hookKey: 'mg-key' },
          ],
          sms: [{ name: 'tw', provider: 'twilio', ...base, account: 'AC01', token: 'tw-token', from: '+14155550100' }],
          teams: [{ name: 'staff', url: `${base.url}/flow?sig=secret-signature`, allow: base.allow }],
          whatsapp: [{ name: 'chat', ...base, number: '100', token: 't', hookSecret: 'app-secret' }],
        },
        channels: ['email', 'sms', 'whatsapp'],
      }),
    ],
  });
});
afterAll(async () => {
  await engine?.close();
  await service?.stop();
});

const json = (value: unknown) => JSON.stringify(value);
const REASON = '550 5.1.1 no such user';

/** How each service tells that a message did not arrive, and what the command says of it. */
const TOLD: Readonly<Record<string, readonly [to: string, tell: () => Promise<{ status: number }>, says: RegExp]>> = {
  'email grid': [
    'eva@post.example',
    () => {
      const body = json([
        { event: 'bounce', type: 'bounce', sg_event_id: 'b', sg_message_id: 'sg-1.filter0001', reason: REASON },
      ]);
      const at = now();
      return engine.post('/hooks/email/grid', body, {
        'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(at + body), privateKey).toString('base64'),
        'x-twilio-email-event-webhook-timestamp': at,
      });
    },
    /^bounced: 550 5\.1\.1/m,
  ],
  'email post': [
    'eva@post.example',
    () =>
      engine.post('/hooks/email/post', json({ RecordType: 'Bounce', Type: 'HardBounce', MessageID: 'pm-1' }), {
        authorization: `Basic ${Buffer.from('kairos:pass-word').toString('base64')}`,
      }),
    /^bounced/m,
  ],
  'email gun': [
    'eva@post.example',
    () => {
      const [timestamp, token] = [now(), 'a'.repeat(50)];
      const message = { headers: { 'message-id': 'mg-1@mg.corner.example' } };
      const event = { id: 'e1', event: 'failed', severity: 'permanent', message, timestamp: Number(timestamp) };
      const signature = { timestamp, token, signature: hmac('mg-key', timestamp + token) };
      return engine.post('/hooks/email/gun', json({ signature, 'event-data': event }));
    },
    /^bounced/m,
  ],
  'email own': [
    'eva@post.example',
    async () => {
      const [{ mail } = { mail: { messageId: '' } }] = await engine.mails.arrival('eva@post.example');
      const client = createTransport({ host: '127.0.0.1', port: engine.app.ports.reports!, ignoreTLS: true });
      const raw = mailReport('dsn', { copy: `Message-ID: ${mail.messageId}`, address: 'eva@post.example' });
      await client.sendMail({ envelope: { from: '', to: bounceAddressOf(BASE, String(mail.messageId)) }, raw });
      client.close();
      return { status: 200 };
    },
    /^bounced: 550 5\.1\.1/m,
  ],
  'sms tw': [
    PHONE,
    () => {
      const form: Record<string, string> = {
        ErrorCode: '30005',
        MessageSid: 'SM1',
        MessageStatus: 'undelivered',
        To: PHONE,
      };
      const said = Object.keys(form)
        .sort()
        .map((name) => name + form[name])
        .join('');
      return engine.post('/hooks/sms/tw', new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': hmac('tw-token', `${PUBLIC_URL}/hooks/sms/tw${said}`, 'sha1', 'base64'),
      });
    },
    /^bounced: error 30005/m,
  ],
  'whatsapp chat': [
    PHONE,
    () => {
      const statuses = [{ id: 'wamid.1', status: 'failed', recipient_id: '4930123456', errors: [{ code: 131_026 }] }];
      const change = { field: 'messages', value: { statuses } };
      const body = json({ object: 'whatsapp_business_account', entry: [{ changes: [change] }] });
      return engine.post('/hooks/whatsapp/chat', body, {
        'x-hub-signature-256': `sha256=${hmac('app-secret', body)}`,
      });
    },
    /^(bounced|failed)/m,
  ],
};

test.each(Object.keys(TOLD))(
  'a test message by %s is followed until its service says what became of it',
  async (name) => {
    const [channel = '', account = ''] = name.split(' ');
    const [to, tell, says] = TOLD[name]!;
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    let out = '';
    const isTaken = new Promise<void>((resolve) => {
      stdout.on('data', (chunk: Buffer) => {
        out += String(chunk);
        if (out.includes('took it')) resolve();
      });
    });
    const { port } = new URL(engine.consoleUrl);
    const running = main(['channels', 'test', channel, '--to', to, '--account', account, '--follow', '600'], {
      env: { KAIROS_SECRET_KEY: SECRET_KEY, KAIROS_CONSOLE_PORT: port },
      ...{ stdout, stderr, stdin: Readable.from([]), isTerminal: false, fetch, now: Date.now },
      wait: () => pause(20),
      interrupted: new AbortController().signal,
    });
    await Promise.race([isTaken, running]);
    expect([out, String(stderr.read() ?? '')]).toEqual([expect.stringContaining(`the account ${account} took it`), '']);
    expect((await tell()).status).toBe(200);
    expect(await running, 'the end is the end: it waits no longer').toBe(0);
    expect(out).toMatch(says);
  },
);

test('a channel with one place needs no address, one in the app a customer, any other an address', async () => {
  const ask = (channel: string, body: object) => engine.ask<object>('POST', `/v1/channels/${channel}/test`, body);
  expect(await ask('teams', {})).toMatchObject({ status: 200, body: { account: 'staff', provider: 'teams-webhook' } });
  expect(service.read.at(-1)!.url).toBe('/flow?sig=secret-signature');
  expect(await ask('in-app', { to: 'anna' })).toMatchObject({ status: 200, body: { provider: 'inbox' } });
  for (const channel of ['in-app', 'email', 'sms']) expect((await ask(channel, {})).status).toBe(422);
  expect((await ask('sms', { to: 'anybody' })).status).toBe(422);
});
