import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { event, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
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
  await first.send(...willingCustomer('anna', { firstName: 'Anna' }), event('anna', 'hello'));
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
  await restored.send(event('anna', 'hello'));
  expect((await restored.steps('anna')).slice(before.length)).toEqual(['greet matched', 'greet held-back cooldown']);
});
