import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';
import { documentOf, eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hookKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const SENT = ['matched', 'queued', 'attempted', 'sent'];

const TEMPLATES = [{ name: 'voucher', language: 'en_GB', status: 'APPROVED', rejected_reason: 'NONE' }];

let engine: TestEngine;
let service: HttpPeer;
let taken = 0;
let chatted = 0;
beforeAll(async () => {
  service = await startHttpPeer();
  service.script = ({ url, body }) => {
    if (url.includes('/message_templates')) return { status: 200, body: JSON.stringify({ data: TEMPLATES }) };
    if (!url.includes('/messages')) return { status: 202, headers: { 'x-message-id': `sg-${++taken}` } };
    if (body.includes('refused')) return { status: 400, body: '{"error":{"code":131047,"message":"Re-engagement"}}' };
    return { status: 200, body: `{"messages":[{"id":"wamid.${++chatted}"}]}` };
  };
  const account = { provider: 'sendgrid', url: `http://${service.host}`, allow: [service.host], key: 'SG.k', hookKey };
  const chat = {
    url: account.url,
    allow: account.allow,
    number: '100',
    token: 't',
    waba: '55',
    hookSecret: 'app-secret',
  };
  engine = await startTestEngine({
    env: { KAIROS_LINK_URL: 'https://l.corner.example/' },
    documents: ({ url }) => [
      workspaceBody(url, {
        providers: { email: [{ name: 'grid', ...account }], whatsapp: [{ name: 'chat', ...chat }] },
        channels: ['email', 'in-app', 'whatsapp'],
        'stop-confirmation': ['whatsapp'],
        purposes: {
          ...{ offers: { marketing: true }, service: { marketing: false, 'any-hour': true } },
          news: { marketing: true, 'double-opt-in': true },
        },
      }),
      NOTE,
      SIZES,
      SHOP,
      VOUCHER,
      eventTrigger('approve', 'voucher-wanted', {
        message: { template: 'voucher', purpose: 'service', channels: ['whatsapp', 'email'] },
      }),
      eventTrigger('news', 'news-out', { message: { purpose: 'news' } }),
      eventTrigger('linked', 'link-wanted', { message: { template: 'shop', purpose: 'service' } }),
      eventTrigger('choose', 'jacket-seen', {
        message: { template: 'sizes', purpose: 'service', channels: ['whatsapp', 'email'] },
      }),
      eventTrigger('chosen', 'never', {
        on: { outcome: { of: 'choose', is: 'replied' } },
        when: {
          all: [{ 'message.lastChoice': { equals: 'size-m' } }, { 'channel.whatsapp.windowOpen': true }],
        },
        message: { template: 'shop', channels: ['in-app'], purpose: 'service' },
      }),
      eventTrigger('offer', 'offer-seen'),
      eventTrigger('urgent', 'gate-changed', {
        message: { purpose: 'service', channels: ['email', 'in-app'], 'fall-back': { after: '90s' } },
      }),
    ],
  });
});
const SHOP = documentOf('template', 'shop', {
  name: 'shop',
  channels: {
    email: { subject: 'Come', html: '<p><a href="https://shop.example/?a=1&amp;b=2">To the shop</a></p>' },
    'in-app': { title: 'Come', body: 'We have it.' },
  },
});
const VOUCHER = documentOf('template', 'voucher', {
  name: 'voucher',
  channels: {
    whatsapp: { text: 'Your voucher', template: 'voucher' },
    email: { subject: 'Your voucher', html: '<p>Here it is.</p>' },
  },
});
/** Four answers: more than WhatsApp has buttons, so it is a numbered menu there. */
const SIZES = documentOf('template', 'sizes', {
  name: 'sizes',
  content: {
    text: 'Which size, {{fallback customer.firstName "you"}}?',
    buttons: ['s', 'm', 'l', 'xl'].map((size) => ({ label: `Size ${size}`, reply: `size-${size}` })),
  },
  channels: { email: { subject: 'Which size?', html: '<p>Which size?</p>' } },
});

afterAll(async () => {
  await engine?.close();
  await service?.stop();
});

/** Calls the hook as the service does. */
async function tell(...events: readonly object[]) {
  const body = JSON.stringify(events);
  const at = String(Math.floor(Date.now() / 1_000));
  return engine.post('/hooks/email/grid', body, {
    'content-type': 'application/json',
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(at + body), privateKey).toString('base64'),
    'x-twilio-email-event-webhook-timestamp': at,
  });
}
const about = (message: string, event: string, id: string, more: object = {}) => ({
  ...{ event, sg_event_id: id, sg_message_id: `${message}.filter0001`, ...more },
});

