import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestApi, type TestApi } from '../../test/support/api.ts';
import { signIn } from '../../test/support/sign-in.ts';
import type { Role } from '../people/contract.ts';

const HOUR = 3_600_000;
const account = { name: 'a', provider: 'p', order: 0, weight: 1, hasReceipts: false };
let api: TestApi;
let agent: Record<string, string>;
beforeAll(async () => {
  api = await openTestApi();
  for (const channel of ['email', 'sms', 'whatsapp']) api.accounts.set(channel, [account]);
  ({ headers: agent } = await signIn(api, 'mia', ['agent']));
});
afterAll(() => api.close());

const trait = (v: unknown) => ({ v, at: 1, source: 'identify' });
beforeEach(() =>
  api.store('anna', {
    firstAt: 1,
    values: { 'customer.email': trait('anna@post.example'), 'customer.phone': trait('+4930123456') },
    channels: {
      sms: { wroteAt: api.now - 3_000 },
      email: { wroteAt: api.now - 2_000 },
      whatsapp: { wroteAt: api.now - 25 * HOUR },
    },
  }),
);

const PATH = '/v1/customers/anna/conversation';
let keys = 0;
const write = (body: object, headers = agent) =>
  api.ask(
    'POST',
    PATH,
    { key: `key-${String(++keys).padStart(5, '0')}`, channel: 'sms', text: 'Until eight', ...body },
    headers,
  );

test('an agent replies by the channel on which the customer wrote; the record says that, and not what', async () => {
  const { status, body } = await write({ text: '  Until eight ' });
  expect([status, body]).toMatchObject([
    200,
    { who: 'mia', direction: 'out', channel: 'sms', thread: 'sms', content: { text: 'Until eight' }, step: 'queued' },
  ]);
  const { id } = body as { readonly id: string };
  expect(api.written.at(-1)).toMatchObject({ id, by: 'mia', to: 'c1', trigger: '' });
  const { text } = await api.ask('GET', '/v1/audit?action=reply');
  expect(JSON.parse(text)).toMatchObject({
    changes: [{ author: 'mia', action: 'reply', after: { channel: 'sms', message: id } }],
  });
  expect(text).not.toMatch(/Until eight|anna/);
});

test('a repeat of the request is one reply', async () => {
  const before = api.written.length;
  const body = { key: 'the-same-key', text: 'Once' };
  const answers = [await write(body), await write(body)].map((answer) => (answer.body as { id: string }).id);
  expect(answers[0]).toBe(answers[1]);
  expect(api.written.length - before).toBe(1);
});

test('of very many replies at once to one customer some are refused, with the time to wait', async () => {
  const before = api.written.length;
  await api.store('ben', {
    ...{ firstAt: 1, values: { 'customer.phone': trait('+4930123457') }, channels: { sms: { wroteAt: api.now } } },
  });
  const tell = (i: number) =>
    api.ask(
      'POST',
      '/v1/customers/ben/conversation',
      { key: `many-key-${i}`, channel: 'sms', text: `Reply ${i}` },
      agent,
    );
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => tell(i)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused[0]!.body).toMatchObject({ code: 'reply-too-many', args: { seconds: expect.anything() } });
  expect(answers.length - refused.length).toBe(api.written.length - before);
  // Ten at once, and one more for each six seconds that asking took.
  expect(refused.length).toBeGreaterThan(20);
});

test('a mail needs a subject, goes on a thread that there is, and is written as HTML that says only its words', async () => {
  const mail = { channel: 'email', text: 'Yes <b>of course</b>\n\nMia' };
  expect((await write(mail)).body).toMatchObject({ error: 'subject: expected a subject', code: 'in-part' });
  const said = await write({ ...mail, subject: 'Re: Hours', thread: 'd1' });
  expect(said.body).toMatchObject({
    thread: 'd1',
    content: { html: '<p>Yes &lt;b&gt;of course&lt;/b&gt;</p>\n<p>Mia</p>' },
  });
  const foreign = await write({ ...mail, subject: 'Re: Hours', thread: 'd9' });
  expect([foreign.status, foreign.body]).toMatchObject([422, { code: 'reply-no-thread', args: { thread: 'd9' } }]);
  expect((await write({ ...mail, subject: 'Hi\r\nBcc: all@post.example' })).status).toBe(400);
});

test.each<[string, object, string]>([
  ['a channel on which the customer never wrote', { channel: 'telegram' }, 'reply-unasked'],
  ['a window that is closed', { channel: 'whatsapp' }, 'reply-window-closed'],
  ['a text that is too long for its channel', { text: 'a'.repeat(1_531) }, 'in-part'],
])('%s is refused in words', async (_, body, code) => {
  const before = api.written.length;
  const { status, body: said } = await write(body);
  expect([status, said]).toMatchObject([422, { code }]);
  expect(api.written).toHaveLength(before);
});

test('who said stop, and who is known no more, gets nothing', async () => {
  await api.store('anna', {
    ...{ firstAt: 1, values: { 'customer.phone': trait('+4930123456') }, channels: { sms: { wroteAt: api.now } } },
    consents: { 'sms:*': { granted: false, at: api.now, source: 'reply' } },
  });
  expect((await write({})).body).toMatchObject({ code: 'reply-opted-out', args: { channel: 'sms' } });
  expect((await api.ask('GET', PATH, undefined, agent)).body).toMatchObject({
    replies: [{ channel: 'sms', refused: { code: 'reply-opted-out' } }],
  });
  await api.ask('DELETE', '/v1/customers/anna');
  expect((await write({})).status).toBe(404);
});

test('a page says where people may reply now, and why not elsewhere', async () => {
  const { body } = await api.ask('GET', PATH, undefined, agent);
  expect((body as { replies: object[] }).replies).toMatchObject([
    { channel: 'email', hasSubject: true },
    { channel: 'sms', hasSubject: false, most: 1_530 },
    { channel: 'whatsapp', refused: { code: 'reply-window-closed', args: { channel: 'whatsapp' } } },
  ]);
});

test.each<[Role, number]>([
  ['agent', 200],
  ['admin', 200],
  ['marketer', 403],
  ['analyst', 403],
  ['operator', 403],
])('the role %s is answered %i', async (role, status) => {
  const { headers } = await signIn(api, `x-${role}`, [role]);
  expect((await write({}, headers)).status).toBe(status);
});
