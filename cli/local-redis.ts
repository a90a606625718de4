import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Closers } from '../engine/closers.ts';
import type { Closable, Log } from '../engine/contract.ts';
import { loadEngineSettings } from '../engine/load-settings.ts';
import type { RedisStore } from '../engine/stores/contract.ts';
import { openDataFolder } from '../engine/stores/data-folder.ts';
import { privateSocket } from '../engine/stores/embedded-redis.ts';
import { openRedis } from '../engine/stores/redis.ts';
import { CliFailure, type Io } from './contract.ts';

/**
 * Opens the engine's Redis without an engine and without a key: that of KAIROS_REDIS_URL, else the private one below
 * KAIROS_DATA_DIR, which is started for that when no engine runs. Throws CliFailure and CannotStart.
 */
export async function openLocalRedis({ env, stderr }: Io): Promise<Closable & Pick<RedisStore, 'connect'>> {
  const settings = await loadEngineSettings(env);
  const say = (message: string) => void stderr.write(`kairos: ${message}\n`);
  const log: Log = { info: () => undefined, warn: say, error: say };
  const closers = new Closers({ log });
  try {
    let { redisUrl } = settings;
    if (redisUrl === undefined) {
      const folder = join(settings.dataDir, 'redis');
      if (!existsSync(folder)) {
        throw new CliFailure(`no engine has run on ${settings.dataDir}: set KAIROS_DATA_DIR or KAIROS_REDIS_URL`);
      }
      const running = await privateSocket(folder);
      if (running !== undefined) redisUrl = `unix://${running}`;
      else closers.add(await openDataFolder(settings.dataDir, log));
    }
    const { dataDir, durability } = settings;
    const redis = closers.add(
      await openRedis(
        { dataDir, durability, ...(redisUrl !== undefined && { redisUrl }) },
        { ...log, warn: () => undefined },
      ),
    );
    return { connect: redis.connect, close: () => closers.close() };
  } catch (cause) {
    await closers.close();
    throw cause;
  }
}
