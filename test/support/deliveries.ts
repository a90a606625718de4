import type { Connection, Provider, SendResult } from '../../channels/contract.ts';
import type { OpenChannel } from '../../channels/open.ts';
import type { Clock, Log } from '../../engine/contract.ts';
import type { Recheck } from '../../engine/dispatch/contract.ts';
import type { DeliveryJob } from '../../engine/jobs/contract.ts';
import type { RedisStore } from '../../engine/stores/contract.ts';
import type { TestRedis } from './redis.ts';
import { wordsOf } from './words-of.ts';

/** A Redis store over a test's own redis-server. */
export function storeOver(redis: TestRedis): RedisStore {
  return { target: redis.target, connect: () => redis.connect(), close: async () => undefined };
}

/** A clock that stands until it is moved; its wall runs. */
export function standingClock(at: number): Clock & { at: number } {
  const clock = { at, now: () => clock.at, wall: () => performance.timeOrigin + performance.now() };
  return clock;
}

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const NOW = Date.UTC(2026, 5, 5, 16, 30);

/** A re-check that knows nothing by memory. */
export function recheckBy(ask: Recheck['ask']): Recheck {
  return { atOnce: () => undefined, ask };
}

/** Everything may leave. */
export const LEAVES = recheckBy(async () => ({ go: true }));

let count = 0;

/** A delivery of its own, due within an hour. */
export function deliveryJob(more: Partial<DeliveryJob> = {}): DeliveryJob {
  return {
    id: `d-test-${++count}`,
    customer: 'c1',
    signal: 's1',
    signalAt: NOW - 10,
    receivedAt: performance.timeOrigin + performance.now(),
    trigger: 'rainy',
    version: 3,
    place: 'p1',
    channel: 'in-app',
    purpose: 'offers',
    to: 'c1',
    message: { title: 'Hi', body: 'There' },
    decidedAt: NOW,
    expiresAt: NOW + 3_600_000,
    priority: 50,
    ...more,
  };
}

/** A channel whose provider does what it is told, attempt by attempt; the last word is repeated. */
export function toldChannel(
  name: string,
  isIdempotent: boolean,
  tell: (id: string, attempt: number) => SendResult | Promise<SendResult>,
  atOnce?: number,
): OpenChannel & { readonly attempts: { id: string; attempt: number }[] } {
  const attempts: { id: string; attempt: number }[] = [];
  const connection: Connection = {
    async send({ id, attempt }, time) {
      await time.leaving();
      attempts.push({ id, attempt });
      return tell(id, attempt);
    },
    close: async () => undefined,
    ...(atOnce !== undefined && { atOnce }),
  };
  const provider = { name: `told-${name}`, channel: name, idempotent: isIdempotent } as Provider;
  const channel = { name, ...wordsOf(''), slots: {}, defaultProvider: provider.name, address: () => undefined };
  const account = { name: provider.name, order: 0, weight: 1, provider, connection };
  return { channel, accounts: [account], attempts };
}
