import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const CUSTOMERS = 50;
const NAMES = ['Anna', '<b>Ben</b>', 'Zoë & Co', '“quoted”', '{{evil}}', 'ﷺ ۱۲۳', '🌧️', "O'Hara", 'a'.repeat(80), ''];

const GREETING = documentOf('template', 'greeting', {
  name: 'greeting',
  language: 'en',
  channels: {
    email: {
      subject: 'For {{fallback customer.firstName "you"}}',
      preheader: '{{currency cart.value}} wait',
      html: '<html><body><p>Hello {{fallback customer.firstName "you"}}, {{currency cart.value}}</p></body></html>',
    },
    'in-app': { title: 'Hello {{fallback customer.firstName "you"}}', body: '{{currency cart.value}}' },
  },
  locales: { de: { email: { subject: 'Für {{fallback customer.firstName "dich"}}' } } },
});

const SMS = { name: 'text', provider: 'bird', workspace: 'w', channelId: 'c', key: 'bird-key', price: 0.07 };

interface Shown {
  readonly previews: readonly {
    readonly locale: string;
    readonly channels: Readonly<
      Record<
        string,
        {
          readonly message?: Readonly<Record<string, string>>;
          readonly shown?: Readonly<Record<string, string>>;
          readonly frame?: string;
          readonly failed?: string;
          readonly missing: readonly string[];
          readonly bytes: number;
          readonly slots: Readonly<Record<string, { readonly chars: number; readonly mostChars: number }>>;
        }
      >
    >;
  }[];
  readonly unknown: readonly { readonly at: string; readonly name: string; readonly nearest?: string }[];
}

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url, {
        caps: [{ most: 1, within: '24h' }],
        providers: { email: { url }, sms: [SMS] },
      }),
      NOTE,
      GREETING,
      eventTrigger('greet', 'greeted', { message: { template: 'greeting' } }),
      eventTrigger('tap', 'tapped', { message: { template: 'greeting', channels: ['in-app'] } }),
    ],
  });
});
afterAll(() => engine?.close());

async function preview(contexts: readonly object[], template: unknown = 'greeting'): Promise<Shown> {
  const { status, body, text } = await engine.ask<Shown>('POST', '/v1/preview', { template, contexts });
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
}

const customers = Array.from({ length: CUSTOMERS }, (_, i) => `reader-${i}`);
/** A link that names one delivery. */
const withoutLink = (text: string) => text.replace(/https?:\/\/[^\s"<]+\/(?:v1\/)?unsubscribe[^\s"<]*/g, 'LINK');

test('requirement 13: for 50 customers the preview and what is delivered are equal, byte by byte', async () => {
  for (const [i, id] of customers.entries()) {
    const traits = { firstName: NAMES[i % NAMES.length], locale: i % 2 === 0 ? 'de-DE' : 'en-GB' };
    await engine.send(...willingCustomer(id, traits), {
      kind: 'cart',
      customer: id,
      value: { id: `cart-${i}`, value: i + 0.5, currency: 'EUR' },
    });
  }
  const { previews } = await preview(customers.map((customer) => ({ customer })));
  await engine.send(...customers.map((id) => eventOf(id, 'greeted')));
  await engine.settled();
  expect(previews).toHaveLength(CUSTOMERS);
  for (const [i, id] of customers.entries()) {
    const { message, shown } = previews[i]!.channels.email!;
    const [arrived] = engine.mails.to(mailOf(id));
    expect(arrived, id).toBeDefined();
    const [stored] = await engine.rows<{ content: string }>(
      'SELECT content FROM messages WHERE customer = {customer:String} AND channel = {channel:String}',
      { customer: id, channel: 'email' },
    );
    expect(stored?.content, 'every slot').toBe(JSON.stringify(message));
    const { subject, html } = arrived!.mail;
    expect([subject ?? '', withoutLink(String(html)).trimEnd()]).toEqual([
      shown?.subject,
      withoutLink(shown?.html ?? '').trimEnd(),
    ]);
  }
});

test('several contexts in one call: rain and sun, what is missing, lengths, and a misspelt field with the nearest', async () => {
  const draft = {
    name: 'draft',
    channels: {
      'in-app': {
        title: '{{#if (equals weather.condition "rain")}}Wet{{else}}Dry{{/if}}',
        body: '{{fallback customer.frstName "you"}}: {{currency cart.value}}',
      },
    },
  };
  const rain = { customer: 'reader-1', context: { 'weather.condition': 'rain' } };
  const { previews, unknown } = await preview(
    [rain, { customer: 'reader-1', context: { 'weather.condition': 'clear' } }, {}],
    draft,
  );
  const shown = previews.map(({ channels }) => channels['in-app']!);
  expect(shown.map(({ message }) => message?.title)).toEqual(['Wet', 'Dry', undefined]);
  expect(shown.map(({ missing }) => missing)).toEqual([[], [], ['cart.value', 'weather.condition']]);
  expect(shown[0]).toMatchObject({ slots: { title: { chars: 3, mostChars: 120 } } });
  expect(unknown).toEqual([
    { at: 'channels.in-app.body', name: 'customer.frstName', nearest: 'customer.firstName', line: 1, column: 12 },
  ]);
});

