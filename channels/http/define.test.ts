import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpPeer, type HttpScript, startHttpPeer } from '../../test/support/http-peer.ts';
import type { Connection, Outbound, ProviderIo } from '../contract.ts';
import { sendOnce } from '../send.ts';
import { basic } from './basic.ts';
import { CredentialRefused, type HttpCall, type HttpReply, Unsendable } from './contract.ts';
import { defineHttpProvider } from './define.ts';
import { fieldOf } from './field-of.ts';
import { accountSettings, secretly, secretsIn, text } from './settings.ts';

const settings = accountSettings(
  'https://api.example',
  { key: text() },
  { key: secretly({ en: 'Key', de: 'Schlüssel' }) },
);
const words = { en: 'A service.', de: 'Ein Dienst.' };
const io: ProviderIo = { now: () => Date.UTC(2026, 0, 1), inbox: { put: async () => undefined } };

/** How often a token was asked for. */
let asked = 0;
let peer: HttpPeer;
let connection: Connection;
const open = (more: object = {}, given: object = {}) =>
  defineHttpProvider({
    ...{ name: 'example', channel: 'sms', title: words, summary: words, idempotent: false, settings },
    write: ({ message }): HttpCall => {
      if (message.text === '') throw new Unsendable('it says nothing');
      return { path: '/send?a=1', body: { ...message } };
    },
    authorize: (call, { key }, token) => ({ ...call, headers: { key, token } }),
    codes: ({ json }) => [fieldOf(json, 'code')],
    verdicts: { 7: 'suppress-address' },
    accepted: ({ json }) => fieldOf(json, 'id'),
    ...more,
  }).open({ url: `http://${peer.host}/base/`, allow: [peer.host], key: 'very-secret', ...given }, io);

beforeEach(async () => {
  asked = 0;
  peer = await startHttpPeer();
  connection = open();
});
afterEach(async () => {
  await connection.close();
  await peer.stop();
});

const outbound = { id: 'd-1', to: '+49', message: { text: 'Hi' } } as unknown as Outbound;
const send = async (script: HttpScript, by = connection) => {
  peer.script = script;
  return sendOnce(by, outbound, 2_000);
};
const json = (status: number, body: object, headers = {}) => ({ status, headers, body: JSON.stringify(body) });
const withToken = () => open({ token: async () => ({ value: `token-${++asked}`, goodForMs: 60_000 }) });

test('a call goes below the address of the account, and an answer with an id is accepted', async () => {
  expect(await send(json(200, { id: 'm-1' }))).toEqual({ kind: 'accepted', providerId: 'm-1' });
  expect(peer.taken[0]).toMatchObject({
    ...{ method: 'POST', url: '/base/send?a=1', body: '{"text":"Hi"}' },
    headers: { 'content-type': 'application/json', key: 'very-secret' },
  });
});

test('the code of the service counts before the status, also in an answer that looks like success', async () => {
  expect(await send(json(200, { code: 7 }))).toMatchObject({ kind: 'permanent', effect: 'suppress-address' });
  expect(await send(json(503, { code: 7 }))).toMatchObject({ kind: 'permanent', effect: 'suppress-address' });
});

test('an answer that nobody knows is kept whole, without its secrets', async () => {
  const said = { note: 'x'.repeat(900), key: 'very-secret', end: 'the end' };
  const result = await send(json(200, said));
  expect(result.kind).toBe('uncertain');
  const { reason } = result as { reason: string };
  expect(reason).toContain('the end');
  expect(reason).toContain('***');
  expect(reason).not.toContain('very-secret');
});

test('a service that repeats what it was sent gives away no secret, in whatever form it stands', async () => {
  const key = 'a/very+secret key="ö"';
  const echo: HttpScript = ({ url, headers, body }) =>
    json(400, { url, headers, body, again: [key, encodeURIComponent(key), Buffer.from(key).toString('base64')] });
  const account = open(
    {
      write: () => ({ path: `/send?${new URLSearchParams({ key })}`, body: new URLSearchParams({ key }) }),
      token: async () => ({ value: 'token/1+2==', goodForMs: 60_000 }),
      authorize: (call: HttpCall, _: unknown, token: string) => ({
        ...call,
        headers: { authorization: basic('user', key), 'x-token': token, 'x-url': encodeURIComponent(token) },
      }),
    },
    { key },
  );
  const { reason } = (await send(echo, account)) as { reason: string };
  expect(reason).toContain('***');
  const user = basic('user', key).slice('Basic '.length);
  const form = new URLSearchParams({ key }).toString().slice('key='.length);
  const token = ['token/1+2==', encodeURIComponent('token/1+2==')];
  const forms = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), form, ...token];
  for (const secret of [...forms, user, Buffer.from(key).toString('base64')]) expect(reason).not.toContain(secret);
  await account.close();
});

test('a sign-in that repeats its request gives away no secret', async () => {
  const asks = open({
    async token(_: unknown, ask: (call: HttpCall) => Promise<HttpReply>) {
      const body = new URLSearchParams({
        grant_type: 'x',
        assertion: 'aaa.bbb.ccc-signed',
        client_secret: 'very-secret',
      });
      const headers = { authorization: basic('client', 'very-secret') };
      throw new CredentialRefused((await ask({ path: '/token', headers, body })).text);
    },
  });
  const result = await send(({ headers, body }) => json(400, { headers, body, ok: 'invalid_grant' }), asks);
  expect(result).toMatchObject({ effect: 'channel-misconfigured', reason: expect.stringContaining('invalid_grant') });
  const { reason } = result as { reason: string };
  for (const secret of ['very-secret', 'aaa.bbb', basic('client', 'very-secret').slice(6)])
    expect(reason).not.toContain(secret);
  await asks.close();
});

