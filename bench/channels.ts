import { fork } from 'node:child_process';
import { createECDH } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent } from 'undici';
import { createProviderChoice } from '../channels/choose-provider.ts';
import type { Connection, Outbound } from '../channels/contract.ts';
import { openChannels } from '../channels/open.ts';
import smpp from '../channels/providers/smpp.ts';
import webPush from '../channels/providers/web-push.ts';
import { sendOnce } from '../channels/send.ts';
import { loadLanguage } from '../engine/definitions/language.ts';
import { startRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';
import { jobsOf, throughBullMq, throughDispatcher } from './support/passages.ts';

const SERVICES = fileURLToPath(new URL('support/channel-services.ts', import.meta.url));
const AT_ONCE = 64;
const LIMIT_MS = 30_000;
/** What one process is to reach. */
const AIM_PER_SECOND = 2_000;
const IO = { now: Date.now, inbox: { put: async () => undefined } };

/** What a provider's own work costs: the protocol, the encryption, the signature. */
export default {
  name: 'channels',
  summary:
    'Messages a second that one process hands over: by SMPP and by Web Push with its encryption, beside bare HTTP; and from the queue to a service that answers after 50 ms, beside bare BullMQ.',
  async run({ runs, seconds = 3, say }) {
    const services = fork(SERVICES, { execArgv: ['--import', './engine/typescript.mjs'] });
    const [ports] = (await once(services, 'message')) as [{ readonly http: number; readonly smpp: number }];
    const host = `127.0.0.1:${ports.http}`;
    const senders = { smpp: bySmpp(ports.smpp), webPush: byWebPush(host), bareHttp: byBareHttp(host) };
    const figures: Record<string, unknown> = { atOnce: AT_ONCE };
    for (const [name, sender] of Object.entries(senders)) {
      await measure(sender.send, 1); // warm
      const measured = await medianOf(runs, async () => ({ perSecond: await measure(sender.send, seconds) }));
      figures[name] = measured;
      say(`${name.padEnd(10)} ${measured.perSecond.median} messages a second`);
      await sender.close();
    }
    const passed = await medianOf(runs, (run) => measureDispatch(host, run, seconds));
    figures.dispatch50ms = passed;
    say(`dispatch   ${passed.perSecond.median} messages a second; bare BullMQ ${passed.barePerSecond.median}`);
    services.disconnect();
    return figures;
  },
} satisfies Bench;

/** From the queue to a service over HTTP that takes 50 ms for each message, with the engine's own limits. */
async function measureDispatch(host: string, run: number, seconds: number) {
  const redis = await startRedis();
  const url = `http://${host}`;
  const sms = { provider: 'bird', url, allow: [host], workspace: 'w', channelId: 'c', key: 'k' };
  const { channels, close } = openChannels(createProviderChoice(await loadLanguage()), { sms }, IO);
  try {
    const to = { channel: 'sms', to: '+4915112345678', message: { text: 'Your jacket waits, only today' } };
    const jobsFor = (name: string) => jobsOf(`${name}-${run}`, AIM_PER_SECOND * seconds, to);
    const bare = await throughBullMq(redis, jobsFor('bare'));
    const ours = await throughDispatcher(redis, jobsFor('d'), channels.get('sms')!);
    return {
      perSecond: ours.donePerSecond,
      cpuMicrosPerMessage: ours.cpuMicros,
      barePerSecond: bare.donePerSecond,
    };
  } finally {
    await close();
    await redis.stop();
  }
}

interface Sender {
  send(id: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Keeps so many on their way for so long; returns how many a second were taken. */
async function measure(send: Sender['send'], seconds: number): Promise<number> {
  const from = performance.now();
  const until = from + seconds * 1_000;
  let sent = 0;
  const line = async () => {
    while (performance.now() < until) await send(`d-${sent++}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  return Math.round((sent * 1_000) / (performance.now() - from));
}

function bySmpp(port: number): Sender {
  const account = { host: '127.0.0.1', port, user: 'shop', password: 'secret', from: 'Shop', window: AT_ONCE };
  return senderOf(smpp.open(account, IO), '+4915112345678');
}

function byWebPush(host: string): Sender {
  const [browser, server] = [createECDH('prime256v1'), createECDH('prime256v1')];
  const p256dh = browser.generateKeys().toString('base64url');
  const account = {
    contact: 'mailto:it@shop.example',
    publicKey: server.generateKeys().toString('base64url'),
    privateKey: Buffer.concat([Buffer.alloc(32), server.getPrivateKey()])
      .subarray(-32)
      .toString('base64url'),
    allow: [host],
  };
  return senderOf(webPush.open(account, IO), `web-push:http://${host}/sub/1#${p256dh}.${'A'.repeat(22)}`);
}

/** The same connections and a body of the same size, without any of our work. */
function byBareHttp(host: string): Sender {
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
  const body = Buffer.alloc(400, 'x');
  return {
    async send() {
      const reply = await agent.request({ origin: `http://${host}`, path: '/', method: 'POST', body });
      await reply.body.dump();
    },
    close: () => agent.close(),
  };
}

function senderOf(connection: Connection, to: string): Sender {
  const message = { title: 'Your jacket waits', body: 'Only today: 20 % off', text: 'Your jacket waits, only today' };
  return {
    async send(id) {
      const outbound = { id, to, message, expiresAt: Date.now() + 3_600_000 } as unknown as Outbound;
      const result = await sendOnce(connection, outbound, LIMIT_MS);
      if (result.kind !== 'accepted') throw new Error(result.reason);
    },
    close: () => connection.close(),
  };
}
