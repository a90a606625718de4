import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../contract.ts';
import { CannotStart } from '../contract.ts';
import { openDataFolder } from './data-folder.ts';
import { startOf } from './process-identity.ts';

let folder: string;
const said: string[] = [];
const log: Log = {
  info: (message) => said.push(message),
  warn: (message) => said.push(message),
  error: (message) => said.push(message),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-folder-'));
  said.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder is made, locked and let go', async () => {
  const first = await openDataFolder(join(folder, 'a/b'), log);
  expect(JSON.parse(await readFile(join(first.path, 'engine.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  await first.close();
  await first.close();
  const second = await openDataFolder(join(folder, 'a/b'), log);
  await second.close();
});

test('a second engine on the folder is refused with the pid of the first', async () => {
  const first = await openDataFolder(folder, log);
  await expect(openDataFolder(folder, log, 0)).rejects.toThrow(CannotStart);
  await expect(openDataFolder(folder, log, 0)).rejects.toThrow(`pid ${process.pid}`);
  await first.close();
});

test('an engine that is shutting down is waited for', async () => {
  const first = await openDataFolder(folder, log);
  const second = openDataFolder(folder, {
    ...log,
    info(message) {
      said.push(message);
      void first.close();
    },
  });
  await (await second).close();
  expect(said).toEqual(['waiting for the engine that holds the data folder to end']);
});

test('the lock of a process that is gone counts for nothing, also when another has its number now', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  const host = hostname();
  for (const holder of [
    { pid: child.pid, started: '1', host },
    { pid: process.pid, started: `not ${startOf(process.pid)}`, host },
  ]) {
    await writeFile(join(folder, 'engine.lock'), JSON.stringify(holder));
    await (await openDataFolder(folder, log, 0)).close();
  }
});

test('of many who find a dead lock at once, one gets the folder', async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(join(folder, 'engine.lock'), JSON.stringify({ pid: 2 ** 22, started: '1', host: hostname() }));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder(folder, log, 0)));
    const won = tries.filter((each) => each.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]!.value.close();
  }
});

test('a fresh lock of another host is respected', async () => {
  const holder = { pid: process.pid, started: startOf(process.pid), host: `not-${hostname()}` };
  await writeFile(join(folder, 'engine.lock'), JSON.stringify(holder));
  await expect(openDataFolder(folder, log, -20_000)).rejects.toThrow(`on host not-${hostname()}`);
});

test('a folder that cannot be written is named, with what to do', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const path of [join(file, 'below'), '/proc/kairos']) {
    const refused = openDataFolder(path, log, 0);
    await expect(refused).rejects.toThrow(CannotStart);
    await expect(refused).rejects.toThrow(
      new RegExp(`${path} cannot be written \\((ENOTDIR|ENOENT|EACCES).*KAIROS_DATA_DIR`),
    );
  }
});
