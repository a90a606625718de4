import { expect, test } from 'vitest';
import * as z from 'zod';
import { wordsOf } from '../test/support/words-of.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { createProviderChoice, type ProviderChoiceParts } from './choose-provider.ts';
import type { Channel, Provider } from './contract.ts';
import { exampleEnvironment, variablesOf } from './environment.ts';
import type { WrongSettings } from './wrong-settings.ts';

const channels = await loadFolder<Channel>(new URL('kinds/', import.meta.url));
const providers = await loadFolder<Provider>(new URL('providers/', import.meta.url));

/** Another provider for mails, first in the alphabet. */
const another: Provider = {
  ...{ name: 'a-mailer', channel: 'email', ...wordsOf('Mails.'), idempotent: true },
  settings: z.strictObject({ token: z.string() }),
  environment: {
    KAIROS_A_MAILER_TOKEN: { setting: 'token', summary: 't', schema: z.string(), isSecret: true, example: 't-1' },
  },
  open: () => ({ send: async () => ({ kind: 'accepted', providerId: '1' }), close: async () => undefined }),
};
const both = new Map<string, Provider>([['a-mailer', another], ...providers]);

const choice = (
  fromEnvironment: ProviderChoiceParts['fromEnvironment'] = {},
  all: ReadonlyMap<string, Provider> = both,
) => createProviderChoice({ channels, providers: all, fromEnvironment });

test('the default of its kind is chosen, however many other providers a channel has', () => {
  const written = { url: 'smtp://mine' };
  for (const all of [providers, both]) {
    const [account] = choice({}, all).choose('email', written);
    expect([account?.name, account?.provider.name, account?.written]).toEqual(['smtp', 'smtp', written]);
  }
});

test('the provider that the workspace names is chosen, and its name is no setting', () => {
  expect(choice().choose('email', { provider: 'a-mailer', token: 't' })).toMatchObject([
    { name: 'a-mailer', provider: { name: 'a-mailer' }, written: { token: 't' } },
  ]);
});

test('what the environment gives goes to its provider, whichever serves the channel', () => {
  const { choose } = choice({ smtp: { url: 'smtp://outside' }, 'a-mailer': { token: 't' } });
  expect(choose('email', {})[0]?.settings).toEqual({ url: 'smtp://outside' });
  expect(choose('email', { provider: 'a-mailer' })[0]?.settings).toEqual({ token: 't' });
});

test('accounts of a list have names, and write for themselves what the environment gives to one', () => {
  const { choose } = choice({ smtp: { url: 'smtp://outside', tls: 'required' } });
  const accounts = choose('email', [
    { name: 'own', url: 'smtp://mine', order: 1, purposes: ['service'] },
    { name: 'given', weight: 3, countries: ['DE'] },
    { name: 'other', provider: 'a-mailer', token: 't', perSecond: 10 },
  ]);
  expect(accounts).toMatchObject([
    { name: 'own', order: 1, purposes: ['service'], written: { url: 'smtp://mine' } },
    { name: 'given', order: 0, weight: 3, countries: ['DE'], written: {} },
    { name: 'other', provider: { name: 'a-mailer' }, perSecond: 10, settings: { token: 't' } },
  ]);
  expect(accounts[0]?.settings).toEqual({ url: 'smtp://mine', tls: 'required' });
  expect(accounts[1]?.settings).toEqual({ url: 'smtp://outside', tls: 'required' });
});

test.each([
  ['nothing by which anybody is told', {}, undefined, undefined],
  ['reports by mail', { bounceAddress: 'bounces@shop.example' }, true, undefined],
  ['reports by a call', { bounceAddress: 'bounces@shop.example', hookPassword: 'a-long-password' }, true, true],
])('an account with %s tells what became of mails only where somebody takes that', (_, more, heard, unheard) => {
  const tells = (isMailHeard: boolean) =>
    createProviderChoice({ channels, providers, isMailHeard }).choose('email', { url: 'smtp://mine', ...more })[0]
      ?.tells;
  expect([tells(true), tells(false)]).toEqual([heard, unheard]);
});

test('every problem of a list of accounts is told, each where it stands', () => {
  const problemsOf = (list: readonly object[]) => {
    try {
      choice().choose('email', list as never);
      return [];
    } catch (cause) {
      return (cause as WrongSettings).problems.map(({ path, expected }) => `${path}: ${expected}`);
    }
  };
  expect(problemsOf([])).toEqual([': 1 to 20 accounts']);
  expect(problemsOf([{}, { name: 'a', countries: ['de'] }])).toEqual([
    '0.name: a list of accounts, each with a name of its own',
    '1.countries.0: a country of two capital letters (ISO 3166-1), such as DE',
  ]);
  expect(problemsOf([{ name: 'a' }, { name: 'a' }])).toEqual(['1.name: a name that no other account of it has']);
  expect(problemsOf([{ name: 'a' }, { name: 'b', provider: 'pigeon' }])).toEqual([
    expect.stringMatching(/^1\.provider: one of a-mailer, .*smtp/),
  ]);
});

const OF_MAILS = /provider: expected one of a-mailer, .*smtp/;

test('a provider of another channel, one that is none, and a channel that is none are refused', () => {
  expect(() => choice().choose('email', { provider: 'inbox' })).toThrow(OF_MAILS);
  expect(() => choice().choose('email', { provider: 'pigeon' })).toThrow(OF_MAILS);
  expect(() => choice().choose('fax', {})).toThrow(/expected one of the channels .*email/);
});

test('a channel is opened when the workspace sets it up, or its default needs nothing more', () => {
  expect(choice().channelsOf({})).toEqual(['in-app']);
  expect(choice().channelsOf({ webhook: {} })).toEqual(['in-app', 'webhook']);
  expect(choice({ smtp: { url: 'smtp://outside' } }).channelsOf({})).toEqual(['email', 'in-app']);
  expect(choice({ 'a-mailer': { token: 't' } }).channelsOf({})).toEqual(['in-app']);
});

test('a kind whose default is not one of its own providers is refused', () => {
  const fax = { ...channels.get('email')!, name: 'fax', defaultProvider: 'smtp' };
  expect(() => createProviderChoice({ channels: new Map([['fax', fax]]), providers })).toThrow(
    "the default provider 'smtp' of channel 'fax' is not one of its own",
  );
});

test('every variable names a setting of its provider, and its example is accepted', () => {
  const environment = exampleEnvironment(both);
  expect(environment).toMatchObject({ 'a-mailer': { token: 't-1' }, smtp: { url: 'smtp://localhost' } });
  for (const { provider, setting, schema, example } of variablesOf(both)) {
    expect(schema.safeParse(example).success).toBe(true);
    // Others that the provider needs may be missing; this one is known and right.
    const { error } = both.get(provider)!.settings.safeParse(environment[provider]);
    const faults = error?.issues.filter(({ code, path }) => code === 'unrecognized_keys' || path[0] === setting);
    expect(faults ?? []).toEqual([]);
  }
});