test('the HTML of a preview has an address of its own, for those who may write, and runs nothing', async () => {
  const draft = {
    name: 'draft',
    channels: { email: { subject: 's', html: '<script>alert(1)</script><img src="https://far.example/x.png">' } },
  };
  const { previews } = await preview([{}], draft);
  const path = previews[0]!.channels.email!.frame!;
  const asked = await engine.ask<string>('GET', path);
  expect(asked.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*; sandbox$/);
  expect(asked.text).toContain('data-src="https://far.example/x.png"');
  expect((await engine.ask<string>('GET', `${path}?images=yes`)).text).toContain(
    '<img src="https://far.example/x.png"',
  );
  expect((await fetch(engine.consoleUrl + path)).status).toBe(401);
  expect((await engine.ask('GET', '/v1/preview/frames/unknown')).status).toBe(404);
});

test('requirement 14: a test of an unsaved draft arrives, and changes no figure, cap or story', async () => {
  const figures = async () => {
    const [funnel, story, context] = await Promise.all([
      engine.ask<{ rows: unknown }>('GET', '/v1/queries/funnel?last=30d'),
      engine.ask('GET', '/v1/customers/reader-3/story'),
      engine.ask('GET', '/v1/customers/reader-3'),
    ]);
    return [funnel.body.rows, story.body, context.body];
  };
  await engine.settled();
  const before = await figures();
  const draft = {
    name: 'unsaved',
    channels: {
      email: { subject: 'Draft for {{customer.firstName}}', html: '<p>{{currency cart.value}}</p>' },
      'in-app': { title: 'Draft', body: 'B' },
    },
  };
  const send = (more: object) =>
    engine.ask<{ error?: string; id: string }>('POST', '/v1/test-send', {
      template: draft,
      customer: 'reader-3',
      ...more,
    });
  const sent = await send({ channel: 'email', to: 'author@post.example' });
  expect(sent.body).toMatchObject({
    channel: 'email',
    provider: 'smtp',
    message: { subject: '[Test] Draft for “quoted”' },
    outside: ['consents', 'quiet-hours', 'caps', 'figures', 'stories'],
  });
  const [mail] = await engine.mails.arrival('author@post.example');
  expect(mail?.mail.subject).toBe('[Test] Draft for “quoted”');
  expect(mail?.source).not.toContain('List-Unsubscribe');

  const { body } = await engine.ask<{ token: string }>('POST', '/v1/customers/author/token');
  expect((await send({ channel: 'in-app', to: 'author', token: body.token })).body).toMatchObject({
    provider: 'inbox',
  });
  expect((await send({ channel: 'in-app', to: 'reader-4', token: body.token })).body.error).toBe(
    "a test on channel 'in-app' needs the token of the app of 'reader-4'",
  );
  expect((await send({ channel: 'email', to: 'nowhere' })).body.error).toBe(
    "'nowhere' is no address of channel 'email'",
  );
  expect((await send({ channel: 'webhook', to: 'x' })).status).toBe(422);
  engine.mails.refuse('gone@post.example', '550 5.1.1 no such user');
  expect((await send({ channel: 'email', to: 'gone@post.example' })).body.error).toContain('550 5.1.1 no such user');
  await engine.settled();
  expect(await figures()).toEqual(before);
  expect(await engine.steps('author')).toEqual([]);
});

