import { expect, test } from 'vitest';
import { bounceAddressOf, messageIdIn } from '../email/verp.ts';
import type { HookCall } from './contract.ts';
import { MAIL_HOOKS, readMailEvents } from './mail-reports.ts';

const ID = '<3k9f.20420@shop.example>';

function report(
  kind: string,
  blocks: readonly string[],
  { to = 'bounces@shop.example', copy = `Message-ID: ${ID}\nSubject: Hi`, copyType = 'text/rfc822-headers' } = {},
): Buffer {
  const type = kind === 'feedback-report' ? 'feedback-report' : 'delivery-status';
  const lines = [
    ...[`To: <${to}>`, 'From: MAILER-DAEMON@mx.example', 'Subject: Undelivered'],
    `Content-Type: multipart/report; report-type=${type};`,
    '\tboundary="=_x(1)/2"',
    ...['', 'This is a report.', '--=_x(1)/2', 'Content-Type: text/plain', '', 'It did not arrive.', '--=_x(1)/2'],
    ...[`Content-Type: message/${type}`, '', blocks.join('\n\n'), '', '--=_x(1)/2'],
    ...[`Content-Type: ${copyType}`, '', copy, '', '--=_x(1)/2--', ''],
  ];
  return Buffer.from(lines.join('\r\n').replaceAll(/(?<!\r)\n/g, '\r\n'));
}
const ABOUT = 'Reporting-MTA: dns; mx.example';
const failed = (status: string, said: string) =>
  [
    ...['Original-Recipient: rfc822;ann@post.example', 'Final-Recipient: rfc822; ann@other.example', 'Action: failed'],
    ...[`Status: ${status}`, `Diagnostic-Code: smtp; ${said}`],
  ].join('\n');

test('a report of a dead address is a hard bounce of its mail, found by the copy that it holds', () => {
  expect(readMailEvents(report('status', [ABOUT, failed('5.1.1', '550 5.1.1 no such user')]))).toEqual([
    {
      id: `${ID} ann@post.example bounced 5.1.1`,
      ...{ message: ID, state: 'bounced', address: 'ann@post.example', hard: true, reason: '550 5.1.1 no such user' },
    },
  ]);
  const whole = report('status', [ABOUT, failed('5.2.2', '552 5.2.2 full')], {
    copy: `Message-ID: ${ID}\nContent-Type: text/plain\n\nHello`,
    copyType: 'message/rfc822',
  });
  expect(readMailEvents(whole)).toMatchObject([{ message: ID, hard: false }]);
});

test('the address that it came to says which mail it is about, whatever the copy says', () => {
  const to = bounceAddressOf('bounces@shop.example', ID);
  expect(to).toBe('bounces+3k9f.20420=shop.example@shop.example');
  const read = readMailEvents(report('status', [ABOUT, failed('5.1.1', '550')], { to, copy: 'Subject: cut' }));
  expect(read).toMatchObject([{ message: ID }]);
  expect(messageIdIn('bounces@shop.example')).toBeUndefined();
  // The account's own address may hold a plus, too.
  expect(messageIdIn(bounceAddressOf('mail+bounces@shop.example', ID))).toBe(ID);
  // What is before the @ has an end.
  expect(bounceAddressOf('bounces@shop.example', `<${'x'.repeat(60)}@shop.example>`)).toBe('bounces@shop.example');
});

test('a delay is no end, several addresses are several bounces, and a mail that arrived has arrived', () => {
  const delayed = 'Final-Recipient: rfc822; ann@post.example\nAction: delayed\nStatus: 4.4.1';
  expect(readMailEvents(report('status', [ABOUT, delayed]))).toEqual([]);
  const ben = 'Final-Recipient: rfc822; ben@post.example\nAction: delivered\nStatus: 2.0.0';
  expect(readMailEvents(report('status', [ABOUT, failed('5.7.26', '550 5.7.26 not aligned'), ben]))).toMatchObject([
    { state: 'bounced', hard: false },
    { state: 'delivered', address: 'ben@post.example', reason: '2.0.0' },
  ]);
});

test('a complaint is one, and its withdrawal is none', () => {
  const feedback = (type: string) =>
    report('feedback-report', [`Feedback-Type: ${type}\nUser-Agent: x\nOriginal-Rcpt-To: <ann@post.example>`]);
  expect(readMailEvents(feedback('abuse'))).toMatchObject([
    { message: ID, state: 'complained', address: 'ann@post.example', reason: 'abuse' },
  ]);
  expect(readMailEvents(feedback('not-spam'))).toEqual([]);
});

test('any other mail, and any other bytes, say nothing', () => {
  expect(readMailEvents(Buffer.from('Subject: Out of office\r\n\r\nBack on Monday'))).toEqual([]);
  const cut = report('status', [ABOUT, failed('5.1.1', '550')]);
  for (let end = 0; end < cut.byteLength; end += 37) {
    expect(readMailEvents(cut.subarray(0, end)).length).toBeLessThanOrEqual(1);
  }
  const nested = `${'Content-Type: message/rfc822\r\n\r\n'.repeat(500)}Subject: deep`;
  expect(readMailEvents(Buffer.from(nested))).toEqual([]);
});

test('only who knows the password posts reports', async () => {
  const read = (password: string) =>
    MAIL_HOOKS.read(
      {
        body: report('status', [ABOUT, failed('5.1.1', '550')]),
        headers: { authorization: `Basic ${Buffer.from(`kairos:${password}`).toString('base64')}` },
      } as unknown as HookCall,
      { hookPassword: 'long enough' },
    );
  expect(await read('long enough')).toMatchObject({ events: [{ state: 'bounced' }] });
  expect(await read('another')).toHaveProperty('untrusted');
});
