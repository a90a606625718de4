import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outbound, Provider, ProviderIo } from '../../channels/contract.ts';
import { sendOnce } from '../../channels/send.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { type HttpPeer, startHttpPeer } from '../support/http-peer.ts';

const providers = await loadFolder<Provider>(new URL('../../channels/providers/', import.meta.url));
const io: ProviderIo = { now: () => Date.now(), inbox: { put: async () => undefined } };
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const HTML = `<p>Look: <img alt="" src="data:image/png;base64,${PIXEL}"> and <img src='data:image/png;base64,${PIXEL}'></p>`;

let peer: HttpPeer;
beforeAll(async () => {
  peer = await startHttpPeer();
});
afterAll(() => peer.stop());

/** What a service gets of a mail with a picture in it and a file beside it. */
async function sent(name: string, settings: object, attachments?: readonly object[]) {
  const provider = providers.get(name)!;
  const connection = provider.open({ ...settings, url: `http://${peer.host}`, allow: [peer.host] }, io);
  const outbound: Outbound = {
    ...{ id: 'd-1', customer: 'c', to: 'ann@post.example', trigger: 't', purpose: 'offers', attempt: 1 },
    message: { subject: 'Hi', html: HTML, ...(attachments && { attachments: JSON.stringify(attachments) }) },
    sender: { name: 'Shop', email: 'shop@shop.example' },
    unsubscribeUrl: '',
    expiresAt: Date.now() + 60_000,
    files: [{ name: 'terms.csv', type: 'text/csv', text: 'a;ü' }],
  };
  await sendOnce(connection, outbound, 5_000);
  await connection.close();
  return peer.read.at(-1)!;
}

const CSV = Buffer.from('a;ü').toString('base64');

test('SendGrid gets the picture once, under the name that the mail calls it by, and the file beside it', async () => {
  const { body } = await sent('sendgrid', { key: 'k' });
  const { attachments, content } = JSON.parse(body);
  const cid = /src="cid:([^"]+)"/.exec(content[1].value)?.[1];
  expect(attachments).toEqual([
    { filename: 'terms.csv', type: 'text/csv', content: CSV, disposition: 'attachment' },
    {
      filename: expect.stringMatching(/\.png$/),
      type: 'image/png',
      content: PIXEL,
      disposition: 'inline',
      content_id: cid,
    },
  ]);
  expect(content[1].value).not.toContain('data:');
});

test('Postmark gets both, too', async () => {
  const { Attachments, HtmlBody } = JSON.parse((await sent('postmark', { token: 'k' })).body);
  const cid = /src="(cid:[^"]+)"/.exec(HtmlBody)?.[1];
  expect(Attachments).toEqual([
    { Name: 'terms.csv', ContentType: 'text/csv', Content: CSV },
    { Name: expect.stringMatching(/\.png$/), ContentType: 'image/png', Content: PIXEL, ContentID: cid },
  ]);
});

test('Mailgun gets a form with files, read by another implementation', async () => {
  const { body, headers } = await sent('mailgun', { domain: 'mg.shop.example', key: 'k' });
  const form = await new Response(Buffer.from(body, 'utf8'), {
    headers: { 'content-type': headers['content-type']! },
  }).formData();
  const [inline, attachment] = [form.get('inline'), form.get('attachment')] as File[];
  expect(form.get('html')).toContain(`cid:${inline!.name}`);
  expect([attachment!.name, await attachment!.text()]).toEqual(['terms.csv', 'a;ü']);
  expect(form.get('v:delivery')).toBe('d-1');
});

test('a whole mail, as SES and any mail server get it, holds both', async () => {
  const { body } = await sent('ses', { region: 'eu-central-1', accessKeyId: 'A', secretAccessKey: 'secret' });
  const mail = await simpleParser(Buffer.from(JSON.parse(body).Content.Raw.Data, 'base64'), { keepCidLinks: true });
  const file = mail.attachments.find(({ contentType }) => contentType === 'text/csv');
  const picture = mail.attachments.find(({ contentType }) => contentType === 'image/png');
  expect([file!.filename, file!.content.toString()]).toEqual(['terms.csv', 'a;ü']);
  expect(picture!.content.toString('base64')).toBe(PIXEL);
  expect(String(mail.html)).toContain(`cid:${picture!.cid}`);
  expect(mail.attachments).toHaveLength(2);
});

const OF_TEMPLATE = [
  { name: 'Einladung „Müller“.ics', text: 'BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n' },
  { name: 'voucher.pdf', base64: Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe]).toString('base64') },
];
const BYTES = OF_TEMPLATE.map(({ text, base64 }) => base64 ?? Buffer.from(text!).toString('base64'));
const NAMES = OF_TEMPLATE.map(({ name }) => name);

test.each([
  ['sendgrid', { key: 'k' }],
  ['postmark', { token: 'k' }],
  ['mailgun', { domain: 'mg.shop.example', key: 'k' }],
  ['ses', { region: 'eu-central-1', accessKeyId: 'A', secretAccessKey: 'secret' }],
])('%s gets what a template attaches, byte by byte, beside what else goes with the mail', async (name, settings) => {
  const files = await filesOf(name, await sent(name, settings, OF_TEMPLATE));
  const added = files.filter((file) => NAMES.includes(file.name));
  expect(added.map((file) => file.name)).toEqual(NAMES);
  expect(added.map((file) => file.base64)).toEqual(BYTES);
  expect(added.map((file) => file.type.split(';')[0])).toEqual(['text/calendar', 'application/pdf']);
  expect(files).toHaveLength(4);
});

interface GotFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}

/** The files of a mail, as its service reads them. */
async function filesOf(name: string, { body, bytes, headers }: Awaited<ReturnType<typeof sent>>): Promise<GotFile[]> {
  if (name === 'mailgun') {
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': headers['content-type']! },
    }).formData();
    const files = [...form.getAll('inline'), ...form.getAll('attachment')] as File[];
    const read = async (file: File) => Buffer.from(await file.arrayBuffer()).toString('base64');
    return Promise.all(files.map(async (file) => ({ name: file.name, type: file.type, base64: await read(file) })));
  }
  const said = JSON.parse(body);
  if (name === 'ses') {
    const { attachments } = await simpleParser(Buffer.from(said.Content.Raw.Data, 'base64'));
    return attachments.map(({ filename = '', contentType, content }) => {
      return { name: filename, type: contentType, base64: content.toString('base64') };
    });
  }
  return (said.attachments ?? said.Attachments).map((file: Readonly<Record<string, string>>) => ({
    name: file.filename ?? file.Name,
    type: file.type ?? file.ContentType,
    base64: file.content ?? file.Content,
  }));
}
