import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { type Kept, type Shelf, type ShelfKind, ShelfRefused } from './contract.ts';

const MOST_THINGS = 500;
const MOST_VERSIONS = 50;
const MOST_BYTES = 64 * 1024;

interface Scripts {
  kairosShelfPut(keys: number, ...args: (string | number)[]): Promise<string>;
}

/** Creates a shelf over a connection of use `api`. */
export function createShelf<T>(redis: Redis | Cluster, kind: ShelfKind, now: () => number): Shelf<T> {
  redis.defineCommand('kairosShelfPut', { lua: readFileSync(new URL('shelf-put.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as Scripts;
  const things = `{kairos:shelf:${kind}}:things`;
  const versionsOf = (id: string) => `{kairos:shelf:${kind}}:versions:${id}`;
  const read = (text: string) => JSON.parse(text) as Kept<T>;
  const get = async (id: string) => {
    const text = await redis.hget(things, id);
    return text === null ? undefined : read(text);
  };
  return {
    get,
    async list() {
      return (await redis.hvals(things)).map(read).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    },
    async put(id, body, author, since) {
      const text = JSON.stringify({ id, author, at: Math.floor(now()), body });
      if (Buffer.byteLength(text) > MOST_BYTES) throw new ShelfRefused(`a ${kind} has ${MOST_BYTES / 1024} KB at most`);
      const args = [id, text, since ?? '', MOST_THINGS, MOST_VERSIONS];
      const answer = await scripts.kairosShelfPut(2, things, versionsOf(id), ...args);
      if (answer === 'other') return { other: await get(id) };
      if (answer === 'full') throw new ShelfRefused(`there are ${MOST_THINGS} ${kind}s: remove one first`);
      return { saved: read(answer) };
    },
    async remove(id) {
      const stored = await get(id);
      await redis.multi().hdel(things, id).del(versionsOf(id)).exec();
      return stored;
    },
    versions: async (id) => (await redis.lrange(versionsOf(id), 0, -1)).map(read),
  };
}
