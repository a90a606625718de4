import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Settings } from '../../config/settings.ts';
import { MINUTE_MS } from '../../triggers/time/spans.ts';
import type { Clock, Log } from '../contract.ts';
import type { KeyRing, KeyRole, Keys, MadeKeys } from './contract.ts';
import { createKeyRing, generateKey, viewOf } from './key-ring.ts';
import { createTokens } from './tokens.ts';

/** The server secret, hex. Its reader can sign tokens of this data set. */
const SECRET = 'kairos:secret';
/** Keys are read again at this interval; a revoked key is refused everywhere within twice of it. */
const REFRESH_MS = 1_000;

export interface KeysParts {
  readonly settings: Pick<Settings, 'ingestKey' | 'secretKey'>;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Shows the keys to the person who starts the engine. Called before they are stored, so that a start that is cut
   * short loses no key.
   */
  readonly show: (made: MadeKeys) => void;
}

interface Known {
  readonly hash: Buffer;
  readonly hex: string;
  readonly role: KeyRole;
  readonly name: string;
  readonly until: number | undefined;
}

/** Loads the keys from Redis, makes the missing ones, and follows changes. Rejects when Redis does not answer. */
export async function openKeys(
  redis: Redis | Cluster,
  { settings, clock, log, show }: KeysParts,
): Promise<Keys & { readonly made: MadeKeys; readonly ring: KeyRing }> {
  await redis.setnx(SECRET, randomBytes(32).toString('hex'));
  const tokens = createTokens(Buffer.from((await redis.get(SECRET)) ?? '', 'hex'));
  const ring = createKeyRing(redis, () => clock.wall());
  const made = await provide(ring, settings, show, log);

  const load = async (): Promise<readonly Known[]> =>
    (await ring.all()).map(([hex, key]) => {
      const { id, role, name } = viewOf(hex, key);
      return { hash: Buffer.from(hex, 'hex'), hex, role, name: name === '' ? id : name, until: key.until };
    });
  let known = await load();
  let isRefreshing = false;
  const used = new Set<string>();
  const noted = new Map<string, number>();
  const noteUse = async () => {
    const now = clock.wall();
    const news = [...used].filter((hex) => now - (noted.get(hex) ?? Number.NEGATIVE_INFINITY) >= MINUTE_MS);
    used.clear();
    if (news.length === 0) return;
    await ring.noteUse(new Map(news.map((hex) => [hex, Math.floor(now)])));
    for (const hex of news) noted.set(hex, now);
  };
  const timer = setInterval(async () => {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      known = await load();
      await noteUse();
    } catch (cause) {
      // An outage of Redis must not lock everybody out.
      log.warn('cannot refresh the keys, those known stay in use', { cause });
    }
    isRefreshing = false;
  }, REFRESH_MS);
  timer.unref();

  const find = (key: string): Known | undefined => {
    const hash = createHash('sha256').update(key).digest();
    let found: Known | undefined;
    for (const entry of known) if (timingSafeEqual(entry.hash, hash)) found = entry;
    return found === undefined || (found.until !== undefined && found.until <= clock.wall()) ? undefined : found;
  };

  return {
    ...tokens,
    ring,
    made,
    check(key) {
      const found = find(key);
      if (found) used.add(found.hex);
      return found?.role;
    },
    nameOf: (key) => find(key)?.name,
    async close() {
      clearInterval(timer);
    },
  };
}

/** Makes sure that each role has a key. Returns the new ones. */
async function provide(
  ring: ReturnType<typeof createKeyRing>,
  { ingestKey, secretKey }: KeysParts['settings'],
  show: KeysParts['show'],
  log: Log,
): Promise<MadeKeys> {
  if (ingestKey !== undefined) await ring.preset(ingestKey, 'publishable');
  if (secretKey !== undefined) await ring.preset(secretKey, 'secret');
  const roles = new Set((await ring.all()).map(([, { role }]) => role));
  const made = {
    ...(!roles.has('publishable') && { ingestKey: generateKey('publishable') }),
    ...(!roles.has('secret') && { secretKey: generateKey('secret') }),
  };
  if (Object.keys(made).length === 0) return made;
  show(made);
  const isOurs = {
    ingestKey: made.ingestKey !== undefined && (await ring.addIfNone(made.ingestKey, 'publishable')),
    secretKey: made.secretKey !== undefined && (await ring.addIfNone(made.secretKey, 'secret')),
  };
  const names = Object.keys(made) as (keyof MadeKeys)[];
  if (names.every((name) => isOurs[name])) return made;
  log.warn('keys that were shown do not count: another engine that started at the same moment showed its own');
  return Object.fromEntries(names.filter((name) => isOurs[name]).map((name) => [name, made[name]]));
}
