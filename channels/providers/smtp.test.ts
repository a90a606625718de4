import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { Connection, Outbound, ProviderIo } from '../contract.ts';
import { sendOnce } from '../send.ts';
import smtp from './smtp.ts';

const io: ProviderIo = { now: () => Date.UTC(2026, 5, 5, 16, 30), inbox: { put: async () => undefined } };
const OUTBOUND: Outbound = {
  id: 'd-1a_b-c',
  customer: 'c1',
  to: 'eva@example.org',
  message: {
    subject: 'Grüße, Eva 🌧',
    preheader: 'Only <today>',
    html: '<html><body><p>Hi &amp; <b>there</b></p></body></html>',
  },
  trigger: 'rainy',
  purpose: 'offers',
  sender: { name: 'Acme "Shop"', email: 'news@shop.example', postalAddress: 'Main Street 1\n8010 Graz' },
  unsubscribeUrl: `https://kairos.example/v1/unsubscribe/${'x'.repeat(150)}?a=1&b=2`,
  decidedAt: 0,
  expiresAt: 1,
  attempt: 1,
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

async function serve(options: SMTPServerOptions = {}): Promise<{ port: number; mails: string[]; users: string[] }> {
  const mails: string[] = [];
  const users: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onAuth(auth, _session, callback) {
      users.push(`${auth.username}:${auth.password}`);
      if (auth.password === 'wrong') callback(new Error('bad credentials'));
      else callback(null, { user: auth.username });
    },
    onData(stream, _session, callback) {
      let mail = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        mail += chunk;
      });
      stream.on('end', () => {
        mails.push(mail);
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  cleanUps.push(() => new Promise<void>((resolve) => server.close(resolve)));
  return { port: (server.server.address() as AddressInfo).port, mails, users };
}

function open(settings: unknown): Connection {
  const connection = smtp.open(settings, io);
  cleanUps.push(() => connection.close());
  return connection;
}

test('a mail arrives whole: addresses, subject, both bodies, footer and the headers for unsubscribing by one click', async () => {
  const { port, mails } = await serve();
  const result = await sendOnce(open({ url: `smtp://127.0.0.1:${port}?tls=unverified` }), OUTBOUND, 20_000);
  expect(result).toEqual({ kind: 'accepted', providerId: '<d-1a_b-c@shop.example>' });
  const mail = await simpleParser(mails[0]!);
  expect(mail.messageId).toBe('<d-1a_b-c@shop.example>');
  expect(mail.subject).toBe('Grüße, Eva 🌧');
  expect(mail.date).toEqual(new Date(io.now()));
  expect(mail.from?.value).toEqual([{ name: 'Acme "Shop"', address: 'news@shop.example' }]);
  expect(mail.to).toMatchObject({ value: [{ address: 'eva@example.org' }] });
  expect(mail.html).toContain(
    '<body><div style="display:none;max-height:0;overflow:hidden;mso-hide:all">Only &lt;today&gt;</div><p>Hi',
  );
  expect(mail.html).toMatch(
    /Main Street 1, 8010 Graz<br><a href="https:\/\/kairos\.example\/[^"]*a=1&amp;b=2">Unsubscribe<\/a><\/p><\/body>/,
  );
  expect(mail.text).toBe(`Hi & there\n\n-- \nMain Street 1, 8010 Graz\nUnsubscribe: ${OUTBOUND.unsubscribeUrl}`);
  expect(unfolded(mails[0]!)).toContain(`\r\nList-Unsubscribe: <${OUTBOUND.unsubscribeUrl}>\r\n`);
  expect(unfolded(mails[0]!)).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
});

test('a plain text of the author’s own is taken as it is', async () => {
  const { port, mails } = await serve();
  const message = { ...OUTBOUND.message, text: 'My own words' };
  await sendOnce(
    open({ host: '127.0.0.1', port, tls: 'off' }),
    { ...OUTBOUND, message, unsubscribeUrl: '', sender: { name: 'A', email: 'a@b.example' } },
    5_000,
  );
  const mail = await simpleParser(mails[0]!);
  expect(mail.text).toBe('My own words');
  expect(mail.headers.has('list-unsubscribe')).toBe(false);
});

test('an address that the author wrote into the mail is not written again', async () => {
  const { port, mails } = await serve();
  const message = { ...OUTBOUND.message, html: '<p>Hi</p><p>Main Street 1, 8010 Graz</p>', text: 'Hi' };
  await sendOnce(open({ host: '127.0.0.1', port, tls: 'off' }), { ...OUTBOUND, message }, 20_000);
  const mail = await simpleParser(mails[0]!);
  expect(String(mail.html).split('Main Street 1')).toHaveLength(2);
  expect(mail.text).toMatch(/^Hi\n\n-- \nMain Street 1, 8010 Graz\nUnsubscribe: /);
});

test('no field of a message can add a header or a recipient', async () => {
  const { port, mails } = await serve();
  const message = { ...OUTBOUND.message, subject: 'a\r\nBcc: spy@evil.example\r\n\r\nx', preheader: 'p' };
  const evil: Outbound = {
    ...OUTBOUND,
    message,
    id: 'd-1\r\nX-Evil: 1',
    sender: { name: 'A\r\nBcc: spy@evil.example', email: 'a@b.example' },
    unsubscribeUrl: 'https://x.example/\r\nX-Evil: 2',
  };
  await sendOnce(open({ host: '127.0.0.1', port, tls: 'off' }), evil, 20_000);
  const mail = await simpleParser(mails[0]!);
  expect(mail.bcc).toBeUndefined();
  expect([...mail.headers.keys()]).not.toContain('x-evil');
  expect(mail.to).toMatchObject({ value: [{ address: 'eva@example.org' }] });
});

test('the DKIM signature is right and covers both headers for unsubscribing', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { port, mails } = await serve();
  const dkim = [{ domain: 'shop.example', selector: 'k1', privateKey: pem }];
  await sendOnce(open({ url: `smtp://127.0.0.1:${port}?tls=off`, dkim }), OUTBOUND, 20_000);
  const signature = dkimOf(mails[0]!);
  expect(signature.tags).toMatchObject({ d: 'shop.example', s: 'k1', a: 'rsa-sha256' });
  expect(signature.tags.h!.toLowerCase().split(':')).toEqual(
    expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'from', 'subject', 'message-id']),
  );
  expect(signature.bodyHash).toBe(signature.tags.bh);
  const verify = createVerify('RSA-SHA256').update(signature.signed);
  expect(verify.verify(publicKey, signature.tags.b!, 'base64')).toBe(true);
});