async function mailTo(customer: string): Promise<string> {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
  return (await engine.outcome(customer, 'sent')).reason;
}
const ends = async (customer: string) => (await engine.steps(customer)).map((step) => step.replace(/^\S+ /, ''));

test('what a provider tells, twice and in the wrong order, is in the story once', async () => {
  const message = await mailTo('anna');
  const events = [about(message, 'click', 'c1', { url: 'https://shop.example/' }), about(message, 'delivered', 'd1')];
  expect((await tell(...events)).status).toBe(200);
  await engine.outcome('anna', 'delivered');
  expect((await tell(...events)).status).toBe(200);
  await engine.outcome('anna', 'clicked');
  await mailTo('anna-later');
  expect((await ends('anna')).sort()).toEqual([...SENT, 'clicked', 'delivered'].sort());
  expect(await engine.outcome('anna', 'sent')).toMatchObject({ provider: 'grid' });
});

test('a receipt that comes before our own attempt has its answer waits for it', async () => {
  expect((await tell(about(`sg-${taken + 1}`, 'delivered', 'early'))).status).toBe(200);
  await mailTo('ben');
  expect(await engine.outcome('ben', 'delivered')).toMatchObject({ trigger: 'offer' });
});

test('a dead address and an opt-out are in force for the next message', async () => {
  const dead = await mailTo('cleo');
  await tell(about(dead, 'bounce', 'b1', { type: 'bounce', email: mailOf('cleo'), reason: '550 unknown' }));
  await engine.outcome('cleo', 'bounced');
  const left = await mailTo('dora');
  await tell(about(left, 'unsubscribe', 'u1'));
  await expect
    .poll(async () => (await engine.ask<{ consents: object[] }>('GET', '/v1/customers/dora')).text, { timeout: 20_000 })
    .toContain('"granted":false');
  engine.nextDay('12:00');
  for (const customer of ['cleo', 'dora']) await engine.send(eventOf(customer, 'offer-seen'));
  expect(await engine.outcome('cleo', 'held-back')).toMatchObject({ gate: 'suppression' });
  expect(await engine.outcome('dora', 'held-back')).toMatchObject({ gate: 'consent' });
});

test('a message that nobody says was delivered goes by the next channel, one that was does not', async () => {
  engine.nextDay('12:00');
  for (const customer of ['emil', 'frieda']) {
    await engine.send(...willingCustomer(customer), eventOf(customer, 'gate-changed'));
    await engine.outcome(customer, 'sent');
  }
  const { reason } = await engine.outcome('frieda', 'sent');
  await tell(about(reason, 'delivered', 'f1'));
  await engine.outcome('frieda', 'delivered');
  engine.later(91_000);
  const second = await engine.outcome('emil', 'sent', { channel: 'in-app' });
  expect(second.decision).toBe((await engine.outcome('emil', 'sent')).decision.replace('.', '~2.'));
  await engine.settled();
  expect(await ends('emil')).toEqual([...SENT, 'queued', 'attempted', 'sent']);
  expect(await ends('frieda')).toEqual([...SENT, 'delivered']);
});

