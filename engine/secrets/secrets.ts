import type { Cluster, Redis } from 'ioredis';
import type { Clock, Log } from '../contract.ts';
import { type OpenSecrets, SecretRefused, type SecretView } from './contract.ts';
import { type Sealed, type SealingKey, seal, unseal } from './seal.ts';

const KEY = 'kairos:secrets';
const REFRESH_MS = 1_000;
const MOST = 500;

export interface SecretsParts {
  /** The first seals; each opens. None: nothing can be set here. */
  readonly keys: readonly SealingKey[];
  readonly clock: Pick<Clock, 'wall'>;
  readonly log: Log;
}

/** Reads the secrets and follows their changes. Rejects when Redis does not answer. */
export async function openSecrets(redis: Redis | Cluster, { keys, clock, log }: SecretsParts): Promise<OpenSecrets> {
  const watching = new Set<() => void>();
  let stored: Readonly<Record<string, string>> = {};
  let open = new Map<string, string>();

  const openOne = (name: string, text: string) => {
    const sealed = JSON.parse(text) as Sealed;
    const key = keys.find(({ id }) => id === sealed.key);
    return key && unseal(key, name, sealed);
  };
  const load = async () => {
    const now = await redis.hgetall(KEY);
    if (isSame(now, stored)) return;
    stored = now;
    open = new Map(
      Object.entries(now).flatMap(([name, text]) => {
        const value = openOne(name, text);
        if (value === undefined) log.warn('a secret cannot be read with the keys of this engine', { secret: name });
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
    for (const changed of watching) changed();
  };
  const viewOf = (name: string, text: string): SecretView => {
    const { key, changedAt } = JSON.parse(text) as Sealed;
    return { name, changedAt, key, isReadable: openOne(name, text) !== undefined };
  };
  const put = async (name: string, value: string, changedAt: number) => {
    const [key] = keys;
    if (!key) throw new SecretRefused('this engine has no key to seal secrets with: set KAIROS_SEALING_KEY');
    const text = JSON.stringify(seal(key, name, value, changedAt));
    await redis.hset(KEY, name, text);
    return viewOf(name, text);
  };

  await load();
  let isLoading = false;
  const timer = setInterval(async () => {
    if (isLoading) return;
    isLoading = true;
    await load().catch((cause) => log.warn('cannot refresh the secrets, those known stay in use', { cause }));
    isLoading = false;
  }, REFRESH_MS);
  timer.unref();

  return {
    reveal: (name) => open.get(name),
    async list() {
      await load();
      return Object.entries(stored)
        .map(([name, text]) => viewOf(name, text))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async set(name, value) {
      await load();
      if (!(name in stored) && Object.keys(stored).length >= MOST) throw new SecretRefused(`at most ${MOST} secrets`);
      const view = await put(name, value, clock.wall());
      await load();
      return view;
    },
    async remove(name) {
      const removed = (await redis.hdel(KEY, name)) === 1;
      await load();
      return removed;
    },
    async reseal() {
      await load();
      const older = Object.entries(stored).filter(([, text]) => (JSON.parse(text) as Sealed).key !== keys[0]?.id);
      const readable = older.flatMap(([name, text]) => {
        const value = openOne(name, text);
        return value === undefined ? [] : [{ name, value, changedAt: (JSON.parse(text) as Sealed).changedAt }];
      });
      for (const { name, value, changedAt } of readable) await put(name, value, changedAt);
      await load();
      return readable.length;
    },
    watch(changed) {
      watching.add(changed);
      return () => void watching.delete(changed);
    },
    async close() {
      clearInterval(timer);
    },
  };
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
