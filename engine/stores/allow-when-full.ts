import type { Cluster, Redis } from 'ioredis';

/**
 * Returns a Lua script that also runs when Redis is full. It is for work that makes room in the end: sending, and
 * moving rows to ClickHouse. Redis refuses a script at its first write if that takes room, and no later write
 * (`deny-oom` in https://redis.io/docs/latest/develop/programmability/eval-intro/). So this script begins with a write
 * that takes none. This works from Redis 6.2 on; `#!lua flags=allow-oom` needs Redis 7.
 */
export function allowWhenFull(lua: string): string {
  // On the same line, so that the line numbers in Redis' errors stay right.
  return lua.startsWith(FIRST) ? lua : `${FIRST}${lua}`;
}

/** No key has this name; it lies in the slot of the first key. */
const FIRST = `redis.call('UNLINK', (string.find(KEYS[1], '{', 1, true) and KEYS[1] or '{' .. KEYS[1] .. '}') .. ':none') `;

/** Makes every script that is defined on a connection run also when Redis is full. */
export function allowScriptsWhenFull<R extends Redis | Cluster>(redis: R): R {
  const define = redis.defineCommand.bind(redis);
  redis.defineCommand = (name, definition) => define(name, { ...definition, lua: allowWhenFull(definition.lua) });
  return redis;
}

/** Sends one command that also runs when Redis is full. Its key comes first. */
export function sendEvenWhenFull(
  redis: Redis | Cluster,
  command: string,
  key: string,
  ...args: readonly (string | number)[]
): Promise<unknown> {
  const lua = allowWhenFull(`return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))`);
  return redis.eval(lua, 1, key, command, ...args);
}