test('credentials are used, and wrong ones are our own fault', async () => {
  const { port, users } = await serve();
  expect(
    (await sendOnce(open({ url: `smtp://eva%40x:p%25ss@127.0.0.1:${port}?tls=unverified` }), OUTBOUND, 20_000)).kind,
  ).toBe('accepted');
  expect(users).toEqual(['eva@x:p%ss']);
  const wrong = { host: '127.0.0.1', port, user: 'eva', password: 'wrong', tls: 'unverified' };
  expect(await sendOnce(open(wrong), OUTBOUND, 20_000)).toMatchObject({
    kind: 'permanent',
    effect: 'channel-misconfigured',
  });
});

test('a certificate that cannot be verified, or TLS that is not offered where it is required, lets nothing leave', async () => {
  const { port, mails } = await serve();
  expect((await sendOnce(open({ host: '127.0.0.1', port, tls: 'required' }), OUTBOUND, 20_000)).kind).toBe('transient');
  const plain = await serve({ disabledCommands: ['STARTTLS'] });
  const result = await sendOnce(open({ host: '127.0.0.1', port: plain.port, tls: 'required' }), OUTBOUND, 20_000);
  expect(result).toMatchObject({ kind: 'permanent', effect: 'channel-misconfigured' });
  expect([...mails, ...plain.mails]).toEqual([]);
});

test('connections are kept and their number is bounded', async () => {
  let connected = 0;
  const { port, mails } = await serve({
    onConnect(_session, callback) {
      connected++;
      callback();
    },
  });
  const connection = open({ host: '127.0.0.1', port, tls: 'off', connections: 3 });
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, i) => sendOnce(connection, { ...OUTBOUND, id: `d-${i}` }, 20_000)),
  );
  expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
  expect(mails).toHaveLength(60);
  expect(connected).toBeLessThanOrEqual(3);
});

test.each([
  [{ url: 'http://x' }, 'smtp://user:password@host:port'],
  [{ url: 'smtp://h?pool=false' }, 'smtp://user:password@host:port'],
  [{ url: 'smtp://h?tls=maybe' }, 'smtp://user:password@host:port'],
  [{ host: 'a b' }, 'host: expected a host name'],
  [{ host: 'h', port: 0 }, 'port: expected a port'],
  [
    { host: 'h', dkim: [{ domain: 'd', selector: 's', privateKey: 'x' }] },
    'dkim.0.privateKey: expected a private key in PEM',
  ],
  [{}, '`url` or `host`'],
])('settings %j are refused', (settings, expected) => {
  expect(() => smtp.open(settings, io)).toThrow(expected);
});

function unfolded(mail: string): string {
  return mail.replace(/\r\n[ \t]+/g, ' ');
}

/** Reads a signature as RFC 6376 does, relaxed in both parts. */
function dkimOf(mail: string): { tags: Record<string, string>; signed: string; bodyHash: string } {
  const split = mail.indexOf('\r\n\r\n');
  const headers = mail
    .slice(0, split)
    .replace(/\r\n([ \t]+)/g, '$1')
    .split('\r\n');
  const relaxed = (line: string) => {
    const colon = line.indexOf(':');
    return `${line.slice(0, colon).toLowerCase().trim()}:${line
      .slice(colon + 1)
      .replace(/\s+/g, ' ')
      .trim()}`;
  };
  const own = headers.find((line) => /^DKIM-Signature:/i.test(line))!;
  const tags = Object.fromEntries(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => {
        const equals = tag.indexOf('=');
        return [tag.slice(0, equals).trim(), tag.slice(equals + 1).replace(/\s+/g, '')];
      }),
  );
  const covered = tags
    .h!.toLowerCase()
    .split(':')
    .flatMap((name) => {
      const found = headers.findLast((line) => line.toLowerCase().startsWith(`${name}:`));
      return found === undefined ? [] : [`${relaxed(found)}\r\n`];
    });
  const body = mail
    .slice(split + 4)
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  return {
    tags,
    signed:
      covered.join('') +
      relaxed(own)
        .replace(/\bb=[^;]*$/, 'b=')
        .replace(/\bb=[^;]*;/, 'b=;'),
    bodyHash: createHash('sha256').update(body).digest('base64'),
  };
}
