import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpPeer, startHttpPeer } from '../../test/support/http-peer.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { createProviderChoice } from '../choose-provider.ts';
import type { Channel, Outbound, Provider } from '../contract.ts';
import { openChannels } from '../open.ts';
import { sendOnce } from '../send.ts';

const channels = await loadFolder<Channel>(new URL('../kinds/', import.meta.url));
const providers = await loadFolder<Provider>(new URL('../providers/', import.meta.url));
const CHANNELS = ['sms', 'mms', 'whatsapp', 'rcs'];
const PUBLIC = 'https://kairos.example';

let peer: HttpPeer;
beforeAll(async () => {
  peer = await startHttpPeer();
});
afterAll(() => peer.stop());

/** Sends a message by an account with Twilio; returns its form, and whether the account tells what became of it. */
async function send(channel: string, more: object, publicUrl?: string) {
  const provider = channel === 'sms' ? 'twilio' : `twilio-${channel}`;
  const account = { name: 'own', provider, account: 'AC01', token: 'auth-token', from: '+14155550100', ...more };
  const at = { url: `http://${peer.host}`, allow: [peer.host] };
  const choice = createProviderChoice({ channels, providers, isCallable: publicUrl !== undefined });
  const io = { now: Date.now, inbox: { put: async () => undefined }, publicUrl };
  const open = openChannels(choice, { [channel]: [{ ...account, ...at }] }, io);
  const { connection, tells } = open.channels.get(channel)!.accounts[0]!;
  const message = { text: 'Your jacket waits' };
  const outbound = { id: 'd-1', to: '+4915112345678', message, expiresAt: Date.now() + 60_000 } as unknown as Outbound;
  await sendOnce(connection, outbound, 5_000);
  await open.close();
  return { form: new URLSearchParams(peer.read.at(-1)!.body), tells };
}

test.each(CHANNELS)('%s through Twilio says with each message where to tell what becomes of it', async (channel) => {
  for (const more of [{}, { service: 'MG01' }]) {
    const { form, tells } = await send(channel, more, PUBLIC);
    expect(form.get('StatusCallback')).toBe(`${PUBLIC}/hooks/${channel}/own`);
    expect(tells).toBe(true);
  }
});

test.each(CHANNELS)(
  '%s through Twilio tells nothing where it cannot call us, or its calls not be checked',
  async (channel) => {
    const { form, tells } = await send(channel, { service: 'MG01' });
    expect(form.has('StatusCallback')).toBe(false);
    expect(tells).toBeUndefined();
    expect((await send(channel, { key: 'SK01' }, PUBLIC)).tells).toBeUndefined();
    expect((await send(channel, { key: 'SK01', hookToken: 'auth-token' }, PUBLIC)).tells).toBe(true);
  },
);
