import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { processIo } from '../../cli/process-io.ts';
import { eventOf, mailOf, SECRET_KEY, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf } from '../support/workspace.ts';

let folder: string;
const open: TestEngine[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-backup-'));
});
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir: string, more: Parameters<typeof startTestEngine>[0] = {}) {
  const engine = await startTestEngine({ ...more, env: { KAIROS_DATA_DIR: dataDir } });
  open.push(engine);
  return engine;
}

test('a copy of a stopped engine’s data folder is a whole engine: customers, definitions, cooldowns, rows', async () => {
  const documents = () => [
    documentOf('workspace', 'workspace', {
      zone: 'Europe/Berlin',
      'quiet-hours': 'off',
      caps: [],
      channels: ['in-app'],
    }),
    documentOf('template', 'note', { name: 'note', channels: { 'in-app': { title: 'Hello', body: 'there' } } }),
    documentOf('trigger', 'greet', {
      name: 'greet',
      on: { signal: { kind: 'event', name: 'hello' } },
      cooldown: '7d',
      message: { template: 'note', purpose: 'service', expires: '12h' },
    }),
  ];
  const first = await start(join(folder, 'data'), { documents });
  await first.send(...willingCustomer('anna', { firstName: 'Anna' }), eventOf('anna', 'hello'));
  const before = await first.steps('anna');
  expect(before).toContain('greet sent');
  await first.app.close();

  await cp(join(folder, 'data'), join(folder, 'copy'), { recursive: true, filter: (path) => !path.endsWith('.sock') });
  await rm(join(folder, 'data'), { recursive: true });
  const { clock } = first;
  const restored = await start(join(folder, 'copy'), { clock });
  expect([...restored.app.definitions.live.matcher.triggers.keys()]).toEqual(['greet']);
  expect((await restored.ask<{ values: object }>('GET', '/v1/customers/anna')).body.values).toMatchObject({
    'customer.firstName': { v: 'Anna' },
  });
  expect(await restored.steps('anna')).toEqual(before);
  await restored.send(eventOf('anna', 'hello'));
  expect((await restored.steps('anna')).slice(before.length)).toEqual(['greet matched', 'greet held-back cooldown']);
});

/** Runs `kairos` with this line; what it says comes back with its exit code. */
async function kairos(env: Readonly<Record<string, string>>, ...line: readonly string[]) {
  const said: string[] = [];
  const writable = { write: (text: string) => said.push(text) } as unknown as NodeJS.WritableStream;
  const code = await main(line, { ...processIo(), env, stdout: writable, stderr: writable });
  return { code, said: said.join('') };
}

test('a backup of a running engine has all that was acknowledged before, counts each row once, and sends nothing again', async () => {
  const documents: Parameters<typeof startTestEngine>[0] = {
    documents: (mails) => [
      documentOf('workspace', 'workspace', {
        ...{ zone: 'Europe/Berlin', 'quiet-hours': 'off', caps: [], channels: ['email'] },
        providers: { email: { url: mails.url } },
      }),
      documentOf('template', 'note', { name: 'note', channels: { email: { subject: 'Hello', html: '<p>there</p>' } } }),
      documentOf('trigger', 'greet', {
        name: 'greet',
        on: { signal: { kind: 'event', name: 'hello' } },
        message: { template: 'note', purpose: 'offers', expires: '12h' },
      }),
    ],
  };
  const first = await start(join(folder, 'data'), documents);
  const greet = (engine: TestEngine, id: string) =>
    engine.send(...willingCustomer(id), eventOf(id, 'hello', { id: `hello-${id}` }));
  const before = Array.from({ length: 20 }, (_, i) => `before-${i}`);
  for (const id of before) await greet(first, id);
  for (const id of before) await first.mails.arrival(mailOf(id));
  await first.settled();

  let isTaken = false;
  const meanwhile = (async () => {
    for (let i = 0; !isTaken || i < 20; i++) await greet(first, `during-${i}`);
  })();
  const to = join(folder, 'backup');
  const { port } = new URL(first.consoleUrl);
  const asked = { KAIROS_CONSOLE_PORT: port, KAIROS_SECRET_KEY: SECRET_KEY };
  const taken = await kairos(asked, 'backup', to);
  isTaken = true;
  await meanwhile;
  expect(taken).toMatchObject({ code: 0, said: expect.stringContaining('everything acknowledged before') });
  expect((await kairos(asked, 'backup', to)).said).toContain('is there already');
  await first.settled();
  await first.app.close();

  const env = { KAIROS_DATA_DIR: join(folder, 'new') };
  expect(await kairos(env, 'restore', to)).toMatchObject({
    code: 0,
    said: expect.stringContaining('start the engine'),
  });
  const restored = await start(env.KAIROS_DATA_DIR, { clock: first.clock, mails: first.mails });
  await restored.settled();
  expect([...restored.app.definitions.live.matcher.triggers.keys()]).toEqual(['greet']);
  // That it is in the queue may be written after a dispatcher has taken it out.
  const stepsOf = async (id: string) => (await restored.steps(id)).toSorted();
  for (const id of before) {
    expect(await stepsOf(id), id).toEqual(await stepsOf(before[0]!));
    expect(first.mails.to(mailOf(id)), id).toHaveLength(1);
  }
  expect(await restored.steps(before[0]!)).toContain('greet sent');
  expect(await restored.send(eventOf('before-0', 'hello', { id: 'hello-before-0' }))).toMatchObject({ duplicates: 1 });
  const [{ rows, places } = { rows: 0, places: 0 }] = await restored.rows<{ rows: number; places: number }>(
    'SELECT count() AS rows, uniqExact(id) AS places FROM signals',
  );
  expect(rows).toBe(places);
  expect(rows).toBeGreaterThanOrEqual(3 * before.length);
});

test('what is no backup, and a folder that is in use, are refused in words, and nothing is left behind', async () => {
  const env = { KAIROS_DATA_DIR: join(folder, 'new') };
  expect(await kairos(env, 'restore', folder)).toEqual({
    code: 1,
    said: `kairos: ${folder} is no backup, or one that was not finished: it has no backup.json\n`,
  });
  await writeFile(join(folder, 'backup.json'), '{"at":0,"shards":4}');
  expect((await kairos({ KAIROS_DATA_DIR: folder }, 'restore', folder)).said).toContain('is not empty');
  expect((await kairos({ ...env, KAIROS_SHARDS: '2' }, 'restore', folder)).said).toContain('KAIROS_SHARDS=4');
  expect((await kairos({ ...env, KAIROS_REDIS_URL: 'redis://a' }, 'restore', folder)).said).toContain('leave');
  // The snapshot is not there.
  expect((await kairos(env, 'restore', folder)).code).toBe(1);
  expect(await readdir(env.KAIROS_DATA_DIR)).toEqual([]);
});
