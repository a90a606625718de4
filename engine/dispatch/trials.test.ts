import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProviderChoice } from '../../channels/choose-provider.ts';
import type { Outbound } from '../../channels/contract.ts';
import type { Message } from '../../templates/contract.ts';
import { NOW, standingClock } from '../../test/support/deliveries.ts';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import { workspaceWith } from '../../test/support/moments.ts';
import { loadLanguage } from '../definitions/language.ts';
import { createTrials } from './trials.ts';

const language = await loadLanguage();
const account = { name: 'bird', provider: 'bird', workspace: 'w', channelId: 'c', key: 'k' };

/** What a preview shows of a text message. */
function show(text: string, more: object = {}) {
  const providers = { sms: [{ ...account, ...more }] };
  return createTrials({
    channels: language.channels,
    providerChoice: createProviderChoice(language),
    workspace: () => workspaceWith({ providers, currency: 'EUR' }),
    io: { now: () => NOW, inbox: { put: async () => undefined } },
    noteSent: async () => undefined,
    clock: standingClock(NOW),
  }).show({ channel: 'sms', customer: '', to: '', message: { text } });
}

test('a preview of a text message has its segments, and what they cost where the account has a price', () => {
  expect(show('Your jacket waits')).toEqual({ text: 'Your jacket waits', segments: '1 (GSM-7, 17)' });
  expect(show('Your jacket waits', { price: 0.075 })).toMatchObject({ cost: '0.075 EUR' });
  expect(show('ж'.repeat(100), { price: 0.075 })).toMatchObject({
    segments: expect.stringMatching(/^2 \(UCS-2/),
    cost: '0.15 EUR',
  });
  expect(show('free', { price: 0 })).toMatchObject({ cost: '0 EUR' });
});

describe('a test message', () => {
  let peer: HttpPeer;
  let shown: Outbound[];
  beforeEach(async () => {
    shown = [];
    peer = await startHttpPeer();
    peer.script = { status: 202 };
  });
  afterEach(() => peer.stop());

  /** Sends a test by a channel that is set up with the peer; `filled` are the slots that it must have. */
  function send(channel: string, settings: object, to: string, filled: Message) {
    const at = { allow: [peer.host] };
    const providers = { [channel]: channel === 'in-app' ? {} : { ...at, ...settings } };
    return createTrials({
      channels: language.channels,
      providerChoice: createProviderChoice(language),
      workspace: () => workspaceWith({ providers }),
      io: { now: () => NOW, inbox: { put: async (outbound) => void shown.push(outbound) } },
      noteSent: async () => undefined,
      clock: standingClock(NOW),
    }).send({ channel, customer: language.channels.get(channel)!.isAddress ? '' : to, to, message: filled });
  }
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;

  test('can be made of every channel', () => {
    const without = [...language.channels.values()].filter(({ asTest }) => !asTest);
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  test.each(['', 'anybody'])('by a webhook goes to its one place, whatever address is said: %j', async (to) => {
    const settings = { url: `http://${peer.host}/in`, secret };
    expect(await send('webhook', settings, to, { payload: '{"a":1}' })).toMatchObject({ provider: 'http-webhook' });
    expect(peer.read.map(({ url, body }) => [url, JSON.parse(body)])).toMatchObject([
      ['/in', { data: { payload: { a: 1, test: true } } }],
    ]);
  });

  test.each(['', 'anybody'])('to a team goes to its one place, whatever address is said: %j', async (to) => {
    const settings = { url: `http://${peer.host}/flow?sig=secret-signature` };
    expect(await send('teams', settings, to, { text: 'Hi' })).toMatchObject({ provider: 'teams-webhook' });
    expect(peer.read.map(({ url }) => url)).toEqual(['/flow?sig=secret-signature']);
    expect(peer.read[0]!.body).toContain('[Test] Hi');
  });

  test('in the app goes to a customer, and to nobody where none is named', async () => {
    expect(await send('in-app', {}, 'anna', { title: 'Hi', body: 'There' })).toMatchObject({ provider: 'inbox' });
    expect(shown).toMatchObject([{ customer: 'anna', to: 'anna', message: { title: '[Test] Hi' } }]);
    expect(await send('in-app', {}, '', { title: 'Hi', body: 'There' })).toHaveProperty('refused');
  });
});
