import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Settings } from '../../config/settings.ts';
import type { Clock, Log } from '../contract.ts';
import type { KeyRole, Keys } from './contract.ts';
import { createTokens } from './tokens.ts';

/** SHA-256 of a key in hex → JSON of a StoredKey. Delete a field to revoke its key. */
const KEYS = 'kairos:keys';
/** The server secret, hex. Whoever reads it can sign in our name. */
const SECRET = 'kairos:secret';
const REFRESH_MS = 2_000;
const HASH_BYTES = 32;
const PREFIX: Readonly<Record<KeyRole, string>> = { publishable: 'kp_', secret: 'ks_' };

interface StoredKey {
  readonly role: KeyRole;
  readonly madeAt: number;
  /** Set from outside; replaced when the setting changes. */
  readonly preset?: true;
}

/** Adds a key unless one of its role is there already: of several engines that start at once one makes it. */
const ADD_IF_NONE = `
for _, stored in ipairs(redis.call('HVALS', KEYS[1])) do
  if cjson.decode(stored).role == ARGV[3] then return 0 end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/** Keys made at the very first start, in the clear, to be shown once: only their hashes are kept. */
export interface MadeKeys {
  readonly ingestKey?: string;
  readonly secretKey?: string;
}

/** Loads the keys from Redis, makes what is missing, and follows changes. Rejects when Redis cannot be asked. */
export async function openKeys(
  redis: Redis | Cluster,
  settings: Pick<Settings, 'ingestKey' | 'secretKey'>,
  clock: Clock,
  log: Log,
): Promise<Keys & { readonly made: MadeKeys }> {
  await redis.setnx(SECRET, randomBytes(32).toString('hex'));
  const tokens = createTokens(Buffer.from((await redis.get(SECRET)) ?? '', 'hex'));
  const ingestKey = await provide(redis, 'publishable', settings.ingestKey, clock);
  const secretKey = await provide(redis, 'secret', settings.secretKey, clock);

  let known = await load(redis);
  let isRefreshing = false;
  const timer = setInterval(async () => {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      known = await load(redis);
    } catch (cause) {
      // An outage of Redis must not lock everybody out.
      log.warn('cannot refresh the keys, those known stay in use', { cause: String(cause) });
    }
    isRefreshing = false;
  }, REFRESH_MS);
  timer.unref();

  return {
    ...tokens,
    made: { ...(ingestKey && { ingestKey }), ...(secretKey && { secretKey }) },
    check(key) {
      const hash = createHash('sha256').update(key).digest();
      let role: KeyRole | undefined;
      for (const entry of known) if (timingSafeEqual(entry.hash, hash)) role = entry.role;
      return role;
    },
    async close() {
      clearInterval(timer);
    },
  };
}

/** Sees to it that a key of the role exists; returns the one that was made, if one was. */
async function provide(
  redis: Redis | Cluster,
  role: KeyRole,
  preset: string | undefined,
  clock: Clock,
): Promise<string | undefined> {
  if (preset === undefined) {
    const key = PREFIX[role] + randomBytes(24).toString('base64url');
    const stored: StoredKey = { role, madeAt: clock.now() };
    const added = await redis.eval(ADD_IF_NONE, 1, KEYS, hashOf(key), JSON.stringify(stored), role);
    return added === 1 ? key : undefined;
  }
  const hash = hashOf(preset);
  for (const [field, text] of Object.entries(await redis.hgetall(KEYS))) {
    const { role: itsRole, preset: isPreset } = JSON.parse(text) as StoredKey;
    if (itsRole === role && isPreset && field !== hash) await redis.hdel(KEYS, field);
  }
  const stored: StoredKey = { role, madeAt: clock.now(), preset: true };
  await redis.hset(KEYS, hash, JSON.stringify(stored));
  return undefined;
}

async function load(redis: Redis | Cluster): Promise<readonly { readonly hash: Buffer; readonly role: KeyRole }[]> {
  const stored = Object.entries(await redis.hgetall(KEYS));
  return stored
    .map(([field, text]) => ({ hash: Buffer.from(field, 'hex'), role: (JSON.parse(text) as StoredKey).role }))
    .filter(({ hash }) => hash.length === HASH_BYTES);
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
