import { Redis } from 'ioredis';
import { createProviderChoice } from '../../channels/choose-provider.ts';
import type { Channel, Provider, ProviderSettings } from '../../channels/contract.ts';
import { openChannels } from '../../channels/open.ts';
import { createAccountHealth } from '../../engine/dispatch/accounts/account-health.ts';
import { startDispatcher } from '../../engine/dispatch/dispatcher.ts';
import { createPutOffs } from '../../engine/dispatch/put-offs.ts';
import { openQueues } from '../../engine/dispatch/queue.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { LEAVES, SILENT, standingClock } from './deliveries.ts';

/** What a dispatcher in a process of its own is told, as JSON in its only argument. */
export interface ChildTask {
  readonly socket: string;
  readonly now: number;
  readonly lockMs: number;
  readonly attemptMs: number;
  readonly settings: Readonly<Record<string, ProviderSettings>>;
}

// Runs until it is killed: that is what it is for.
const { socket, now, lockMs, attemptMs, settings } = JSON.parse(process.argv[2]!) as ChildTask;
const clock = standingClock(now);
const folder = (name: string) => new URL(`../../channels/${name}/`, import.meta.url);
const choice = createProviderChoice({
  channels: await loadFolder<Channel>(folder('kinds')),
  providers: await loadFolder<Provider>(folder('providers')),
});
const { channels } = openChannels(choice, settings, {
  now: clock.now,
  wall: clock.wall,
  inbox: { put: async () => undefined },
});
const redis = {
  target: { label: socket, options: { path: socket } },
  connect: () => new Redis({ path: socket, maxRetriesPerRequest: null }),
  close: async () => undefined,
};
const names = [...channels.keys()];
const queue = openQueues(redis, names);
startDispatcher({
  health: createAccountHealth(clock),
  redis,
  queue,
  putOffs: createPutOffs(queue, clock),
  names,
  isPaused: () => false,
  channels: () => channels,
  noteSent: async () => undefined,
  recheck: LEAVES,
  report: () => undefined,
  isHeeded: () => false,
  sender: () => ({ name: 'Shop', email: 'news@shop.example' }),
  unsubscribeUrl: () => '',
  confirmUrl: () => '',
  shardOf: () => 0,
  happened: () => undefined,
  random: () => 0,
  clock,
  log: SILENT,
  lockMs,
  attemptMs,
});
process.send?.('ready');