test('the next channel says what the first one would have said, and the record has the plan and the switch', async () => {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer('greta', { firstName: 'Greta' }), eventOf('greta', 'gate-changed'));
  await engine.outcome('greta', 'sent', { channel: 'email' });
  await engine.send({ kind: 'identify', customer: 'greta', value: { traits: { firstName: 'Margarete' } } });
  engine.later(91_000);
  const { decision } = await engine.outcome('greta', 'sent', { channel: 'in-app' });
  const said = async () =>
    (await engine.rows<{ content: string }>(`SELECT content FROM messages WHERE decision = '${decision}'`)).map(
      ({ content }) => JSON.parse(content),
    );
  await expect.poll(said, { timeout: 20_000 }).toMatchObject([{ title: 'About gate-changed', body: 'Hello Greta' }]);
  const queued = engine.outcomes.filter(({ customer, step }) => customer === 'greta' && step === 'queued');
  expect(queued.map(({ why }) => why)).toEqual([
    { code: 'channel-plan', args: { channel: 'email', after: ['in-app'], without: [] } },
    {
      code: 'channel-switch',
      args: { channel: 'in-app', from: 'email', state: 'delivered', seconds: 90, after: [], without: [] },
    },
  ]);
});

test('a call that is not the provider’s, and one for no account, change nothing', async () => {
  const forged = await engine.post('/hooks/email/grid', JSON.stringify([about('sg-1', 'bounce', 'f')]));
  expect(forged.status).toBe(401);
  expect((await engine.post('/hooks/email/none', '[]')).status).toBe(404);
  expect((await engine.post('/hooks/fax/grid', '[]')).status).toBe(404);
});

test('a message that tries an account out is followed by its receipts, and is nobody’s', async () => {
  const { body: tested } = await engine.ask<{ id: string; hasReceipts: boolean }>('POST', '/v1/channels/email/test', {
    to: 'me@corner.example',
    account: 'grid',
  });
  expect(tested).toMatchObject({ account: 'grid', provider: 'sendgrid', hasReceipts: true });
  await tell(about(`sg-${taken}`, 'delivered', 't1'));
  const receipts = async () => (await engine.ask('GET', `/v1/channels/tests/${tested.id}`)).body;
  await expect.poll(receipts, { timeout: 10_000 }).toEqual({ receipts: [{ state: 'delivered' }] });
  const refused = await engine.ask('POST', '/v1/channels/email/test', { to: 'me@corner.example', account: 'grit' });
  expect([refused.status, refused.body]).toMatchObject([404, { error: expect.stringContaining("nearest is 'grid'") }]);
  expect((await engine.ask('GET', '/v1/channels')).body).toMatchObject({
    channels: expect.arrayContaining([
      expect.objectContaining({ name: 'email', state: 'ready', accounts: [expect.objectContaining({ name: 'grid' })] }),
    ]),
  });
});

/** Calls the hook of WhatsApp as Meta does. */
async function say(value: object) {
  const body = JSON.stringify({ entry: [{ changes: [{ value }] }] });
  const signature = createHmac('sha256', 'app-secret').update(body).digest('hex');
  return engine.post('/hooks/whatsapp/chat', body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
  });
}
const chatsWith = (customer: string, phone: string, firstName = customer) => [
  ...willingCustomer(customer),
  { kind: 'identify', customer, value: { traits: { phone, firstName } } },
  eventOf(customer, 'jacket-seen'),
];

test('a number that comes back is the choice behind it, wakes a trigger, opens the window and is in the conversation', async () => {
  engine.nextDay('12:00');
  await engine.send(...chatsWith('gina', '+4930123456'));
  const { decision } = await engine.outcome('gina', 'sent');
  expect(service.taken.at(-1)!.body).toContain('2. Size m');
  const messages = [{ id: 'wamid.in1', from: '4930123456', text: { body: '2' } }];
  for (const _ of [1, 2]) expect((await say({ messages })).status).toBe(200);
  expect(await engine.outcome('gina', 'replied')).toMatchObject({ decision });
  await engine.outcome('gina', 'sent', { channel: 'in-app' });
  const conversation = async () =>
    (await engine.ask<{ rows: object[] }>('GET', '/v1/customers/gina/conversation?channel=whatsapp')).body.rows;
  await expect.poll(conversation, { timeout: 20_000 }).toMatchObject([
    { direction: 'out', who: 'trigger', decision, thread: 'whatsapp' },
    { direction: 'in', who: 'customer', decision, content: { text: 'Size m', choice: 'size-m' } },
  ]);
  const { text } = await engine.ask('GET', '/v1/customers/gina/export');
  expect(text).toContain('"type":"said"');
});

