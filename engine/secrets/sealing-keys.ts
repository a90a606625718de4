import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { KEY_BYTES, type SealingKey, sealingKey } from './seal.ts';

const FILE = 'sealing.key';

/**
 * Returns the keys that seal secrets: the first seals, each opens. Without a setting an engine with a Redis of its own
 * makes one beside it, in the data folder. With a shared Redis there is none, as each engine would have another.
 */
export async function findSealingKeys({
  sealingKeys,
  redisUrl,
  dataDir,
}: Pick<Settings, 'sealingKeys' | 'redisUrl' | 'dataDir'>): Promise<readonly SealingKey[]> {
  if (sealingKeys) return sealingKeys.map((text) => sealingKey(Buffer.from(text, 'base64')));
  if (redisUrl !== undefined) return [];
  const path = join(dataDir, FILE);
  return [sealingKey(Buffer.from((await readKey(path)) ?? (await makeKey(path)), 'base64'))];
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Writes a key whole or not at all; of two processes that make one, the first one's stays. */
async function makeKey(path: string): Promise<string> {
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600 });
  try {
    await link(beside, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    await unlink(beside);
  }
  return readFile(path, 'utf8');
}
