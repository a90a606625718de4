import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bounceAddressOf } from '../../channels/email/verp.ts';
import { eventOf, mailOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { mailReport } from '../support/mail-report.ts';
import { eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const BASE = 'bounces@corner.example';
const ANSWERS = 'answers@corner.example';
let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine({
    env: { KAIROS_REPORT_PORT: '0' },
    documents: ({ url }) => [
      workspaceBody(url, { providers: { email: { url, bounceAddress: BASE, answerAddress: ANSWERS } } }),
      NOTE,
      eventTrigger('offer', 'looked'),
    ],
  });
});
afterAll(() => engine.close());

/** Sends a mail to a new customer; gives its message id, as its header has it. */
async function reach(customer: string): Promise<string> {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer(customer), eventOf(customer, 'looked'));
  const [arrived] = await engine.mails.arrival(mailOf(customer));
  await engine.outcome(customer, 'sent');
  return String(arrived?.mail.messageId);
}

async function hand(to: string, raw: Buffer): Promise<void> {
  const client = createTransport({ host: '127.0.0.1', port: engine.app.ports.reports!, ignoreTLS: true });
  await client.sendMail({ envelope: { from: '', to }, raw });
  client.close();
}

test('a bounce that comes back to the address of its mail blocks the address, once however often it comes', async () => {
  const id = await reach('ann');
  const bounce = mailReport('dsn', { copy: 'Subject: cut', address: mailOf('ann') });
  for (const _ of [1, 2]) await hand(bounceAddressOf(BASE, id), bounce);
  expect(await engine.outcome('ann', 'bounced')).toMatchObject({ channel: 'email', reason: '550 5.1.1 no such user' });
  await hand(bounceAddressOf(BASE, id), bounce);
  const { body } = await engine.ask<{ suppressed: object }>('GET', '/v1/customers/ann');
  expect(Object.keys(body.suppressed)).toEqual([`email:${mailOf('ann')}`]);
  await engine.settled();
  expect((await engine.steps('ann')).filter((step) => step.includes('bounced'))).toHaveLength(1);
});

test('a complaint that names the mail is that of its customer', async () => {
  const id = await reach('ben');
  await hand(BASE, mailReport('arf', { copy: `Message-ID: ${id}`, address: mailOf('ben') }));
  expect(await engine.outcome('ben', 'complained')).toMatchObject({ channel: 'email' });
});

test('what a reader answers is theirs in the conversation, and a STOP ends the mails', async () => {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer('cleo'), eventOf('cleo', 'looked'));
  const [arrived] = await engine.mails.arrival(mailOf('cleo'));
  await engine.outcome('cleo', 'sent');
  const to = arrived!.mail.replyTo!.value[0]!.address!;
  expect(to).toBe(bounceAddressOf(ANSWERS, String(arrived!.mail.messageId)));
  const answer = (text: string, id: string) =>
    Buffer.from(`From: ${mailOf('cleo')}\r\nTo: ${to}\r\nMessage-ID: <${id}@post.example>\r\n\r\n${text}\r\n> Hi\r\n`);
  await hand(to, answer('Is it still open?', 'r1'));
  expect(await engine.outcome('cleo', 'replied')).toMatchObject({ channel: 'email' });
  await hand(to, answer('STOP', 'r2'));
  const consents = async () =>
    (await engine.ask<{ consents: Record<string, { granted: boolean }> }>('GET', '/v1/customers/cleo')).body.consents;
  await expect.poll(async () => (await consents())['email:*']?.granted).toBe(false);
  await engine.settled();
  const { text } = await engine.ask('GET', '/v1/customers/cleo/conversation');
  expect(text).toContain('Is it still open?');
  expect(text).not.toContain('> Hi');
});

test('an account that has its reports sent to us says so', async () => {
  const { text } = await engine.ask('GET', '/v1/channels');
  expect(text).toContain('"hasReceipts":true');
});