test('the check of a template shows each channel in each language, with segments and cost', async () => {
  const text = (words: string) => `${words} ${'a'.repeat(150)} {{customer.firstName}}, {{currency event.total}}`;
  const body = {
    name: 'to-see',
    channels: {
      sms: { text: text('Hello'), content: JSON.stringify({ replies: ['Yes', 'No'] }) },
      email: { subject: 'Of {{place.name}}', html: '<p>Hi</p>' },
    },
    locales: { uk: { sms: { text: 'Привіт {{customer.firstName}}' } } },
  };
  const documents = [{ kind: 'template', name: 'to-see', source: 'templates/to-see.yaml', body }, GREETING];
  const { status, body: said } = await engine.ask<object>('POST', '/v1/check', { documents });
  expect(status).toBe(200);
  const sms = { shown: { text: `Hello ${'a'.repeat(150)} firstName, €40.00\n1. Yes\n2. No` }, missing: [] };
  const email = { shown: expect.objectContaining({ subject: 'Of name' }), missing: [] };
  expect(said).toMatchObject({
    problems: [],
    looks: [
      {
        template: 'to-see',
        locale: 'en-GB',
        channels: { sms: { ...sms, segments: '2 (GSM-7, 188)', cost: '0.14 EUR' }, email },
      },
      {
        ...{ template: 'to-see', locale: 'uk' },
        channels: {
          sms: { shown: { text: 'Привіт firstName\n1. Yes\n2. No' }, segments: '1 (UCS-2, 29)', cost: '0.07 EUR' },
          email,
        },
      },
      { template: 'greeting', locale: 'en' },
      { template: 'greeting', locale: 'de' },
    ],
  });
  expect(JSON.stringify(said)).not.toContain('<p>');
  const trigger = eventTrigger('greet', 'greeted', { message: { template: 'greeting' } });
  expect((await engine.ask('POST', '/v1/check', { documents: [trigger] })).body).not.toHaveProperty('looks');

  const many = Array.from({ length: 60 }, (_, i) => ({
    ...documents[0]!,
    name: `see-${i}`,
    body: { ...body, name: `see-${i}` },
  }));
  const all = await engine.ask<{ looks: object[]; looksLeftOut?: number }>('POST', '/v1/check', { documents: many });
  expect([all.body.looks.length, all.body.looksLeftOut]).toEqual([50, 70]);

  const from = { template: body, context: { 'customer.firstName': 'Ada', 'event.total': 40 } };
  const toSend = { segments: '2 (GSM-7, 182)', cost: '0.14 EUR' };
  expect((await engine.ask('POST', '/v1/preview', from)).body).toMatchObject({ channels: { sms: toSend } });
  const { previews } = await preview([{ context: from.context }], body);
  expect(previews[0]!.channels.sms).toMatchObject({ ...toSend, shown: { text: expect.stringContaining('1. Yes') } });
  expect(Object.keys((previews[0]!.channels.sms as { shown: object }).shown)).not.toContain('segments');
});

test('files that a template attaches come with the mail, in the moment’s own values, and stay with what is kept', async () => {
  const ticket = (attachments: unknown) =>
    documentOf('template', 'ticket', {
      name: 'ticket',
      language: 'en',
      channels: { email: { subject: 'Your ticket', html: '<p>See you</p>', attachments } },
    });
  const files = [
    { name: '{{event.row}}.txt', text: 'Row “{{event.row}}”\nfor {{customer.firstName}}\n' },
    { name: 'ticket.pdf', base64: 'JVBERi0A/w==' },
  ];
  const trigger = eventTrigger('ticket', 'ticket-bought', { message: { template: 'ticket' } });
  await engine.publish(ticket(files), trigger);
  await engine.send(...willingCustomer('ticket-holder', { firstName: 'Ann "A" <x>' }), {
    ...{ kind: 'event', customer: 'ticket-holder' },
    value: { name: 'ticket-bought', properties: { row: 'B 7' } },
  });
  const [arrived] = await engine.mails.arrival(mailOf('ticket-holder'));
  expect(arrived!.mail.attachments.map(({ filename }) => filename)).toEqual(['B 7.txt', 'ticket.pdf']);
  const [text, pdf] = arrived!.mail.attachments.map(({ content }) => content);
  expect(text!.toString()).toBe('Row “B 7”\nfor Ann "A" <x>\n');
  expect(pdf!.toString('base64')).toBe('JVBERi0A/w==');
  await engine.settled();
  const [kept] = await engine.rows<{ content: string }>(
    'SELECT content FROM messages WHERE customer = {customer:String}',
    { customer: 'ticket-holder' },
  );
  expect(JSON.parse(JSON.parse(kept!.content).attachments)).toMatchObject([
    { name: 'B 7.txt' },
    { name: 'ticket.pdf' },
  ]);

  const refused = await engine.ask<{ problems: object[] }>('POST', '/v1/check', {
    documents: [ticket([{ name: 'ticket.exe', text: 'x' }]), trigger],
  });
  expect(refused.text).toMatch(/attachments.*at most 10 files, each with a 'name' that ends in/s);

  // What a value makes of a name is no file: the message does not leave without it.
  await engine.send(...willingCustomer('climber', { firstName: 'C' }), {
    ...{ kind: 'event', customer: 'climber' },
    value: { name: 'ticket-bought', properties: { row: '../up' } },
  });
  const { reason } = await engine.outcome('climber', 'failed');
  expect(reason).toContain('attachments');
});
