import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { PageEnd } from '../context/who-is-where.ts';
import type { Wave } from './contract.ts';

/** Waves of one shard that are not done, at most. */
const MOST_WAVES = 10_000;
/** An engine that does not report for so long has died: another one goes on. */
const LEASE_MS = 10_000;
/** How long a wave that is done is not begun again. */
const DONE_SECONDS = 7_200;

/** How far a wave came on one shard: the period that is read, and the last page of it. */
export interface Reached {
  readonly period: number;
  readonly end?: PageEnd;
}

/** A wave to work on. */
export interface Taken {
  readonly wave: Wave;
  /** Absent: it was not begun. */
  readonly reached?: Reached;
}

export type Added = 'new' | 'known' | 'too-many';

/** Waves in Redis, by shard: each goes to one engine at a time, and on with another when that one dies. */
export interface WaveStore {
  /** Keeps a wave until it is done. `known`: it is under way or was done lately. `too-many`: it is not kept. */
  add(shard: number, wave: Wave): Promise<Added>;
  take(shard: number): Promise<Taken | undefined>;
  /** Also says that its engine lives. Nothing reached: it is done. */
  report(shard: number, id: string, reached: Reached | undefined): Promise<void>;
  /** How many are not done. */
  count(shard: number): Promise<number>;
}

/** Opens the waves that engines share. */
export function createWaveStore(redis: Redis | Cluster): WaveStore {
  for (const name of ['add', 'take', 'reach']) {
    const lua = readFileSync(new URL(`wave-${name}.lua`, import.meta.url), 'utf8');
    redis.defineCommand(`kairosWave${name}`, { lua });
  }
  const script = redis as unknown as Scripts;
  return {
    async add(shard, wave) {
      const { waves, due, done } = keysOf(shard);
      const verdict = await script.kairosWaveadd(
        3,
        waves,
        due,
        done(wave.id),
        wave.id,
        JSON.stringify(wave),
        MOST_WAVES,
      );
      return verdict < 0 ? 'too-many' : verdict === 0 ? 'known' : 'new';
    },
    async take(shard) {
      const { waves, due, reached } = keysOf(shard);
      const [id, wave, far] = await script.kairosWavetake(3, waves, due, reached, LEASE_MS);
      if (id === undefined) return undefined;
      return { wave: JSON.parse(wave!) as Wave, ...(far && { reached: JSON.parse(far) as Reached }) };
    },
    async report(shard, id, far) {
      const { waves, due, reached, done } = keysOf(shard);
      const text = far ? JSON.stringify(far) : '';
      await script.kairosWavereach(4, waves, due, reached, done(id), id, text, LEASE_MS, DONE_SECONDS);
    },
    count: (shard) => redis.hlen(keysOf(shard).waves),
  };
}

const keysOf = (shard: number) => ({
  waves: `kairos:waves:{${shard}}`,
  due: `kairos:waves:{${shard}}:due`,
  reached: `kairos:waves:{${shard}}:reached`,
  done: (id: string) => `kairos:waves:{${shard}}:done:${id}`,
});

interface Scripts {
  kairosWaveadd(keys: number, ...args: (string | number)[]): Promise<number>;
  kairosWavetake(keys: number, ...args: (string | number)[]): Promise<[id?: string, wave?: string, reached?: string]>;
  kairosWavereach(keys: number, ...args: (string | number)[]): Promise<unknown>;
}
