import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import { createProviderChoice } from './choose-provider.ts';
import type { Channel, Provider, ProviderIo } from './contract.ts';
import { openChannels } from './open.ts';
import { WrongSettings } from './wrong-settings.ts';

const kinds = await loadFolder<Channel>(new URL('kinds/', import.meta.url));
const providers = await loadFolder<Provider>(new URL('providers/', import.meta.url));
const choice = createProviderChoice({ channels: kinds, providers });
const io: ProviderIo = { now: () => 0, inbox: { put: async () => undefined } };
const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;

test('each channel with settings is opened with its provider', async () => {
  const settings = {
    email: { url: 'smtp://localhost:2525' },
    'in-app': {},
    webhook: { provider: 'http-webhook', url: 'https://hook.example', secret: [secret, secret] },
  };
  const open = openChannels(choice, settings, io);
  expect([...open.channels].map(([name, { accounts }]) => [name, accounts[0]?.provider.name])).toEqual([
    ['in-app', 'inbox'],
    ['email', 'smtp'],
    ['webhook', 'http-webhook'],
  ]);
  await open.close();
  await open.close();
});

test('settings that are wrong are refused all together, each with its path', () => {
  const settings = {
    email: { port: 'x', dkim: [{ domain: 'a.example', selector: 's', privateKey: 'no' }] },
    fax: {},
    'in-app': { colour: 'red' },
    webhook: { url: 'ftp://x', secret: 'short', provider: 'http-webhook' },
    telex: {},
  };
  try {
    openChannels(choice, { ...settings, email: { ...settings.email, provider: 'pigeon' } }, io);
    expect.unreachable();
  } catch (error) {
    expect((error as WrongSettings).problems.map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
      'in-app: no colour',
      expect.stringMatching(/^email\.provider: one of .*smtp/),
      expect.stringMatching(/^fax: one of the channels .*email, .*webhook/),
      'webhook.url: an http(s) URL',
      'webhook.secret: a secret: whsec_ and 24 to 64 bytes in base64',
      expect.stringMatching(/^telex: one of the channels/),
    ]);
  }
  expect(() => openChannels(choice, { email: settings.email }, io)).toThrow(WrongSettings);
  expect(() => openChannels(choice, { email: {} }, io)).toThrow(
    'email.url: expected `url` or `host` of an SMTP server',
  );
});
