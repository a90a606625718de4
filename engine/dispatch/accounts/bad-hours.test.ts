import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../../../bench/data/random.ts';
import { createProviderChoice } from '../../../channels/choose-provider.ts';
import type { Channel, Provider } from '../../../channels/contract.ts';
import { openChannels } from '../../../channels/open.ts';
import { deliveryJob, LEAVES, NOW, SILENT, standingClock, storeOver } from '../../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import { rowsIn } from '../../../test/support/rows.ts';
import { loadFolder } from '../../../triggers/vocabulary/registry.ts';
import { startDispatcher } from '../dispatcher.ts';
import { createPutOffs } from '../put-offs.ts';
import { openQueues } from '../queue.ts';
import { createAccountHealth } from './account-health.ts';

const MESSAGES = 600;
const FINAL = ['sent', 'held-back', 'expired', 'failed', 'uncertain'];
/** What a service does in its bad hours, each as often. */
const FAULTS = ['500', '429', 'reset before it reads', 'takes it and resets', 'takes it and says nonsense'] as const;

/** A service like SendGrid of which a share of the calls fail; keeps the ids that it took. */
async function startService(share: number, seed: number) {
  const random = randomOf(seed);
  const service = { calls: 0, failed: 0, took: [] as string[], url: '', server: undefined as unknown as Server };
  service.server = createServer((request, response) => {
    service.calls++;
    const isBad = random() < share;
    const fault = isBad ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    if (isBad) service.failed++;
    if (fault === 'reset before it reads') {
      request.socket.resetAndDestroy();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { custom_args } = JSON.parse(Buffer.concat(chunks).toString()) as { custom_args: { delivery: string } };
      if (fault === '500') return response.writeHead(500).end('{}');
      if (fault === '429') return response.writeHead(429, { 'retry-after': '0' }).end('{}');
      service.took.push(custom_args.delivery);
      if (fault === 'takes it and resets') return request.socket.resetAndDestroy();
      if (fault === 'takes it and says nonsense') return response.writeHead(200).end('<html>');
      return response.writeHead(202, { 'x-message-id': `m-${custom_args.delivery}` }).end();
    });
  });
  await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
  service.url = `127.0.0.1:${(service.server.address() as AddressInfo).port}`;
  return service;
}

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('three accounts in their bad hours: each message has one end, none is taken twice, a dead account is left alone', async () => {
  const shares = [0.2, 0.5, 1];
  const services = await Promise.all(shares.map((share, i) => startService(share, i + 1)));
  const folder = (name: string) => new URL(`../../../channels/${name}/`, import.meta.url);
  const choice = createProviderChoice({
    channels: await loadFolder<Channel>(folder('kinds')),
    providers: await loadFolder<Provider>(folder('providers')),
  });
  const email = services.map(({ url }, i) => ({
    ...{ name: `account-${i}`, provider: 'sendgrid', url: `http://${url}`, allow: [url], key: 'SG.k' },
  }));
  const clock = standingClock(NOW);
  const opened = openChannels(
    choice,
    { email },
    { now: clock.now, wall: clock.wall, inbox: { put: async () => undefined } },
  );
  const queue = openQueues(storeOver(redis), ['email']);
  const dispatcher = startDispatcher({
    redis: storeOver(redis),
    queue,
    putOffs: createPutOffs(queue, clock),
    names: ['email'],
    channels: () => opened.channels,
    health: createAccountHealth(clock),
    noteSent: async () => undefined,
    isPaused: () => false,
    recheck: LEAVES,
    report: async () => undefined,
    isHeeded: () => false,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: () => undefined,
    random: Math.random,
    clock,
    log: SILENT,
    concurrency: 8,
  });
  const jobs = Array.from({ length: MESSAGES }, (_, i) =>
    deliveryJob({
      id: `bad-${i}`,
      channel: 'email',
      to: 'eva@example.org',
      message: { subject: 'Hi', html: '<p>Hi</p>' },
    }),
  );
  await queue.add(jobs);
  const connection = redis.connect();
  const ends = async () => {
    const entries = await connection.xrange('kairos:outcomes:{0}', '-', '+');
    const rows = entries.flatMap(([, fields]) => rowsIn<{ step?: string; decision: string }>(fields[1]!));
    return rows.filter(({ step = '' }) => FINAL.includes(step));
  };
  await expect.poll(async () => (await ends()).length, { timeout: 60_000, interval: 250 }).toBe(MESSAGES);

  const ended = await ends();
  expect(new Set(ended.map(({ decision }) => decision)).size).toBe(MESSAGES);
  const idsOf = (...steps: string[]) =>
    new Set(ended.filter(({ step = '' }) => steps.includes(step)).map(({ decision }) => decision));
  const took = services.flatMap((service) => service.took);
  expect(new Set(took).size).toBe(took.length);
  const flagged = idsOf('sent', 'uncertain');
  expect(took.filter((id) => !flagged.has(id))).toEqual([]);
  expect([...idsOf('sent')].filter((id) => !took.includes(id))).toEqual([]);
  // Nothing failed for good, and nothing expired: what was not taken went on by another account.
  expect(idsOf('failed', 'expired', 'held-back').size).toBe(0);
  const [, , dead] = services;
  // Twenty open its breaker; eight more may be under way by then, and now and then one message tries it out.
  expect(dead!.calls).toBeLessThanOrEqual(40);
  await dispatcher.close();
  await Promise.all([opened.close(), queue.close(), ...services.map(({ server }) => server.close())]);
  connection.disconnect();
});