test('whoever writes first is known by where they are reached, and may be written to freely', async () => {
  engine.nextDay('12:00');
  await engine.send({ kind: 'identify', customer: 'kim', value: { traits: { phone: '+4930222333' } } });
  await engine.settled();
  await say({ messages: [{ id: 'wamid.in9', from: '4930222333', text: { body: 'Do you have it in blue?' } }] });
  const conversation = async () =>
    (await engine.ask<{ rows: object[] }>('GET', '/v1/customers/kim/conversation')).body.rows;
  await expect
    .poll(conversation, { timeout: 40_000 })
    .toMatchObject([
      { direction: 'in', channel: 'whatsapp', decision: '', content: { text: 'Do you have it in blue?' } },
    ]);
});

test('a STOP is in force at once, and is confirmed by one message however often it is written', async () => {
  engine.nextDay('12:00');
  await engine.send(...chatsWith('lena', '+4930123458'));
  await engine.outcome('lena', 'sent', { trigger: 'choose' });
  await engine.send({ kind: 'identify', customer: 'lena', value: { traits: { locale: 'de' } } });
  for (const id of ['in20', 'in21']) {
    await say({ messages: [{ id: `wamid.${id}`, from: '4930123458', text: { body: 'STOPP!' } }] });
  }
  await engine.outcome('lena', 'sent', { trigger: 'stop-confirmation', channel: 'whatsapp' });
  expect(JSON.parse(service.taken.at(-1)!.body)).toMatchObject({
    ...{ to: '4930123458', text: { body: 'Corner: Sie erhalten hier keine Nachrichten mehr.' } },
  });
  engine.later(3_600_000);
  await engine.send(eventOf('lena', 'jacket-seen'));
  expect(await engine.outcome('lena', 'sent', { trigger: 'choose', channel: 'email' })).toBeDefined();
  await engine.settled();
  const told = engine.outcomes.filter(
    ({ customer, trigger }) => customer === 'lena' && trigger === 'stop-confirmation',
  );
  // The queue may hand it on before it answers who queued it.
  expect(told.map(({ step }) => step).sort()).toEqual(['attempted', 'queued', 'sent']);
});

test('who has another number now is known by it', async () => {
  const system = { type: 'user_changed_number', wa_id: '4930999999' };
  await say({ messages: [{ id: 'wamid.in2', from: '4930123456', type: 'system', system }] });
  await expect
    .poll(async () => (await engine.ask('GET', '/v1/customers/gina')).text, { timeout: 20_000 })
    .toContain('4930999999');
});

test('a message that its service refuses because the customer has to write first goes by the next channel', async () => {
  engine.nextDay('12:00');
  await engine.send(...chatsWith('hans', '+4930123457', 'refused'));
  expect(await engine.outcome('hans', 'failed')).toMatchObject({ channel: 'whatsapp' });
  // A timer that is due waits a moment for more of the customer's signals.
  await expect
    .poll(() => engine.later(1_000) && engine.outcomes.some((one) => one.customer === 'hans' && one.step === 'sent'), {
      timeout: 20_000,
    })
    .toBe(true);
  expect(await engine.outcome('hans', 'sent')).toMatchObject({ channel: 'email' });
});

test('a message that its service took and refuses later goes by the next channel, and the window is known to be closed', async () => {
  engine.nextDay('12:00');
  await engine.send(...chatsWith('olga', '+4930123460'));
  const { reason: id } = await engine.outcome('olga', 'sent', { channel: 'whatsapp' });
  await say({ statuses: [{ id, status: 'failed', errors: [{ code: 131047, title: 'Re-engagement message' }] }] });
  await expect
    .poll(
      () =>
        engine.later(1_000) &&
        engine.outcomes.some(({ customer, step, channel }) => `${customer} ${step} ${channel}` === 'olga sent email'),
      { timeout: 20_000 },
    )
    .toBe(true);
  const before = chatted;
  await engine.send(eventOf('olga', 'jacket-seen'));
  await engine.settled();
  expect(chatted, 'the window is closed until olga writes').toBe(before);
});

