import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bounceAddressOf } from '../../channels/email/verp.ts';
import { mailReport } from '../../test/support/mail-report.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { openReportListener } from './report-listener.ts';
import { createReportMails } from './report-mails.ts';
import { createSentMessages } from './sent-messages.ts';

const BASE = 'bounces@shop.example';
const ANSWERS = 'answers@shop.example';
const ID = '<3k9f.20420@shop.example>';
const MANY = Array.from({ length: 11 }, (_, i) => `<m-${i}@shop.example>`);
const OWN = bounceAddressOf(BASE, ID);
const warned: string[] = [];
const log = { info: () => undefined, warn: (text: string) => void warned.push(text), error: () => undefined };
let stored: string[] = [];
let isAway = false;
let redis: TestRedis;
let listener: Awaited<ReturnType<typeof openReportListener>>;

beforeAll(async () => {
  redis = await startRedis();
  const sent = createSentMessages(redis.connect());
  const about = { delivery: 'd1', customer: 'ann', trigger: 'offer', channel: 'email', purpose: 'offers' };
  for (const id of [ID, ...MANY]) await sent.note('own', id, 'ann@post.example', about);
  const reports = createReportMails({
    accounts: () => [
      { account: 'other', address: BASE, isForAnswers: false },
      { account: 'own', address: BASE, isForAnswers: false },
      { account: 'own', address: ANSWERS, isForAnswers: true },
    ],
    sent,
    async store(account, events) {
      if (isAway) throw new Error('Redis is away');
      stored.push(...events.map(({ state, address, hard }) => `${account} ${state} ${address}${hard ? ' hard' : ''}`));
    },
  });
  listener = await openReportListener({ settings: { reportPort: 0, reportHost: '127.0.0.1' }, reports, log });
});
beforeEach(() => {
  stored = [];
  isAway = false;
});
afterAll(async () => {
  await listener.close();
  await redis.stop();
});

/** Hands a mail over as a mail server does, with an empty sender; the code that it is answered with. */
async function hand(to: string | readonly string[], raw: Buffer): Promise<number> {
  const client = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  try {
    const { response } = await client.sendMail({ envelope: { from: '', to: [to].flat() }, raw });
    return Number.parseInt(response, 10);
  } catch (cause) {
    return (cause as { readonly responseCode?: number }).responseCode ?? 0;
  } finally {
    client.close();
  }
}
const bounce = mailReport('dsn', { copy: `Message-ID: ${ID}` });

test('a report to the address of a mail, or with a copy of it, is of the account that sent it', async () => {
  expect(await hand(OWN, mailReport('dsn', { copy: 'Subject: cut' }))).toBe(250);
  expect(await hand(BASE, bounce)).toBe(250);
  expect(await hand(BASE.toUpperCase(), mailReport('arf', { copy: `Message-ID: ${ID}` }))).toBe(250);
  const bounced = 'own bounced ann@post.example hard';
  expect(stored).toEqual([bounced, bounced, 'own complained ann@post.example']);
});

test.each([
  ['another name', 'ann@shop.example'],
  ['another domain', 'bounces@other.example'],
  ['a name that only begins so', 'bouncesx@shop.example'],
  ['the id of a mail that is not ours', bounceAddressOf(BASE, '<guessed@shop.example>')],
  ['a plus and no id', 'bounces+ann@shop.example'],
])('%s is refused in the dialogue', async (_, address) => {
  expect(await hand(address, bounce)).toBe(550);
  expect(stored).toEqual([]);
});

test('whoever knows no mail of ours tells nothing: neither of an address alone, nor of a made-up mail', async () => {
  expect(await hand(BASE, mailReport('dsn', { copy: 'Subject: cut' }))).toBe(250);
  expect(await hand(BASE, mailReport('arf', { copy: 'Message-ID: <guessed@shop.example>' }))).toBe(250);
  expect(await hand(OWN, Buffer.from('Subject: I am away\r\n\r\nuntil Monday'))).toBe(250);
  expect(stored).toEqual([]);
});

test('an answer comes to the address for answers, and to no other', async () => {
  const answer = Buffer.from('From: ann@post.example\r\n\r\nYes, please');
  expect(await hand(bounceAddressOf(ANSWERS, ID), answer)).toBe(250);
  expect(stored).toEqual(['own replied ann@post.example']);
  expect(await hand(OWN, answer)).toBe(250);
  expect(await hand(ANSWERS, answer), 'which mail it answers nobody knows').toBe(250);
  expect(await hand(bounceAddressOf(ANSWERS, '<guessed@shop.example>'), answer)).toBe(550);
  expect(stored).toHaveLength(1);
});

test('a header of its own does not make it a report on another mail', async () => {
  const forged = Buffer.concat([
    Buffer.from(`X-Original-To: ${bounceAddressOf(BASE, '<x@shop.example>')}\r\n`),
    bounce,
  ]);
  expect(await hand(OWN, forged)).toBe(250);
  expect(stored).toEqual(['own bounced ann@post.example hard']);
});

test('what cannot be stored is put off, and stored when it comes again', async () => {
  isAway = true;
  expect(await hand(OWN, bounce)).toBe(451);
  expect(warned).toEqual(['a report by mail could not be stored; its server comes again']);
  isAway = false;
  expect(await hand(OWN, bounce)).toBe(250);
  expect(stored).toHaveLength(1);
});

test('a mail that is too large is refused, whether its size is said before or not; the next one is taken', async () => {
  const large = Buffer.concat([bounce, Buffer.alloc(2 * 1024 * 1024, 'a\r\n')]);
  expect(await hand(OWN, large)).toBe(552);
  expect(stored).toEqual([]);
  expect(await hand(OWN, bounce)).toBe(250);
});

test('of more addresses at once than a report has the others are put off', async () => {
  const all = MANY.map((id) => bounceAddressOf(BASE, id));
  expect(await hand(all, mailReport('dsn', { copy: 'Subject: cut' }))).toBe(250);
  expect(stored).toHaveLength(10);
});
