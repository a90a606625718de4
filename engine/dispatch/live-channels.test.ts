import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { createProviderChoice } from '../../channels/choose-provider.ts';
import type { Channel, Provider, ProviderSettings } from '../../channels/contract.ts';
import { WrongSettings } from '../../channels/wrong-settings.ts';
import { wordsOf } from '../../test/support/words-of.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { CannotStart } from '../contract.ts';
import { openLiveChannels } from './live-channels.ts';

const said: string[] = [];
const opened: string[] = [];
const closed: string[] = [];
beforeEach(() => {
  for (const list of [said, opened, closed]) list.length = 0;
});

const NAMES = ['email', 'in-app', 'webhook'];
const kinds = new Map(
  NAMES.map((name) => [name, { name, ...wordsOf(''), slots: {}, defaultProvider: name, address: () => '' } as Channel]),
);
const providers = new Map<string, Provider>(
  NAMES.map((channel) => [
    channel,
    {
      ...{
        name: channel,
        channel,
        ...wordsOf(''),
        idempotent: true,
        settings: channel === 'in-app' ? z.strictObject({}) : z.object({ url: z.string() }),
      },
      open(settings) {
        const text = `${channel} ${JSON.stringify(settings)}`;
        if (text.includes('wrong')) throw new WrongSettings([{ path: 'url', expected: 'a URL' }]);
        opened.push(text);
        return {
          send: async () => ({ kind: 'accepted', providerId: '' }),
          close: async () => void closed.push(text),
        };
      },
    },
  ]),
);
const say = (message: string) => void said.push(message);
const workspaceWith = (settings: Readonly<Record<string, ProviderSettings>>) =>
  ({ providers: settings }) as unknown as Workspace;
const open = (settings: Readonly<Record<string, ProviderSettings>>, mailUrl?: string) =>
  openLiveChannels(workspaceWith(settings), {
    providerChoice: createProviderChoice({
      ...{ channels: kinds, providers },
      fromEnvironment: mailUrl === undefined ? {} : { email: { url: mailUrl } },
    }),
    log: { info: say, warn: say, error: say },
    io: { now: () => 0, inbox: { put: async () => undefined } },
  });

test('in-app is always open, others where the workspace sets them up', async () => {
  const channels = open({});
  expect([...channels.open().keys()]).toEqual(['in-app']);
  expect(opened).toEqual(['in-app {}']);
  await channels.close();
  expect(closed).toEqual(['in-app {}']);
});

test('a server from outside wins over that of the workspace, and opens e-mail where the workspace has none', () => {
  open({ email: { url: 'mine', tls: 'off' } }, 'outside');
  open({}, 'outside');
  open({ email: { url: 'mine' } });
  expect(opened.filter((text) => text.startsWith('email'))).toEqual([
    'email {"url":"outside","tls":"off"}',
    'email {"url":"outside"}',
    'email {"url":"mine"}',
  ]);
});

test('another workspace opens what is new and closes what was; the same one changes nothing', async () => {
  const channels = open({ webhook: { url: 'a' } });
  const before = channels.open();
  channels.follow(workspaceWith({ webhook: { url: 'a' } }));
  expect(channels.open()).toBe(before);
  channels.follow(workspaceWith({ webhook: { url: 'b' } }));
  expect(channels.open()).not.toBe(before);
  expect(opened.at(-1)).toBe('webhook {"url":"b"}');
  await channels.close();
  expect(closed.filter((text) => text.startsWith('webhook'))).toEqual(['webhook {"url":"a"}', 'webhook {"url":"b"}']);
  expect(said).toEqual([]);
});

test('settings that are wrong keep the engine from starting, and a running one at what it had', () => {
  expect(() => open({ email: { url: 'wrong' } })).toThrow(CannotStart);
  expect(() => open({ email: { url: 'wrong' } })).toThrow('the channels cannot be opened: email.url: expected a URL');
  const channels = open({ email: { url: 'good' } });
  const before = channels.open();
  channels.follow(workspaceWith({ email: { url: 'wrong' } }));
  expect(channels.open()).toBe(before);
  expect(said).toEqual(['the channels of the new workspace cannot be opened, the old ones stay']);
  channels.follow(workspaceWith({ email: { url: 'better' } }));
  expect(channels.open()).not.toBe(before);
});
