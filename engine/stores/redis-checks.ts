import type { Cluster, Redis } from 'ioredis';
import { causeOf } from '../cause-of.ts';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';

const OLDEST = [6, 2] as const;

/**
 * Throws CannotStart for a Redis that cannot be used: too old, evicting keys, not writable, an incomplete cluster, or
 * under `strict` without an fsync for each command. The message says how to mend it.
 */
export async function checkRedis(
  redis: Redis | Cluster,
  label: string,
  durability: 'standard' | 'strict',
  log: Log,
): Promise<void> {
  const cluster = redis.isCluster ? (redis as Cluster) : undefined;
  if (cluster) await checkWhole(cluster, label);
  for (const server of cluster ? cluster.nodes('master') : [redis as Redis]) {
    const { host, port } = server.options;
    await checkServer(server, cluster ? `${label} (node ${host}:${port})` : label, durability, log);
  }
  await checkWritable(redis, label, log);
}

async function checkServer(server: Redis, label: string, durability: 'standard' | 'strict', log: Log): Promise<void> {
  const info = fieldsOf(await server.info());
  const version = info.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new CannotStart(`Redis at ${label} is version ${version}; Kairos needs ${OLDEST.join('.')} or newer`);
  }
  const policy = (await readConfig(server, 'maxmemory-policy')) ?? info.get('maxmemory_policy') ?? 'unknown';
  if (policy !== 'noeviction') {
    throw new CannotStart(
      `Redis at ${label} has maxmemory-policy ${policy}: it would silently forget customers and messages. ` +
        'Set it to noeviction (`redis-cli config set maxmemory-policy noeviction`, and in redis.conf or the provider’s console)',
    );
  }
  const isAppending = info.get('aof_enabled') === '1';
  const fsync = await readConfig(server, 'appendfsync');
  if (durability === 'strict' && (!isAppending || (fsync !== undefined && fsync !== 'always'))) {
    throw new CannotStart(
      `KAIROS_DURABILITY=strict needs \`appendonly yes\` and \`appendfsync always\`; Redis at ${label} has ` +
        `appendonly ${isAppending ? 'yes' : 'no'}, appendfsync ${fsync ?? 'unknown'}`,
    );
  }
  if (!isAppending) log.warn('Redis writes no append-only file: what it holds is lost when it stops', { redis: label });
}

async function checkWritable(redis: Redis | Cluster, label: string, log: Log): Promise<void> {
  const key = `kairos:check:${process.pid}`;
  try {
    await redis.set(key, '1', 'PX', 10_000);
    await redis.del(key);
  } catch (cause) {
    const words = causeOf(cause);
    if (words.startsWith('OOM')) {
      // A full Redis must not keep an engine from starting: it makes room.
      log.warn('Redis is full: signals are refused until there is room; if it stays so, raise maxmemory', {
        redis: label,
      });
      return;
    }
    const mend = words.startsWith('READONLY')
      ? 'it is a replica; give the address of the master'
      : words.startsWith('NOPERM')
        ? 'give its user the right to all commands on keys `kairos:*`'
        : words.startsWith('MISCONF')
          ? 'it cannot write to its disk; make room there'
          : 'see what it says in its own log';
    throw new CannotStart(`Redis at ${label} cannot be written to (${words}): ${mend}`, { cause });
  }
}

async function checkWhole(cluster: Cluster, label: string): Promise<void> {
  const state = fieldsOf(String(await cluster.cluster('INFO'))).get('cluster_state');
  if (state !== 'ok') throw new CannotStart(`the Redis Cluster at ${label} is not whole (cluster_state:${state})`);
}

/** Returns a setting of the server; undefined where CONFIG is not allowed, as with many hosted ones. */
async function readConfig(server: Redis, name: string): Promise<string | undefined> {
  try {
    const [, value] = (await server.config('GET', name)) as string[];
    return value;
  } catch {
    return undefined;
  }
}

function fieldsOf(info: string): ReadonlyMap<string, string> {
  const lines = info.split(/\r?\n/).filter((line) => line.includes(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
