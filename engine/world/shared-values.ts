import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import * as z from 'zod';
import type { Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { createWorldValues, type WorldValue } from './world-values.ts';

/** Where engines tell each other of values; the hash of that name keeps them for engines that start later. */
const VALUES = 'kairos:{world-values}';

/** Values about the world, the same on every engine, answered from memory. */
export interface SharedValues extends Closable {
  at(name: string, at: number): unknown;
  /** Stores a value and tells the other engines; resolves when it is stored. */
  put(value: WorldValue): Promise<void>;
}

/** Opens the values: loads what is stored and follows what other engines store. */
export async function openSharedValues(redis: RedisStore, log: Log): Promise<SharedValues> {
  const store = redis.connect('api');
  const subscriber = redis.connect('subscribe');
  store.defineCommand('kairosPutValue', { lua: readFileSync(new URL('put-value.lua', import.meta.url), 'utf8') });
  const script = store as unknown as Script;
  const values = createWorldValues();
  const take = (text: string) => {
    const value = parse(text);
    if (value) values.put(value);
  };
  const load = async () => Object.values(await store.hgetall(VALUES)).forEach(take);
  await follow(subscriber, take);
  await load();
  // Loads the values that were stored while the connection was lost.
  subscriber.on('ready', () => {
    load().catch((cause: unknown) => log.warn('values about the world were missed', { cause }));
  });
  return {
    at: values.at,
    async put(value) {
      await script.kairosPutValue(1, VALUES, value.name, value.at, JSON.stringify(value));
      values.put(value);
    },
    async close() {
      subscriber.disconnect();
      store.disconnect();
    },
  };
}

async function follow(subscriber: Redis | Cluster, take: (text: string) => void): Promise<void> {
  subscriber.on('message', (channel: string, text: string) => {
    if (channel === VALUES) take(text);
  });
  await subscriber.subscribe(VALUES);
}

interface Script {
  kairosPutValue(keys: 1, ...args: (string | number)[]): Promise<number>;
}

const schema = z.object({ name: z.string(), value: z.unknown(), at: z.number(), until: z.number().nullable() });

function parse(text: string): WorldValue | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined; // another version wrote it: it is pushed again
  }
}
