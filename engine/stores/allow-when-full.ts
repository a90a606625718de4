import type { Cluster, Redis } from 'ioredis';

/**
 * A Lua script that goes also where Redis is full, for what makes room in the end: sending, rows on their way to ClickHouse. Redis
 * refuses a script at its first write when that takes room, and none of its later ones (`deny-oom` in
 * https://redis.io/docs/latest/develop/programmability/eval-intro/), so this one begins with a write that takes none. The same from Redis
 * 6.2 on; `#!lua flags=allow-oom` is 7's alone.
 */
export function allowWhenFull(lua: string): string {
  // On the same line: what Redis says of an error names the right one.
  return lua.startsWith(FIRST) ? lua : `${FIRST}${lua}`;
}

/** Nothing is stored under that name; it lies in the slot of the first key. */
const FIRST = `redis.call('UNLINK', (string.find(KEYS[1], '{', 1, true) and KEYS[1] or '{' .. KEYS[1] .. '}') .. ':none') `;

/** Lets every script that is defined on a connection go through where Redis is full. */
export function allowScriptsWhenFull<R extends Redis | Cluster>(redis: R): R {
  const define = redis.defineCommand.bind(redis);
  redis.defineCommand = (name, definition) => define(name, { ...definition, lua: allowWhenFull(definition.lua) });
  return redis;
}

/** Sends one command that goes also where Redis is full; its key comes first. */
export function sendEvenWhenFull(
  redis: Redis | Cluster,
  command: string,
  key: string,
  ...args: readonly (string | number)[]
): Promise<unknown> {
  const lua = allowWhenFull(`return redis.call(ARGV[1], KEYS[1], unpack(ARGV, 2))`);
  return redis.eval(lua, 1, key, command, ...args);
}
