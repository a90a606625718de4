import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom, Subject } from 'rxjs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type App, startApp } from '../../engine/app.ts';
import { systemClock } from '../../engine/clock.ts';
import { loadEngineSettings } from '../../engine/load-settings.ts';
import { type Client, createClient, type Sent } from '../../sdk/index.ts';
import { SILENT } from '../support/deliveries.ts';
import { askApi, eventOf, INGEST_KEY, mailOf, testEnv, willingCustomer } from '../support/engine.ts';
import { freePort, killLaunched, launchEngine, processesOn, startEngineProcess } from '../support/engine-process.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const KILLS = 5;
const PORTION = 2_000;
const SIGNALS = (KILLS + 1) * PORTION;
/** Every so many'th signal sets off a mail. */
const HITS_EVERY = 20;
const CUSTOMERS = 333;
/** Mails an engine may have begun at once: two for each connection to the mail server. */
const UNDER_WAY = 10;

// A start takes two seconds, and ten times that where the machine has other things to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let folder: string;
let mails: MailServer;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-kill-'));
  mails = await startMailServer();
  env = { ...testEnv(folder), KAIROS_PORT: String(await freePort()) };
});
afterAll(async () => {
  await killLaunched();
  await mails?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test(`an engine killed ${KILLS} times under load loses no acknowledged signal, decides none twice and mails nobody twice`, async () => {
  let engine = await startEngineProcess(env);
  const published = await askApi(engine.consoleUrl, 'POST', '/v1/publish', {
    documents: [workspaceBody(mails.url), NOTE, eventTrigger('hit', 'hit'), eventTrigger('never', 'never')],
    replace: true,
  });
  expect(published.status).toBe(200);

  const client = createClient({
    url: engine.edgeUrl,
    key: INGEST_KEY,
    WebSocket,
    firstWaitMs: 20,
    mostWaitMs: 200,
    closeWithinMs: 20_000,
  });
  const customers = Array.from({ length: CUSTOMERS }, (_, i) => `c${i}`);
  for (const { verdict } of await client.signals(customers.flatMap((customer) => willingCustomer(customer)))) {
    expect(verdict).toBe('accepted');
  }

  const load = startLoad(client);
  for (let kill = 1; kill <= KILLS; kill++) {
    // Now in the middle of deciding, now in the middle of sending.
    load.add(PORTION);
    if (kill % 2 === 0) await mails.next();
    else await load.answered(load.sent - PORTION / 2);
    expect(await engine.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    if (kill < KILLS) engine = await startEngineProcess(env);
  }
  // The last one runs in here, so that it can be asked what it knows.
  const app = await startApp({ settings: await loadEngineSettings(env), clock: systemClock(), log: SILENT });
  try {
    load.add(PORTION);
    await load.answered(SIGNALS);
    await client.close();
    const { answers } = load;
    expect(answers).toHaveLength(SIGNALS);
    expect(answers.filter(({ verdict }) => verdict !== 'accepted' && verdict !== 'duplicate')).toEqual([]);

    // What a killed engine had in hand is taken up again once it counts as dead.
    // Its decisions may lie in Redis alone until then: that none is open among the stored ones says nothing yet.
    await expect
      .poll(() => countDecisions(app), { timeout: 60_000, interval: 500 })
      .toEqual({ stored: SIGNALS / HITS_EVERY, open: 0 });
    await app.drained();
    const ids = answers.map(({ id }) => id);
    const [stored] = await ask<{ rows: number; ids: number; mine: number }>(
      app,
      `SELECT count() AS rows, uniqExact(id) AS ids, uniqExactIf(id, has({ids:Array(String)}, id)) AS mine
       FROM signals WHERE kind = 'event'`,
      { ids },
    );
    expect(stored).toEqual({ rows: SIGNALS, ids: SIGNALS, mine: SIGNALS });

    const decisions = await ask<{ decision: string; customer: string; matches: number; ends: string[] }>(
      app,
      `SELECT decision, any(customer) AS customer, countIf(step = 'matched') AS matches,
         groupArrayIf(step, step IN ('sent', 'held-back', 'expired', 'failed', 'uncertain')) AS ends
       FROM outcomes WHERE trigger = 'hit' GROUP BY decision`,
    );
    expect(decisions).toHaveLength(SIGNALS / HITS_EVERY);
    expect(decisions.filter(({ matches, ends }) => matches !== 1 || ends.length !== 1)).toEqual([]);

    const copies = new Map<string, number>();
    for (const { delivery } of mails.arrived) copies.set(delivery, (copies.get(delivery) ?? 0) + 1);
    const odd = decisions.filter(({ decision, ends: [end] }) => {
      const arrived = copies.get(decision) ?? 0;
      return end === 'sent' ? arrived !== 1 : end === 'uncertain' ? arrived > 1 : true;
    });
    expect(odd).toEqual([]);

    const uncertain = decisions.filter(({ ends: [end] }) => end === 'uncertain').length;
    expect(uncertain).toBeLessThanOrEqual(KILLS * UNDER_WAY);
  } finally {
    await app.close();
  }
  expect(processesOn(folder)).toEqual([]);
});

test('a Ctrl-C ends it with exit code 0, and nothing is left running; the next start goes on where it stood', async () => {
  const engine = await startEngineProcess(env, ['cli/kairos.mjs', 'start']);
  const before = await askApi<{ documents: unknown[] }>(engine.consoleUrl, 'GET', '/v1/definitions');
  expect(before.body.documents).toHaveLength(4);
  const customer = await askApi<{ values: object }>(engine.consoleUrl, 'GET', '/v1/customers/c7');
  expect(customer.body.values).toMatchObject({ 'customer.email': { v: mailOf('c7') } });
  engine.ctrlC();
  const { code, said } = await engine.ended;
  expect({ code, left: processesOn(folder) }, said).toEqual({ code: 0, left: [] });
});

test('a second Ctrl-C ends it at once, and nothing is left running either', async () => {
  const engine = await startEngineProcess(env);
  const client = createClient({ url: engine.edgeUrl, key: INGEST_KEY, over: 'http' });
  await client.signals(Array.from({ length: 500 }, (_, i) => eventOf(`c${i % CUSTOMERS}`, 'miss')));
  engine.ctrlC();
  await engine.heard(/once more stops at once/);
  engine.ctrlC();
  const { code } = await engine.ended;
  expect([0, 130]).toContain(code);
  await expect.poll(() => processesOn(folder), { timeout: 15_000 }).toEqual([]);
  await client.close();
});

test('a Ctrl-C or TERM while it is still starting ends it cleanly too', async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { child, ended } = launchEngine({ ...env, KAIROS_PORT: '0' });
    // Its stores come first: once they are there it is in the middle of it.
    const stores = () => processesOn(join(folder, 'data', 'redis')).length;
    await expect.poll(stores, { interval: 20, timeout: 60_000 }).toBeGreaterThan(0);
    process.kill(-child.pid!, signal);
    const { code, said } = await ended;
    expect({ code, left: processesOn(folder) }, said).toEqual({ code: 0, left: [] });
  }
});

/** Sends signals as it is told to, all at once, and keeps what became of each. */
function startLoad({ send }: Client) {
  const answers: Sent[] = [];
  const came = new Subject<number>();
  let sent = 0;
  return {
    answers,
    get sent() {
      return sent;
    },
    add(signals: number) {
      for (const end = sent + signals; sent < end; sent++) {
        const name = sent % HITS_EVERY === 0 ? 'hit' : 'miss';
        void send(eventOf(`c${sent % CUSTOMERS}`, name, { id: `signal-${sent}` })).then((answer) => {
          answers.push(answer);
          came.next(answers.length);
        });
      }
    },
    async answered(count: number) {
      if (answers.length < count) await firstValueFrom(came.pipe(filter((soFar) => soFar >= count)));
    },
  };
}

async function countDecisions(app: App): Promise<{ readonly stored: number; readonly open: number } | undefined> {
  const [row] = await ask<{ stored: number; open: number }>(
    app,
    `SELECT count() AS stored, countIf(ends = 0) AS open FROM (
       SELECT countIf(step IN ('sent', 'held-back', 'expired', 'failed', 'uncertain')) AS ends
       FROM outcomes WHERE trigger = 'hit' GROUP BY decision)`,
  );
  return row;
}

async function ask<T>(app: App, sql: string, params: Readonly<Record<string, unknown>> = {}): Promise<readonly T[]> {
  return (await app.store?.query<T>(sql, params)) ?? [];
}
