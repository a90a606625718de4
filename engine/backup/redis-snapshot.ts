import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { causeOf } from '../cause-of.ts';

const LOOK_MS = 100;

/**
 * Writes all data of a Redis on this machine into a file, as of a moment after the call. Redis goes on meanwhile, as a
 * fork writes. The append-only file cannot be copied, because Redis writes to it.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export async function writeRedisSnapshot(redis: Redis, to: string): Promise<void> {
  // A snapshot under way can have begun before a write that must be in the backup.
  await waitForSnapshot(redis);
  const [, dir = ''] = (await redis.config('GET', 'dir')) as string[];
  const [, file = ''] = (await redis.config('GET', 'dbfilename')) as string[];
  const written = join(dir, file);
  await rm(written, { force: true });
  await redis.bgsave('SCHEDULE');
  const status = await waitForSnapshot(redis);
  if (status !== 'ok' || !existsSync(written)) {
    throw new Error(`Redis could not write its snapshot into ${dir} (${status}); see redis.log there`);
  }
  try {
    await rename(written, to);
  } catch (cause) {
    throw new Error(`the snapshot cannot be put at ${to}: ${causeOf(cause)}`, { cause });
  }
}

/** Waits until Redis writes no snapshot and has none scheduled. Returns the status of the last one. */
async function waitForSnapshot(redis: Redis): Promise<string> {
  for (;;) {
    const info = await redis.info('persistence');
    const value = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1] ?? '';
    if (value('rdb_bgsave_in_progress') === '0' && value('aof_rewrite_in_progress') === '0') {
      return value('rdb_last_bgsave_status');
    }
    await pause(LOOK_MS);
  }
}
