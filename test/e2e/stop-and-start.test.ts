import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { commandOf } from '../../engine/stores/process-identity.ts';
import { askApi, INGEST_KEY, testEnv } from '../support/engine.ts';
import { freePort, killLaunched, launchEngine, processesOn, startEngineProcess } from '../support/engine-process.ts';
import { startRedis } from '../support/redis.ts';
import { root } from '../support/sources.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-stop-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
afterAll(killLaunched);

/** `npm start`, as a supervisor runs it; resolves when the engine is up, with its process. */
async function npmStart() {
  const npm = spawn('npm', ['start', '--silent'], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...testEnv(folder) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever of it is still there has our pipe open.
  const allGone = once(npm, 'close');
  let said = '';
  for await (const chunk of npm.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes('process ')) break;
  }
  npm.stdout.resume();
  return { npm, allGone, pid: Number(/process (\d+)/.exec(said)?.[1]) };
}

test.each(['SIGTERM', 'SIGKILL'] as const)('npm start that gets a %s leaves no engine behind', async (signal) => {
  const { npm, allGone, pid } = await npmStart();
  expect(commandOf(pid)).toContain('kairos.mjs');
  npm.kill(signal);
  await allGone;
  expect(commandOf(pid) ?? '').not.toContain('kairos');
  expect(processesOn(folder)).toEqual([]);
});

test('a stop in good order finishes what it has while Redis is there, and complains of nothing', async () => {
  const engine = await startEngineProcess(testEnv(folder));
  const { code, said } = await engine.kill('SIGTERM');
  expect(code).toBe(0);
  expect(said).not.toMatch(/"level":"(warn|error)"/);
});

test('a stop ends by itself although Redis is gone at the same moment, and no part has to be left behind', async () => {
  const redis = await startRedis();
  const engine = await startEngineProcess({ ...testEnv(folder), KAIROS_REDIS_URL: redis.url });
  redis.process.kill('SIGKILL');
  const { code, signal, said } = await engine.kill('SIGTERM');
  expect([code, signal]).toEqual([0, null]);
  expect(said).toContain('Redis is gone while we stop');
  expect(said).not.toContain('does not end; going on without it');
  await redis.stop();
});

test('a stop ends by itself although Redis stands still, and no part has to be left behind', async () => {
  const redis = await startRedis();
  const engine = await startEngineProcess({ ...testEnv(folder), KAIROS_REDIS_URL: redis.url });
  redis.process.kill('SIGSTOP');
  const { code, signal, said } = await engine.kill('SIGTERM');
  redis.process.kill('SIGCONT');
  expect([code, signal]).toEqual([0, null]);
  expect(said).toContain('Redis is gone while we stop');
  expect(said).not.toContain('does not end; going on without it');
  await redis.stop();
});

test('a private Redis that stands still is not left behind', async () => {
  const engine = await startEngineProcess(testEnv(folder));
  const server = processesOn(folder).find((one) => one.includes(' redis-server '));
  process.kill(Number.parseInt(server!, 10), 'SIGSTOP');
  const { code, said } = await engine.kill('SIGTERM');
  expect(code).toBe(0);
  expect(said).not.toContain('does not end; going on without it');
  expect(processesOn(folder)).toEqual([]);
});

test('a start says that Redis does not answer, and goes on when it does', async () => {
  const redis = await startRedis();
  redis.process.kill('SIGSTOP');
  const { child, heard, ended } = launchEngine({ ...testEnv(folder), KAIROS_REDIS_URL: redis.url });
  await heard(/the start waits for Redis, which does not answer/);
  redis.process.kill('SIGCONT');
  await heard(/Redis answers; going on/);
  await heard(/kairos runs/);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  await redis.stop();
});

test('a start that waits for Redis ends when it is told to', async () => {
  const redis = await startRedis();
  redis.process.kill('SIGSTOP');
  const { child, heard, ended } = launchEngine({ ...testEnv(folder), KAIROS_REDIS_URL: redis.url });
  await heard(/the start waits for Redis/);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  redis.process.kill('SIGCONT');
  await redis.stop();
});

test('signals are taken while ClickHouse does not answer yet; what needs it says so', async () => {
  const open = new Set<Socket>();
  const mute = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  const engine = await startEngineProcess({
    ...testEnv(folder),
    KAIROS_CLICKHOUSE_URL: `http://127.0.0.1:${port}`,
  });
  const signals = [{ kind: 'event', customer: 'anna', value: { name: 'hello' } }];
  const answer = await fetch(`${engine.edgeUrl}/v1/signals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_KEY}` },
    body: JSON.stringify({ signals }),
  });
  expect(await answer.json()).toMatchObject({ accepted: 1, rejected: [] });
  for (const url of [engine.edgeUrl, engine.consoleUrl]) {
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, why: 'ClickHouse is being opened: rows wait in Redis, and queries are answered later' },
    ]);
  }
  const asked = await askApi(engine.consoleUrl, 'GET', '/v1/queries/funnel');
  expect([asked.status, asked.body]).toEqual([503, { error: 'ClickHouse is being opened; try again' }]);
  // Refused from now on: that is tried again, and no reason to stop.
  mute.close();
  for (const socket of open) socket.destroy();
  await engine.heard(/ClickHouse does not answer yet; rows wait in Redis/);
  expect((await engine.kill('SIGTERM')).code).toBe(0);
});

test('the edge listens before the API is built: whoever sends waits for nothing else', async () => {
  // An API that cannot listen ends the start; by then the edge must have been there.
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const port = await freePort();
  const { ended } = launchEngine({
    ...testEnv(folder),
    KAIROS_PORT: String(port),
    KAIROS_CONSOLE_PORT: String((taken.address() as AddressInfo).port),
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  let wasThere = false;
  while (!wasThere && !isOver) wasThere = await listens(port);
  expect(wasThere).toBe(true);
  expect((await ended).said).toContain('KAIROS_CONSOLE_PORT');
  taken.close();
});

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => setTimeout(resolve, 5, false));
    socket.once('connect', () => socket.destroy());
  });
}

test('a ClickHouse that refuses us ends the engine with the reason', async () => {
  const refusing = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\nno entry!'));
  }).listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const { port } = refusing.address() as AddressInfo;
  const { ended } = launchEngine({ ...testEnv(folder), KAIROS_CLICKHOUSE_URL: `http://127.0.0.1:${port}` });
  const { code, said } = await ended;
  expect(code).toBe(1);
  expect(said).toMatch(/ClickHouse at 127\.0\.0\.1:\d+ cannot be used \(no entry!\); check KAIROS_CLICKHOUSE_URL/);
  refusing.close();
});
