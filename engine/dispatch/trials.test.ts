import { expect, test } from 'vitest';
import { createProviderChoice } from '../../channels/choose-provider.ts';
import { NOW, standingClock } from '../../test/support/deliveries.ts';
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
