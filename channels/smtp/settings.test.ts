import { describe, expect, test } from 'vitest';
import { readSettings } from '../wrong-settings.ts';
import { serverOf, smtpSettings } from './settings.ts';

const read = (settings: object) => readSettings(smtpSettings, settings);
const NONE = { port: undefined, user: undefined, password: undefined };

describe('the server that settings name', () => {
  test.each([
    ['smtp://mail.example', { ...NONE, host: 'mail.example', tls: 'auto', isImplicit: false }],
    ['smtps://mail.example', { ...NONE, host: 'mail.example', tls: 'auto', isImplicit: true }],
    ['smtp://mail.example:465', { ...NONE, host: 'mail.example', port: 465, tls: 'auto', isImplicit: true }],
    [
      'smtp://mail.example:587?tls=required',
      { ...NONE, host: 'mail.example', port: 587, tls: 'required', isImplicit: false },
    ],
    ['smtp://[::1]:2525?tls=off', { ...NONE, host: '::1', port: 2525, tls: 'off', isImplicit: false }],
    [
      'smtp://eva%40shop:p%3Aw%2F@mail.example',
      { ...NONE, host: 'mail.example', user: 'eva@shop', password: 'p:w/', tls: 'auto', isImplicit: false },
    ],
    [
      'smtp://eva:100%@mail.example',
      { ...NONE, host: 'mail.example', user: 'eva', password: '100%', tls: 'auto', isImplicit: false },
    ],
  ])('%s', (url, server) => {
    expect(serverOf(read({ url, host: 'other.example', port: 25 }))).toEqual(server);
  });

  test.each([
    [{ host: 'mail.example' }, { ...NONE, host: 'mail.example', tls: 'auto', isImplicit: false }],
    [
      { host: '10.0.0.1', port: 465, user: 'u', password: 'p', tls: 'unverified' },
      { host: '10.0.0.1', port: 465, user: 'u', password: 'p', tls: 'unverified', isImplicit: true },
    ],
    [
      { host: 'm', port: 25 },
      { ...NONE, host: 'm', port: 25, tls: 'auto', isImplicit: false },
    ],
  ])('%j', (settings, server) => {
    expect(serverOf(read(settings))).toEqual(server);
  });
});

test('what is not said has a value', () => {
  expect(read({ host: 'm' })).toEqual({
    ...{ host: 'm', tls: 'auto', dkim: [], connections: 5, messagesPerConnection: 100 },
    ...{ connectSeconds: 3, replySeconds: 10 },
  });
});

describe('settings that are refused', () => {
  const url = 'smtp://user:password@host:port?tls=auto (or smtps://)';
  const key = { domain: 'a.example', selector: 's', privateKey: '-----BEGIN PRIVATE KEY-----' };
  test.each([
    [{}, 'url: expected `url` or `host` of an SMTP server'],
    [{ url: 'mail.example' }, `url: expected ${url}`],
    [{ url: 'http://mail.example' }, `url: expected ${url}`],
    [{ url: 'xsmtp://mail.example' }, `url: expected ${url}`],
    [{ url: 'smtp://mail.example?tls=maybe' }, `url: expected ${url}`],
    [{ url: 'smtp://mail.example?pool=true' }, `url: expected ${url}`],
    [{ url: 'smtp://' }, `url: expected ${url}`],
    [{ host: 'a b' }, 'host: expected a host name'],
    [{ host: 'm', port: 0 }, 'port: expected a port'],
    [{ host: 'm', port: 65_536 }, 'port: expected a port'],
    [{ host: 'm', tls: 'on' }, 'tls: expected one of auto, required, off, unverified'],
    [{ host: 'm', replyTo: 'eva' }, 'replyTo: expected an e-mail address'],
    [{ host: 'm', dkim: [{ ...key, selector: 'a b' }] }, 'dkim.0.selector: expected a selector'],
    [{ host: 'm', dkim: [{ ...key, privateKey: 'x' }] }, 'dkim.0.privateKey: expected a private key in PEM'],
    [{ host: 'm', dkim: [key, key, key, key, key] }, 'dkim: expected at most four keys'],
    [{ host: 'm', colour: 1, size: 2 }, ': expected no colour, size'],
  ])('%j', (settings, said) => {
    expect(() => read(settings)).toThrow(said);
  });

  test.each([
    ['connections', 1, 100],
    ['messagesPerConnection', 1, 10_000],
    ['connectSeconds', 0.1, 60],
    ['replySeconds', 0.1, 600],
    ['port', 1, 65_535],
  ])('%s beyond %s and %s', (name, least, most) => {
    for (const good of [least, most]) expect(read({ host: 'm', [name]: good })).toMatchObject({ [name]: good });
    for (const bad of [least - 0.05, least - 1, most + 1]) expect(() => read({ host: 'm', [name]: bad })).toThrow(name);
  });
});