test('a template that its service takes back is tried no more: the message goes by the next channel, and people see why', async () => {
  engine.nextDay('12:00');
  const want = (customer: string, phone: string) =>
    engine.send(...willingCustomer(customer, { phone }), eventOf(customer, 'voucher-wanted'));
  await want('ines', '+4930123458');
  expect(await engine.outcome('ines', 'sent')).toMatchObject({ channel: 'whatsapp' });
  const tried = chatted;
  const value = {
    ...{ event: 'PAUSED', message_template_id: 7, message_template_name: 'voucher' },
    ...{ message_template_language: 'en-GB', reason: 'NONE', other_info: { title: 'FIRST_PAUSE' } },
  };
  const body = JSON.stringify({ entry: [{ id: '55', changes: [{ field: 'message_template_status_update', value }] }] });
  const forged = await engine.post('/hooks/whatsapp/chat', body, { 'x-hub-signature-256': 'sha256=00' });
  expect(forged.status).toBe(401);
  const signature = createHmac('sha256', 'app-secret').update(body).digest('hex');
  const told = await engine.post('/hooks/whatsapp/chat', body, { 'x-hub-signature-256': `sha256=${signature}` });
  expect(told.status).toBe(200);
  await want('jana', '+4930123459');
  const { why, reason } = await engine.outcome('jana', 'failed');
  expect([why?.code, reason]).toEqual([
    'template-not-approved',
    expect.stringContaining('the template voucher is PAUSED in en_GB') as string,
  ]);
  await expect
    .poll(() => engine.later(1_000) && engine.outcomes.some((one) => one.customer === 'jana' && one.step === 'sent'), {
      timeout: 20_000,
    })
    .toBe(true);
  expect(await engine.outcome('jana', 'sent')).toMatchObject({ channel: 'email' });
  expect(chatted).toBe(tried);
  const { body: state } = await engine.ask<{ channels: { name: string; templates?: object[] }[] }>('GET', '/v1/state');
  expect(state.channels.find(({ name }) => name === 'whatsapp')?.templates).toMatchObject([
    { name: 'voucher', language: 'en_GB', state: 'PAUSED' },
  ]);
  const documents = [VOUCHER];
  const check = await engine.ask<{ warnings: object[] }>('POST', '/v1/publish', { documents, replace: false });
  expect(check.body.warnings).toMatchObject([
    { path: 'channels.whatsapp.template', expected: expect.stringContaining("'voucher' is PAUSED there") as string },
  ]);
});

test('a link of a mail leads by us to where it was meant to: machines and people are told apart, each once', async () => {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer('ida'), eventOf('ida', 'link-wanted'));
  const { decision } = await engine.outcome('ida', 'sent');
  const [html] = /<p>.*/.exec(JSON.parse(service.taken.at(-1)!.body).content.at(-1).value) ?? [''];
  const [, link = ''] = /href="https:\/\/l\.corner\.example(\/l\/[^"]+)"/.exec(html) ?? [];
  const [, picture = ''] = /src="https:\/\/l\.corner\.example(\/o\/[^"]+)"/.exec(html) ?? [];
  const get = (path: string, agent: string, more = {}) =>
    fetch(`${engine.edgeUrl}${path}`, { redirect: 'manual', headers: { 'user-agent': agent, ...more } });
  const led = await get(link, 'curl/8');
  expect([led.status, led.headers.get('location')]).toEqual([302, 'https://shop.example/?a=1&b=2']);
  expect(led.headers.get('cache-control')).toContain('no-store');
  expect((await get(`${link}x`, 'curl/8')).status).toBe(404);
  expect((await get(picture, 'Mozilla/5.0')).headers.get('content-type')).toBe('image/gif');
  await get(picture, FIREFOX, { dnt: '1' });
  await engine.outcome('ida', 'opened', { decision });
  await engine.outcome('ida', 'clicked', { decision });
  const clicks = () => engine.outcomes.filter(({ customer, step }) => customer === 'ida' && step === 'clicked');
  expect(clicks().map(({ facts }) => facts?.isByMachine)).toEqual([true]);
  const story = () => engine.ask<{ messages: { clicked?: number }[] }>('GET', '/v1/customers/ida');
  expect((await story()).body.messages[0]).not.toHaveProperty('clicked');
  // Whoever comes a while after the message was sent, by a browser, is a person.
  await expect
    .poll(async () => (await get(link, FIREFOX)) && clicks().map(({ facts }) => facts?.isByMachine === true), {
      ...{ timeout: 20_000, interval: 500 },
    })
    .toEqual([true, false]);
  await expect.poll(async () => (await story()).body.messages[0]?.clicked, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(await get('/o/nothing', FIREFOX)).toHaveProperty('status', 200);
});

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

