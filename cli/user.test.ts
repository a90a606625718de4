import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPeople } from '../engine/people/people.ts';
import { startRedis, type TestRedis } from '../test/support/redis.ts';
import type { Io } from './contract.ts';
import { main } from './main.ts';

let server: TestRedis;
let redis: ReturnType<TestRedis['connect']>;
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
});
beforeEach(() => redis.flushall());
afterAll(() => server.stop());

async function user(...args: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: Io = {
    env: { KAIROS_REDIS_URL: server.url, KAIROS_CONSOLE_URL: 'https://console.lipa.example' },
    stdout,
    stderr,
    stdin: Readable.from([]),
    isTerminal: false,
    fetch,
    now: Date.now,
    wait: async () => undefined,
    interrupted: new AbortController().signal,
  };
  const code = await main(['user', ...args], io);
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

test('somebody who is added is shown a link that signs them in once', async () => {
  const added = await user('add', 'hanna', '--role', 'marketer', '--role', 'agent', '--publishes');
  expect(added).toMatchObject({ code: 0, err: 'signs hanna in, once, within a day:\n' });
  const token = /^https:\/\/console\.lipa\.example\/login\?once=(\S+)\n$/.exec(added.out)?.[1] ?? '';
  const people = createPeople(redis, Date.now);
  expect(await people.signInOnce(token)).toMatchObject({ session: { name: 'hanna', roles: ['agent', 'marketer'] } });
  expect((await user('list')).out).toMatch(/^hanna +agent, marketer +yes +no +20\d\d-/m);
});

test('a lost password is replaced by one command, without an engine and without a key', async () => {
  const people = createPeople(redis, Date.now);
  await people.add('ola', ['operator'], false);
  const reset = await user('reset', 'ola');
  expect(reset.code).toBe(0);
  expect(reset.out).toContain('/login?once=');
});

test('roles are changed, people are removed', async () => {
  await user('add', 'leo', '--role', 'analyst');
  expect((await user('change', 'leo', '--role', 'operator')).out).toMatch(/^leo +operator +no/m);
  expect(await user('remove', 'leo')).toMatchObject({ code: 0, out: 'removed leo\n' });
  expect((await user('list')).out).not.toContain('leo');
});

test('what cannot be is refused in one line', async () => {
  expect(await user('reset', 'nina')).toMatchObject({ code: 1, err: expect.stringContaining("nobody called 'nina'") });
  expect((await user('add', 'nina', '--role', 'boss')).err).toContain('expected one of marketer, analyst');
  expect((await user('add', 'Nina!', '--role', 'analyst')).err).toContain('lower-case letters');
});
