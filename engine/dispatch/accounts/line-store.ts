import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { QUEUE_PREFIX } from '../../jobs/contract.ts';
import { allowWhenFull } from '../../stores/allow-when-full.ts';

/** The lines in Redis, by their names. */
export interface LineStore {
  /** Puts a message into a line, the lowest place first; resolves with how many wait in it. */
  join(name: string, place: number, id: string): Promise<number>;
  /** Takes the first messages out of a line, at most so many; resolves with how many are left, and their ids. */
  take(name: string, most: number): Promise<readonly [left: number, ...ids: string[]]>;
  /** Reads which lines are not empty. */
  names(): Promise<readonly string[]>;
}

const KEPT_MS = 7 * 86_400_000;
const NAMES = `${QUEUE_PREFIX}:lines`;

interface Scripts {
  kairosLineJoin(keys: 2, ...args: (string | number)[]): Promise<number>;
  kairosLineTake(keys: 2, ...args: (string | number)[]): Promise<[left: number, ...ids: string[]]>;
}

/** Creates the lines over a connection. */
export function createLineStore(redis: Redis | Cluster): LineStore {
  const lua = (name: string) => ({
    lua: allowWhenFull(readFileSync(new URL(`account-line-${name}.lua`, import.meta.url), 'utf8')),
  });
  redis.defineCommand('kairosLineJoin', lua('join'));
  redis.defineCommand('kairosLineTake', lua('take'));
  const scripts = redis as unknown as Scripts;
  const keyOf = (name: string) => `${QUEUE_PREFIX}:line:${name}`;
  return {
    join: (name, place, id) => scripts.kairosLineJoin(2, keyOf(name), NAMES, KEPT_MS, name, place, id),
    take: (name, most) => scripts.kairosLineTake(2, keyOf(name), NAMES, name, most),
    names: () => redis.smembers(NAMES),
  };
}
