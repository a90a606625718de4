import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { PageEnd } from '../context/contract.ts';
import type { Wave } from './contract.ts';

/** The most unfinished waves of one shard. */
const MOST_WAVES = 10_000;
/** An engine that does not report for this long counts as dead, and another one goes on with its waves. */
const LEASE_MS = 10_000;
/** A finished wave is not begun again for this long. */
const DONE_SECONDS = 7_200;

/** The progress of a wave on one shard: the period that is read, and the last page of it. */
export interface WaveProgress {
  readonly period: number;
  readonly end?: PageEnd;
}

/** A wave that this engine works on now. */
export interface TakenWave {
  readonly wave: Wave;
  /** Absent: the wave was not begun before. */
  readonly reached?: WaveProgress;
}

export type AddResult = 'new' | 'known' | 'too-many';

/** Waves in Redis, by shard. One engine works on a wave; when that engine dies, another goes on with it. */
export interface WaveStore {
  /**
   * Stores a wave until it is finished. `known`: it is under way or was finished lately. `too-many`: it was not stored.
   */
  add(shard: number, wave: Wave): Promise<AddResult>;
  take(shard: number): Promise<TakenWave | undefined>;
  /** Notes the progress of a wave, and that its engine lives. Without progress the wave is finished. */
  report(shard: number, id: string, reached: WaveProgress | undefined): Promise<void>;
  /** Returns the number of unfinished waves. */
  count(shard: number): Promise<number>;
}

/** Creates the store over a connection. */
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
      return { wave: JSON.parse(wave!) as Wave, ...(far && { reached: JSON.parse(far) as WaveProgress }) };
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