test('a yes by e-mail is asked for by a mail, counts once its link was followed, and has its proof', async () => {
  engine.nextDay('12:00');
  const news = { kind: 'consent', customer: 'jana', value: { channel: 'email', purpose: 'news', granted: true } };
  await engine.send(
    { kind: 'identify', customer: 'jana', value: { traits: { email: mailOf('jana'), locale: 'de' } } },
    news,
  );
  const asked = await engine.outcome('jana', 'sent', { trigger: 'double-opt-in' });
  const mail = JSON.parse(service.taken.at(-1)!.body) as { subject: string; content: { value: string }[] };
  expect(mail.subject).toBe('Bitte bestätigen: Nachrichten zum Zweck „news“');
  const [, path = ''] = /https?:\/\/[^/"]+(\/c\/[\w.-]+)/.exec(mail.content.at(-1)!.value) ?? [];
  await engine.send({ ...news, value: { ...news.value, channel: '*' } }, eventOf('jana', 'news-out'));
  expect(await engine.outcome('jana', 'held-back')).toMatchObject({ gate: 'consent' });

  const shown = await fetch(`${engine.edgeUrl}${path}`);
  expect([shown.status, shown.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringMatching(/^default-src 'none'; style-src 'nonce-[\w-]+'; form-action 'self'/),
  ]);
  expect((await fetch(`${engine.edgeUrl}${path}`, { method: 'POST' })).status).toBe(200);
  engine.later(3_600_000);
  await engine.send(eventOf('jana', 'news-out'));
  await engine.outcome('jana', 'sent', { trigger: 'news' });
  await engine.settled();
  const { text } = await engine.ask('GET', '/v1/customers/jana/export');
  expect(text).toContain(`"type":"consent-proof","proof":{`);
  expect(text).toContain(asked.decision);

  // What was confirmed at one address says nothing of another, which is asked.
  engine.later(2 * 86_400_000);
  const mails = service.taken.length;
  await engine.send({ kind: 'identify', customer: 'jana', value: { traits: { email: 'stranger@post.example' } } });
  await expect.poll(() => service.taken.length).toBe(mails + 1);
  expect(service.taken.at(-1)!.body).toContain('stranger@post.example');
  await engine.send(eventOf('jana', 'news-out'));
  await expect
    .poll(() => engine.outcomes.filter(({ customer, step }) => customer === 'jana' && step === 'held-back').length)
    .toBe(2);
  await engine.send({ kind: 'identify', customer: 'jana', value: { traits: { email: mailOf('jana') } } });
});

test('a customer chooses on a page of their own what they get', async () => {
  const link = await engine.ask<{ path: string }>('POST', '/v1/customers/jana/preference-link');
  const page = async (init?: RequestInit) => (await fetch(`${engine.edgeUrl}${link.body.path}`, init)).text();
  expect(await page()).toContain('<html lang="de">');
  const form = new URLSearchParams({ language: 'en', do: 'save' });
  const saved = await page({ method: 'POST', body: form });
  expect(saved).toContain('Saved.');
  engine.later(3_600_000);
  await engine.send(eventOf('jana', 'news-out'));
  await expect
    .poll(() => engine.outcomes.filter(({ customer, step }) => customer === 'jana' && step === 'held-back').length)
    .toBe(3);
  expect((await fetch(`${engine.edgeUrl}/p/forged.token`)).status).toBe(404);
});
