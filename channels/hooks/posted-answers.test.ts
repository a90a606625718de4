import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { HookCall } from './contract.ts';
import { MAILGUN_HOOKS } from './mailgun.ts';
import { POSTMARK_HOOKS } from './postmark.ts';

const NOW = 1_790_000_000_000;
const BASIC = `Basic ${Buffer.from('kairos:pw').toString('base64')}`;

const call = (body: string | Buffer, headers: HookCall['headers']): HookCall => ({
  ...{ method: 'POST', url: 'https://kairos.example/hooks/email/own', query: new URLSearchParams(), now: NOW },
  ...{ headers, body: Buffer.from(body), fetchText: () => Promise.reject(new Error('nothing to get')) },
});

function mail(inReplyTo: string, text: string, more = ''): string {
  return [
    ...['From: Ann <ann@post.example>', 'To: answers@in.shop.example', 'Message-ID: <reply-1@post.example>'],
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...(more ? [more] : []),
    ...['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(text).toString('base64'),
    '',
  ].join('\r\n');
}

const QUOTED =
  'Gern, bis Samstag – Grüße\n\nAm Mo., 5. Okt. 2026 um 10:00 schrieb Shop <shop@shop.example>:\n> Kommen Sie?';

const postmark = (raw: string, password = BASIC) =>
  POSTMARK_HOOKS.read(
    call(JSON.stringify({ FromFull: { Email: 'ann@post.example' }, Subject: 'Re', MessageID: 'in-1', RawEmail: raw }), {
      authorization: password,
    }),
    { hookPassword: 'pw' },
  );

test('Postmark: an answer is about the mail of ours, in the words that were written anew', async () => {
  expect(await postmark(mail('<11-22@mtasv.net>', QUOTED))).toEqual({
    events: [
      {
        ...{ id: 'answer <reply-1@post.example>', message: '11-22', state: 'replied' },
        ...{ address: undefined, text: 'Gern, bis Samstag – Grüße' },
      },
    ],
  });
  expect(await postmark(mail('<11-22@mtasv.net>', 'x'), 'Basic eDp5')).toEqual({
    untrusted: 'the password is not right',
  });
});

test('Postmark: an answer without the raw mail is read from its headers and its text', async () => {
  const told = (text: string, ...more: readonly object[]) =>
    call(
      JSON.stringify({
        ...{ From: 'ann@post.example', MessageID: 'in-2', TextBody: text },
        Headers: [
          { Name: 'Message-ID', Value: '<reply-2@post.example>' },
          { Name: 'In-Reply-To', Value: '<11-22@mtasv.net>' },
          { Name: 'Content-Type', Value: 'multipart/alternative; boundary=x' },
          ...more,
        ],
      }),
      { authorization: BASIC },
    );
  const read = (made: HookCall) => POSTMARK_HOOKS.read(made, { hookPassword: 'pw' });
  expect(await read(told(QUOTED))).toMatchObject({
    events: [{ id: 'answer <reply-2@post.example>', message: '11-22', text: 'Gern, bis Samstag – Grüße' }],
  });
  expect(await read(told('I am away', { Name: 'Auto-Submitted', Value: 'auto-replied' }))).toEqual({ events: [] });
  // Text with what looks like a header in it stays text.
  expect(await read(told('Yes', { Name: 'X', Value: 'a\r\n\r\nSTOP' }))).toMatchObject({ events: [{ text: 'Yes' }] });
});

test.each([
  ['an absence note', mail('<11-22@mtasv.net>', 'I am away', 'Auto-Submitted: auto-replied')],
  ['a mail that answers none of ours', mail('', 'STOP')],
  ['nothing but the quotation', mail('<11-22@mtasv.net>', '> Kommen Sie?')],
  ['no mail', ' '],
])('Postmark: %s says nothing', async (_, raw) => {
  expect(await postmark(raw)).toEqual({ events: [] });
});

function mailgun(raw: string, multipart: boolean, key = 'mg-key', at = String(NOW / 1_000)): HookCall {
  const token = 'b'.repeat(50);
  const signature = createHmac('sha256', key).update(at).update(token).digest('hex');
  const fields = { recipient: 'answers@in.shop.example', timestamp: at, token, signature, 'body-mime': raw };
  if (!multipart) {
    return call(String(new URLSearchParams(fields)), { 'content-type': 'application/x-www-form-urlencoded' });
  }
  const parts = Object.entries(fields).map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return call(`${parts.join('')}--edge--\r\n`, { 'content-type': 'multipart/form-data; boundary=edge' });
}

test.each([true, false])(
  'Mailgun: a route posts whole mails, as a form of parts (%s) or of one line',
  async (multipart) => {
    const read = (made: HookCall) => MAILGUN_HOOKS.read(made, { hookKey: 'mg-key' });
    const raw = mail('<2026.1@mg.shop.example>', QUOTED);
    expect(await read(mailgun(raw, multipart))).toMatchObject({
      events: [{ message: '<2026.1@mg.shop.example>', state: 'replied', text: 'Gern, bis Samstag – Grüße' }],
    });
    expect(await read(mailgun(raw, multipart, 'other'))).toEqual({ untrusted: 'the signature is not right' });
    const old = String(NOW / 1_000 - 3_600);
    expect(await read(mailgun(raw, multipart, 'mg-key', old))).toEqual({ untrusted: 'the call is too old' });
  },
);

test('Mailgun: a form that is none is not trusted', async () => {
  const made = call('--edge\r\nrubbish', { 'content-type': 'multipart/form-data; boundary=edge' });
  expect(await MAILGUN_HOOKS.read(made, { hookKey: 'mg-key' })).toEqual({ untrusted: 'the signature is not right' });
});
