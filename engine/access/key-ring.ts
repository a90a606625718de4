import { createHash, randomBytes } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { KeyRing, KeyRole, KeyView, StoredKey } from './contract.ts';
import { KeyRefused } from './contract.ts';

/** A hash: SHA-256 of a key in hex → JSON of a StoredKey. */
const KEYS = 'kairos:keys';
/** A hash: SHA-256 of a key in hex → its last use, to the minute. */
const USED = 'kairos:keys-used';
const PREFIX: Readonly<Record<KeyRole, string>> = { publishable: 'kp_', reading: 'kr_', secret: 'ks_' };
const HASH_HEX = /^[0-9a-f]{64}$/;
const ID_CHARS = 12;
/** The most keys. Each is compared with the key of a request. */
const MOST_KEYS = 200;

/** Adds a key unless its role has one already, so that one of several engines that start at once makes it. */
const ADD_IF_NONE = `
local keys = KEYS[1]
local hash, key, role = ARGV[1], ARGV[2], ARGV[3]

for _, stored in ipairs(redis.call('HVALS', keys)) do
  if cjson.decode(stored).role == role then return 0 end
end
redis.call('HSET', keys, hash, key)
return 1`;

/**
 * Creates the key ring over a connection. Redis keeps the keys by their hashes; a change counts on every engine within
 * two seconds.
 */
export function createKeyRing(redis: Redis | Cluster, now: () => number) {
  const all = async (): Promise<readonly (readonly [string, StoredKey])[]> => {
    const stored = Object.entries(await redis.hgetall(KEYS));
    return stored
      .filter(([hash]) => HASH_HEX.test(hash))
      .map(([hash, text]) => [hash, JSON.parse(text) as StoredKey] as const)
      .filter(([, { until }]) => until === undefined || until > now());
  };
  const find = async (id: string) => {
    const found = (await all()).find(([hash]) => hash.slice(0, ID_CHARS) === id);
    if (!found) return undefined;
    const [hash, { preset, role }] = found;
    if (!preset) return found;
    const setting = role === 'secret' ? 'KAIROS_SECRET_KEY' : 'KAIROS_INGEST_KEY';
    throw new KeyRefused(`the key ${hash.slice(0, ID_CHARS)} is set from outside: change ${setting} and restart`);
  };
  const put = async (hash: string, key: StoredKey) => {
    await redis.hset(KEYS, hash, JSON.stringify(key));
    return viewOf(hash, key);
  };

  const ring: KeyRing = {
    async list() {
      const used = await redis.hgetall(USED);
      return (await all())
        .map(([hash, key]) => viewOf(hash, key, used[hash]))
        .sort((a, b) => a.madeAt - b.madeAt || (a.id < b.id ? -1 : 1));
    },
    async make(role, name) {
      if ((await redis.hlen(KEYS)) >= MOST_KEYS) throw new KeyRefused(`there are ${MOST_KEYS} keys already`);
      const key = generateKey(role);
      return { key, ...(await put(hashOf(key), { role, madeAt: now(), ...(name !== '' && { name }) })) };
    },
    async rotate(id, keepMs) {
      const found = await find(id);
      if (!found) return undefined;
      const [oldHash, old] = found;
      const { role, name = '' } = old;
      const made = await ring.make(role, name);
      if (keepMs > 0) await put(oldHash, { ...old, until: now() + keepMs });
      else await drop(oldHash);
      return made;
    },
    async revoke(id) {
      const found = await find(id);
      if (!found) return undefined;
      const [hash, key] = found;
      const lasting = (await all()).filter(([, other]) => other.role === 'secret' && other.until === undefined);
      if (key.role === 'secret' && lasting.every(([other]) => other === hash)) {
        throw new KeyRefused(`the key ${id} is the last secret one; make another first, or rotate it`);
      }
      await drop(hash);
      return viewOf(hash, key);
    },
  };
  const drop = async (hash: string) => {
    await redis.hdel(KEYS, hash);
    await redis.hdel(USED, hash);
  };
  return {
    ...ring,
    all,
    /** Adds a given key unless its role has one already. */
    async addIfNone(key: string, role: KeyRole): Promise<boolean> {
      const stored: StoredKey = { role, madeAt: now() };
      return (await redis.eval(ADD_IF_NONE, 1, KEYS, hashOf(key), JSON.stringify(stored), role)) === 1;
    },
    /** Replaces the key that an environment variable sets. */
    async preset(key: string, role: KeyRole): Promise<void> {
      const hash = hashOf(key);
      for (const [other, { role: itsRole, preset }] of await all()) {
        if (itsRole === role && preset && other !== hash) await drop(other);
      }
      await put(hash, { role, madeAt: now(), preset: true });
    },
    /** Notes the last use of keys. */
    async noteUse(used: ReadonlyMap<string, number>): Promise<void> {
      await redis.hset(USED, Object.fromEntries(used));
    },
  };
}

/** Returns a new random key in the clear. */
export function generateKey(role: KeyRole): string {
  return PREFIX[role] + randomBytes(24).toString('base64url');
}

/** Returns a stored key without its hash. */
export function viewOf(hash: string, { role, name = '', madeAt, preset, until }: StoredKey, used?: string): KeyView {
  return {
    id: hash.slice(0, ID_CHARS),
    role,
    name: preset ? 'set from outside' : name,
    madeAt,
    ...(used !== undefined && { usedAt: Number(used) }),
    ...(until !== undefined && { until }),
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
