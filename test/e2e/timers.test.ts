import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startApp } from '../../engine/app.ts';
import { systemClock } from '../../engine/clock.ts';
import { loadEngineSettings } from '../../engine/load-settings.ts';
import { createClient } from '../../sdk/index.ts';
import { SILENT } from '../support/deliveries.ts';
import { askApi, eventOf, INGEST_KEY, testEnv } from '../support/engine.ts';
import { killLaunched, processesOn, startEngineProcess } from '../support/engine-process.ts';
import { documentOf, NOTE, workspaceBody } from '../support/workspace.ts';

const CUSTOMERS = 4_000;
/** Timers come due over this time, from when it has passed once. */
const SPREAD_MS = 4_000;

// A start takes two seconds, and ten times that where the machine has other things to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-timers-'));
  env = testEnv(folder);
});
afterAll(async () => {
  await killLaunched();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test('timers that were due when the engine was killed all fire, once each', async () => {
  const engine = await startEngineProcess(env);
  const published = await askApi(engine.consoleUrl, 'POST', '/v1/publish', {
    documents: [
      workspaceBody('smtp://127.0.0.1:9'),
      NOTE,
      documentOf('trigger', 'come-back', {
        name: 'come-back',
        on: {
          absence: {
            after: { signal: { kind: 'event', name: 'left' } },
            not: { signal: { kind: 'event', name: 'returned' } },
            within: `${(2 * SPREAD_MS) / 1_000}s`,
          },
        },
        message: { template: 'note', purpose: 'offers', channels: ['email'] },
      }),
    ],
    replace: true,
  });
  expect(published.status, published.text).toBe(200);

  const client = createClient({ url: engine.edgeUrl, key: INGEST_KEY, over: 'http' });
  const now = Date.now();
  const left = Array.from({ length: CUSTOMERS }, (_, i) =>
    eventOf(`c${i}`, 'left', { at: now - Math.round((SPREAD_MS * i) / CUSTOMERS) }),
  );
  const sent = await client.signals(left);
  expect(sent.filter(({ verdict }) => verdict !== 'accepted')).toEqual([]);
  await client.close();

  const armed = async () => {
    const { text } = await askApi(engine.consoleUrl, 'GET', '/metrics');
    return Number(/^kairos_timers_armed(?:\{.*\})? (\d+)/m.exec(text)?.[1]);
  };
  await expect.poll(armed, { timeout: 60_000, interval: 10 }).toBeLessThan(CUSTOMERS * 0.75);
  expect(await engine.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });

  const app = await startApp({ settings: await loadEngineSettings(env), clock: systemClock(), log: SILENT });
  try {
    // What the dead engine had been handed comes up again when its lease is over.
    await expect.poll(() => app.contexts.armed(), { timeout: 120_000, interval: 100 }).toBe(0);
    await app.drained();
    const rows = await app.store!.query<{ customer: string; matches: number; ends: number }>(
      `SELECT customer, countIf(step = 'matched') AS matches, countIf(step = 'held-back') AS ends
       FROM outcomes WHERE trigger = 'come-back' GROUP BY customer`,
      {},
    );
    expect(rows).toHaveLength(CUSTOMERS);
    expect(rows.filter(({ matches, ends }) => Number(matches) !== 1 || Number(ends) !== 1)).toEqual([]);
  } finally {
    await app.close();
  }
  expect(processesOn(folder)).toEqual([]);
});