test.each([
  [408, 'transient'],
  [425, 'transient'],
  [429, 'throttled'],
  [500, 'uncertain'],
  [502, 'uncertain'],
  [503, 'transient'],
  [504, 'uncertain'],
] as const)('HTTP %i is %s', async (status, kind) => {
  expect((await send({ status })).kind).toBe(kind);
});

test.each([
  [302, 'channel-misconfigured'],
  [400, 'drop'],
  [401, 'channel-misconfigured'],
  [402, 'channel-misconfigured'],
  [403, 'channel-misconfigured'],
  [404, 'drop'],
  [410, 'drop'],
  [413, 'drop'],
  [422, 'drop'],
] as const)('HTTP %i is refused for good: %s', async (status, effect) => {
  const result = await send({ status, headers: { location: '/elsewhere' } });
  expect(result).toMatchObject({ kind: 'permanent', effect });
  expect(peer.read).toHaveLength(1);
});

test('a fault of a server leaves no doubt where repeats are recognised, or nothing is taken by it', async () => {
  expect((await send({ status: 500 }, open({ idempotent: true }))).kind).toBe('transient');
  expect((await send({ status: 500 }, open({ refusesByServerError: true }))).kind).toBe('transient');
});

test('how long to wait is read in seconds and as a date, and where the service says it', async () => {
  const date = { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' };
  expect(await send({ status: 429, headers: { 'retry-after': '5' } })).toMatchObject({ retryAfterMs: 5_000 });
  expect(await send({ status: 503, headers: date })).toMatchObject({ kind: 'throttled', retryAfterMs: 9_000 });
  expect(await send({ status: 429 }, open({ waitMs: () => 3_000 }))).toMatchObject({ retryAfterMs: 3_000 });
});

test('an expired credential is got anew once, by one call for all who wait', async () => {
  const account = withToken();
  const byToken = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
    headers.token === 'token-1' ? { status: 401 } : json(200, { id: 'm-1' });
  peer.script = byToken;
  const results = await Promise.all(Array.from({ length: 8 }, () => sendOnce(account, outbound, 2_000)));
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(asked).toBe(2);
  await account.close();
});

test('what is refused with a new credential too is our own fault', async () => {
  const account = withToken();
  expect(await send({ status: 401 }, account)).toMatchObject({ kind: 'permanent', effect: 'channel-misconfigured' });
  expect(asked).toBe(2);
  expect(peer.read).toHaveLength(2);
  await account.close();
});

test('without a credential nothing leaves', async () => {
  const refused = async () => {
    throw new CredentialRefused('no such client');
  };
  const away = async () => {
    throw new Error('the token server is away');
  };
  expect(await send({ status: 200 }, open({ token: refused }))).toMatchObject({ effect: 'channel-misconfigured' });
  expect((await send({ status: 200 }, open({ token: away }))).kind).toBe('transient');
  expect(peer.read).toEqual([]);
});

test('a target that is not public, and a message that cannot be written, are refused before anything leaves', async () => {
  const guarded = open({}, { allow: [] });
  expect(await send({ status: 200 }, guarded)).toMatchObject({ effect: 'channel-misconfigured' });
  const mute = { ...outbound, message: { text: '' } };
  expect(await sendOnce(connection, mute, 2_000)).toMatchObject({ kind: 'permanent', reason: 'it says nothing' });
  expect(peer.read).toEqual([]);
});

test('an endless answer is read to its limit', async () => {
  const result = await send({ status: 400, body: 'x'.repeat(1_000_000) });
  expect(result).toMatchObject({ kind: 'permanent', effect: 'drop' });
  expect((result as { reason: string }).reason.length).toBeLessThanOrEqual(2_000);
});

test('a message is taken back by a call of its own, and a service that says no, or nothing, keeps it', async () => {
  expect(connection.revoke).toBeUndefined();
  const able = open({ revoke: (id: string): HttpCall => ({ method: 'DELETE', path: `/messages/${id}` }) });
  peer.script = { status: 200 };
  expect(await able.revoke!('m-1', AbortSignal.timeout(2_000))).toBe(true);
  expect(peer.taken.at(-1)).toMatchObject({
    method: 'DELETE',
    url: '/base/messages/m-1',
    headers: { key: 'very-secret' },
  });
  peer.script = { status: 404 };
  expect(await able.revoke!('m-1', AbortSignal.timeout(2_000))).toBe(false);
  peer.script = 'take-then-reset';
  expect(await able.revoke!('m-1', AbortSignal.timeout(2_000))).toBe(false);
  await able.close();
});

test('secrets are found however deep they stand', async () => {
  const { smtpSettings } = await import('../smtp/settings.ts');
  const dkim = [{ domain: 'a.example', selector: 's', privateKey: 'PRIVATE KEY-----' }];
  expect(secretsIn(smtpSettings, { host: 'mail.example', password: 'hidden-one', dkim })).toEqual([
    'PRIVATE KEY-----',
    'hidden-one',
  ]);
});
