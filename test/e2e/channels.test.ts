import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outbound } from '../../channels/contract.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import alexa from '../conformance/peers/alexa-events.ts';
import activity from '../conformance/peers/apns-activity.ts';
import appleBusiness from '../conformance/peers/apple-business.ts';
import type { Peer, ProviderPeer } from '../conformance/peers/contract.ts';
import devices from '../conformance/peers/devices.ts';
import discord from '../conformance/peers/discord-webhook.ts';
import googleRbm from '../conformance/peers/google-rbm.ts';
import webhook from '../conformance/peers/http-webhook.ts';
import instagram from '../conformance/peers/instagram-account.ts';
import line from '../conformance/peers/line-messaging.ts';
import messenger from '../conformance/peers/messenger-page.ts';
import sendgrid from '../conformance/peers/sendgrid.ts';
import sinch from '../conformance/peers/sinch.ts';
import slack from '../conformance/peers/slack-bot.ts';
import teams from '../conformance/peers/teams-webhook.ts';
import telegram from '../conformance/peers/telegram-bot.ts';
import tiktok from '../conformance/peers/tiktok-account.ts';
import mms from '../conformance/peers/twilio-mms.ts';
import viber from '../conformance/peers/viber-bot.ts';
import wechat from '../conformance/peers/wechat-account.ts';
import whatsapp from '../conformance/peers/whatsapp-cloud.ts';
import x from '../conformance/peers/x-account.ts';
import { eventOf, startTestEngine, type TestEngine } from '../support/engine.ts';
import { documentOf, eventTrigger, workspaceBody } from '../support/workspace.ts';

/** Each channel, the counterpart of the provider that serves it, and the trait that the customer is reached by. */
const CHANNELS: Readonly<Record<string, readonly [peer: ProviderPeer, trait?: string]>> = {
  email: [sendgrid, 'email'],
  sms: [sinch, 'phone'],
  mms: [mms, 'phone'],
  rcs: [googleRbm, 'phone'],
  whatsapp: [whatsapp, 'phone'],
  messenger: [messenger, 'messengerId'],
  instagram: [instagram, 'instagramId'],
  telegram: [telegram, 'telegramId'],
  wechat: [wechat, 'wechatId'],
  'apple-messages': [appleBusiness, 'appleId'],
  line: [line, 'lineId'],
  viber: [viber, 'viberId'],
  x: [x, 'xId'],
  tiktok: [tiktok, 'tiktokId'],
  push: [devices],
  'live-activity': [activity, 'activityToken'],
  alexa: [alexa, 'alexaId'],
  slack: [slack, 'slackId'],
  teams: [teams],
  discord: [discord],
  webhook: [webhook],
};
const NAMES = Object.keys(CHANNELS);

let engine: TestEngine;
const peers = new Map<string, Peer>();

beforeAll(async () => {
  for (const [channel, [peer]] of Object.entries(CHANNELS)) peers.set(channel, await peer.start());
  for (const peer of peers.values()) peer.scripts.ok!();
  const slotsOf = ({ message }: Peer): Outbound['message'] =>
    typeof message === 'function' ? message('{{event.name}}') : message;
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url, {
        sender: { name: 'Shop', email: 'shop@shop.example', 'postal-address': 'Main Street 1, Berlin' },
        channels: [...NAMES, 'in-app'],
        providers: Object.fromEntries(
          NAMES.map((name) => [name, { provider: CHANNELS[name]![0].name, ...peers.get(name)!.settings('long') }]),
        ),
      }),
      documentOf('template', 'word', {
        name: 'word',
        channels: {
          ...Object.fromEntries(NAMES.map((name) => [name, slotsOf(peers.get(name)!)])),
          'in-app': { title: 'Hi', body: 'Hi' },
        },
      }),
      eventTrigger('one-word', 'wave', { message: { template: 'word', purpose: 'service', channels: 'preferred' } }),
    ],
  });
});
afterAll(async () => {
  await engine?.close();
  for (const peer of peers.values()) await peer.stop();
});

const whoPrefers = (channel: string) => `prefers-${channel}`;

/** A customer who wants to be reached by one channel, and is reached by it. */
function customerOf(channel: string): readonly SignalInput[] {
  const trait = CHANNELS[channel]?.[1];
  // TikTok is not for customers in Germany, where the shop is.
  const traits = {
    ...{ preferredChannel: channel, ...(channel === 'tiktok' && { country: 'JP' }) },
    ...(trait !== undefined && { [trait]: peers.get(channel)!.to }),
  };
  const identified: SignalInput = { kind: 'identify', customer: whoPrefers(channel), value: { traits } };
  if (channel !== 'push') return [identified];
  const [service = '', token = ''] = peers.get(channel)!.to.split(/:(.*)/s);
  return [
    identified,
    { kind: 'push-token', customer: whoPrefers(channel), value: { service, token, deviceId: 'phone' } },
  ];
}

test('one trigger reaches twenty-two customers, each by the channel that they prefer, and each service gets one message', async () => {
  const all = [...NAMES, 'in-app'];
  expect(all).toHaveLength(22);
  engine.nextDay('12:00');
  await engine.send(...all.flatMap(customerOf), ...all.map((channel) => eventOf(whoPrefers(channel), 'wave')));
  for (const channel of all) {
    expect(await engine.outcome(whoPrefers(channel), 'sent'), channel).toMatchObject({ channel, trigger: 'one-word' });
  }
  await engine.settled();
  for (const name of NAMES) {
    expect(peers.get(name)!.taken(), name).toHaveLength(1);
    expect(peers.get(name)!.complaints?.() ?? [], name).toEqual([]);
  }
  const ends = engine.outcomes.filter(({ step }) =>
    ['sent', 'held-back', 'expired', 'failed', 'uncertain'].includes(step),
  );
  expect(ends.map(({ customer }) => customer).sort()).toEqual(all.map(whoPrefers).sort());
});
