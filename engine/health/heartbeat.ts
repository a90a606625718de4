import type { Cluster, Redis } from 'ioredis';
import type { Clock, Closable } from '../contract.ts';
import type { EngineWord } from './contract.ts';

/** Every engine has a field here, by its id. */
export const ENGINES_KEY = 'kairos:engines';
const BEAT_MS = 2_000;
/** An engine that says nothing for so long is away. */
export const AWAY_AFTER_MS = 10_000;
/** One that was away for so long is forgotten. */
const FORGET_AFTER_MS = 600_000;

export interface HeartbeatParts {
  readonly redis: Redis | Cluster;
  readonly clock: Pick<Clock, 'wall'>;
  /** What the engine says of itself at every beat. */
  readonly say: () => Promise<Omit<EngineWord, 'at'>>;
}

/** Starts to tell the others that this engine lives, and what it does. Closing takes its word back. */
export async function startHeartbeat({ redis, clock, say }: HeartbeatParts): Promise<Closable> {
  let id: string | undefined;
  const beat = async () => {
    const word: EngineWord = { ...(await say()), at: clock.wall() };
    id = word.id;
    await redis.hset(ENGINES_KEY, word.id, JSON.stringify(word));
  };
  // A Redis that is away is told by readiness; the next beat is two seconds later.
  let beating = beat().catch(() => undefined);
  const timer = setInterval(() => {
    beating = beating.then(beat).catch(() => undefined);
  }, BEAT_MS).unref();
  await beating;
  return {
    async close() {
      clearInterval(timer);
      await beating;
      if (id !== undefined) await redis.hdel(ENGINES_KEY, id).catch(() => undefined);
    },
  };
}

/** Reads what all engines said last; forgets those that have been away for ten minutes. */
export async function readEngines(redis: Redis | Cluster, wall: number): Promise<readonly EngineWord[]> {
  const words = Object.values(await redis.hgetall(ENGINES_KEY)).map((text) => JSON.parse(text) as EngineWord);
  const old = words.filter(({ at }) => wall - at > FORGET_AFTER_MS);
  if (old.length > 0) await redis.hdel(ENGINES_KEY, ...old.map(({ id }) => id));
  return words.filter((word) => !old.includes(word)).sort((a, b) => a.startedAt - b.startedAt);
}
