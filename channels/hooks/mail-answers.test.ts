import { createTransport, type SendMailOptions } from 'nodemailer';
import { expect, test } from 'vitest';
import { bounceAddressOf } from '../email/verp.ts';
import { readMailEvents } from './mail-reports.ts';

const ID = '<d-1@shop.example>';
const BASE = 'answers@shop.example';
const TO = bounceAddressOf(BASE, ID);
const build = createTransport({ streamTransport: true, buffer: true });

/** A mail as a program of a reader writes it. */
async function mailWith(more: SendMailOptions): Promise<Buffer> {
  const from = { name: 'Ann Example', address: 'ann@post.example' };
  const { message } = await build.sendMail({
    from,
    to: TO,
    subject: 'Re: Hi',
    messageId: '<r1@post.example>',
    ...more,
  });
  return message as Buffer;
}

const answerOf = async (more: SendMailOptions) => readMailEvents(await mailWith(more), BASE);

test('what a reader answers is what they wrote anew, about the mail whose address it came to', async () => {
  const text =
    'Yes, please.\nAt five?\n\nOn Mon, 30 Nov 2026 at 10:00, Lipa <hello@lipa.example> wrote:\n> Shall we?\n';
  expect(await answerOf({ text })).toEqual([
    {
      id: 'answer <r1@post.example>',
      message: ID,
      state: 'replied',
      address: 'ann@post.example',
      text: 'Yes, please.\nAt five?',
    },
  ]);
});

test.each([
  ['a German program', 'Grüße\n\nAm 30.11.2026 um 10:00 schrieb Lipa:\n> Hallo', 'Grüße'],
  [
    'a line that is broken in two',
    'Ja\n\nOn Mon, 30 Nov 2026 at 10:00, Lipa Leipzig\n<hello@lipa.example> wrote:\n> Hi',
    'Ja',
  ],
  ['Outlook', 'Ja\n\n-----Ursprüngliche Nachricht-----\nVon: Lipa', 'Ja'],
  ['a signature', 'STOP\n-- \nAnn Example', 'STOP'],
  ['a quotation above', 'Ja\n> Kommst du?', 'Ja'],
])('without what %s adds', async (_, text, words) => {
  expect((await answerOf({ text })).map((event) => event.text)).toEqual([words]);
});

test('of a mail without plain text the words of its HTML, in their own character set', async () => {
  expect((await answerOf({ html: '<p>Grüße &amp; Dank</p>' }))[0]?.text).toBe('Grüße & Dank');
  const latin = Buffer.concat([
    Buffer.from(`To: ${TO}\r\nFrom: ann@post.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n`),
    Buffer.from('Grüße', 'latin1'),
  ]);
  expect(readMailEvents(latin, BASE)).toMatchObject([{ text: 'Grüße', address: 'ann@post.example' }]);
});

test('without the address of a mail it is about the one that it refers to', async () => {
  expect(await answerOf({ to: BASE, inReplyTo: ID, text: 'Yes' })).toMatchObject([{ message: ID }]);
  expect(await answerOf({ to: BASE, references: ['<a@b>', ID], text: 'Yes' })).toMatchObject([{ message: ID }]);
  expect(await answerOf({ to: BASE, text: 'Yes' })).toEqual([]);
  expect(await answerOf({ to: 'bounces@shop.example', inReplyTo: ID, text: 'I am away' })).toEqual([]);
});

test.each([
  ['Auto-Submitted', 'auto-replied'],
  ['Precedence', 'bulk'],
  ['X-Autoreply', 'yes'],
  ['X-Auto-Response-Suppress', 'All'],
  ['List-Id', '<news.example>'],
])('a machine that says so by %s answers nothing', async (name, value) => {
  expect(await answerOf({ text: 'I am away.', headers: { [name]: value } })).toEqual([]);
});

test('a person whose program says that they wrote it themselves is heard', async () => {
  expect(await answerOf({ text: 'Yes', headers: { 'Auto-Submitted': 'no' } })).toHaveLength(1);
});

test('that a mail was shown is no answer, nor is one without words', async () => {
  const shown = Buffer.from(
    `To: ${TO}\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n` +
      '--b\r\nContent-Type: text/plain\r\n\r\nIt was shown.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: x\r\n--b--\r\n',
  );
  expect(readMailEvents(shown, BASE)).toEqual([]);
  expect(await answerOf({ text: '> only what was quoted' })).toEqual([]);
});
