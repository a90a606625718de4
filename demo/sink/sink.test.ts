import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHooks } from './hooks.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { type InboxPage, openInboxPage } from './page.ts';
import { createServices } from './services.ts';

let folder: string;
let mailbox: Mailbox;
let page: InboxPage;
const hooks = createHooks();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-sink-'));
  mailbox = await openMailbox(join(folder, 'mails'));
  page = await openInboxPage({ mailbox, hooks, services: createServices() }, 0);
});
afterEach(async () => {
  await page.close();
  await mailbox.close();
  await rm(folder, { recursive: true, force: true });
});

async function mail(subject: string, html: string): Promise<void> {
  const transport = nodemailer.createTransport(mailbox.url);
  await transport.sendMail({ from: 'hello@lipa.example', to: 'mara@post.example', subject, html, text: 'as text' });
  transport.close();
}

test('a mail that is sent is kept as a file, listed and shown', async () => {
  await mail('Dry feet', '<p>Grüße</p>');
  expect(mailbox.received).toBe(1);
  expect(await readdir(join(folder, 'mails'))).toEqual(['00001-mara@post.example.eml']);
  const list = await (await fetch(page.url)).text();
  expect(list).toContain('<h1>1 mail</h1>');
  expect(list).toContain('Dry feet');
  expect(await (await fetch(`${page.url}/mails/1`)).text()).toContain('<iframe sandbox src="/mails/1/body"');
});

test('a mail is shown where it can run and load nothing, and its subject is text', async () => {
  await mail('<script>alert(1)</script>', '<script>alert(2)</script><img src="https://x.example/p.png">');
  const body = await fetch(`${page.url}/mails/1/body`);
  expect(body.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  for (const path of ['/', '/mails/1']) {
    expect(await (await fetch(page.url + path)).text()).not.toContain('<script>alert');
  }
});

test('what is not there, is not for this machine or is no reading is refused', async () => {
  expect((await fetch(`${page.url}/mails/9`)).status).toBe(404);
  expect((await fetch(page.url, { method: 'DELETE' })).status).toBe(405);
  const { port } = new URL(page.url);
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    get({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
  expect(answer).toBe(403);
});

test('a webhook is taken once, however often it comes', async () => {
  const before = hooks.received;
  for (let i = 0; i < 2; i++) {
    const answer = await fetch(`${page.url}/hooks`, {
      method: 'POST',
      headers: { 'webhook-id': 'd-1' },
      body: '{"order":7}',
    });
    expect(answer.status).toBe(204);
  }
  expect(hooks.received - before).toBe(1);
  expect(await (await fetch(page.url)).text()).toContain('{&#34;order&#34;:7}');
});

test('a mail that is too large is refused', async () => {
  await expect(mail('huge', 'x'.repeat(6 * 1024 * 1024))).rejects.toMatchObject({ responseCode: 552 });
  expect(mailbox.received).toBe(0);
});

test('a second page finds a free port when the wanted one is taken', async () => {
  const second = await openInboxPage({ mailbox, hooks, services: createServices() }, Number(new URL(page.url).port));
  expect(second.url).not.toBe(page.url);
  await second.close();
});

test('what a service takes is listed as text, and what is no message of it is refused', async () => {
  const post = (path: string, body: string) => fetch(`${page.url}/services${path}`, { method: 'POST', body });
  const sms = new URLSearchParams({ To: '+4915112345678', Body: '<b>Coffee</b>\nfor 1 €' });
  const taken = await post('/sms/2010-04-01/Accounts/AC01/Messages.json', sms.toString());
  expect([taken.status, await taken.json()]).toEqual([201, expect.objectContaining({ status: 'queued' })]);
  expect((await post('/telegram/bot1:x/sendMessage', '{"chat_id":"7","text":"Hi"}')).status).toBe(200);
  for (const [path, body] of [
    ['/telegram/bot1:x/sendMessage', '{"chat_id":"7"}'],
    ['/telegram/elsewhere', '{"chat_id":"7","text":"Hi"}'],
    ['/whatsapp/1/messages', 'no JSON'],
  ] as const) {
    expect((await post(path, body)).status, path).toBe(400);
  }
  expect((await post('/fax/1', '')).status).toBe(404);
  const list = await (await fetch(page.url)).text();
  expect(list).toContain('On phones: 1 by sms, 1 by telegram');
  expect(list).toContain('&#60;b&#62;Coffee&#60;/b&#62;<br>for 1 €');
});
