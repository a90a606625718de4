import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filter, firstValueFrom } from 'rxjs';
import { type App, startApp } from '../../engine/app.ts';
import { type SignalClock, signalClock } from '../../engine/clock.ts';
import type { Log } from '../../engine/contract.ts';
import type { Document } from '../../engine/definitions/contract.ts';
import { loadEngineSettings } from '../../engine/load-settings.ts';
import { createLog } from '../../engine/log.ts';
import type { Outcome, StepName } from '../../engine/outcomes/contract.ts';
import type { IngestReply, SignalInput } from '../../sdk/protocol.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import { layTables } from './made-tables.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

export const INGEST_KEY = 'ingest-key-of-the-tests';
export const SECRET_KEY = 'secret-key-of-the-tests';

/** What one HTTP request was answered with. */
export interface EngineAnswer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

/**
 * A whole engine on real parts in this process, with its own stores and mail server, on a clock that the test moves.
 */
export interface TestEngine {
  readonly app: App;
  readonly clock: SignalClock;
  readonly mails: MailServer;
  readonly folder: string;
  readonly edgeUrl: string;
  readonly streamUrl: string;
  readonly consoleUrl: string;
  /** Warnings and errors the engine wrote. */
  readonly logged: readonly string[];
  /** Every outcome this engine recorded, in its order. */
  readonly outcomes: readonly Outcome[];
  /** Moves the clock to the next day in Berlin at this time (`18:30`), in winter; the same as `clock.now()` then. */
  nextDay(time: string): number;
  /** Moves the clock on. */
  later(ms: number): number;
  /** Sends signals over HTTP, each of `clock.now()` unless it says otherwise; throws when one is rejected. */
  send(...signals: readonly SignalInput[]): Promise<IngestReply>;
  /** Any request to the public edge. */
  post(path: string, body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<EngineAnswer>;
  /** Any request to the management API. */
  ask<T>(method: string, path: string, body?: unknown): Promise<EngineAnswer<T>>;
  /** Publishes documents over the management API; throws what it is refused with. */
  publish(...documents: readonly Document[]): Promise<void>;
  /** The first outcome like this, now or when it comes. */
  outcome(customer: string, step: StepName, more?: Partial<Outcome>): Promise<Outcome>;
  /** Everything that the engine has taken is done and stored. */
  settled(): Promise<void>;
  /**
   * What ClickHouse holds of a customer's decisions, as `trigger step gate` where there is a gate, in the order it was
   * recorded.
   */
  steps(customer: string): Promise<readonly string[]>;
  rows<T>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<readonly T[]>;
  close(): Promise<void>;
}

export interface TestEngineOptions {
  /** `KAIROS_…` variables that differ. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is published first; `mails` is where its mails go. */
  readonly documents?: (mails: MailServer) => readonly Document[];
  /** Shared by engines of one test; closed by who opened it. */
  readonly mails?: MailServer;
  readonly clock?: SignalClock;
  /** What pages of providers say. */
  readonly fetchText?: (url: string) => Promise<string>;
}

/** Monday; all tests of a file lie within the three weeks after it, where Berlin is an hour ahead of UTC. */
const FIRST_DAY = Date.UTC(2026, 10, 2);
const BERLIN_AHEAD_MS = 3_600_000;

/** Starts an engine on a temporary folder and free ports. */
export async function startTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'kairos-e2e-'));
  const mails = options.mails ?? (await startMailServer());
  const clock = options.clock ?? signalClock(FIRST_DAY);
  const logged: string[] = [];
  const settings = await loadEngineSettings({ ...testEnv(folder), ...options.env });
  if (settings.clickhouseUrl === undefined) await layTables(settings.dataDir);
  const app = await startApp({
    settings,
    clock,
    log: logInto(logged),
    fetchText: options.fetchText,
  });
  await app.opened;
  const outcomes: Outcome[] = [];
  const watching = app.outcomes$.subscribe((outcome) => outcomes.push(outcome));
  const edgeUrl = `http://127.0.0.1:${app.ports.edge}`;
  const consoleUrl = `http://127.0.0.1:${app.ports.console}`;
  let day = FIRST_DAY;

  const engine: TestEngine = {
    app,
    clock,
    mails,
    folder,
    edgeUrl,
    streamUrl: `ws://127.0.0.1:${app.ports.edge}/v1/stream`,
    consoleUrl,
    logged,
    outcomes,
    nextDay(time) {
      while (atTime(day, time) <= clock.now()) day += DAY_MS;
      clock.advance(atTime(day, time));
      return clock.now();
    },
    later(ms) {
      clock.advance(clock.now() + ms);
      return clock.now();
    },
    async send(...signals) {
      const at = clock.now();
      const body = JSON.stringify({ signals: signals.map((signal) => ({ at, ...signal })) });
      const { status, text, body: reply } = await engine.post('/v1/signals', body);
      if (status !== 200 || (reply as IngestReply).rejected.length > 0) throw new Error(`${status} ${text}`);
      return reply as IngestReply;
    },
    post: (path, body, headers) =>
      request('POST', edgeUrl + path, { authorization: `Bearer ${INGEST_KEY}`, ...headers }, body),
    ask: (method, path, body) => askApi(consoleUrl, method, path, body),
    async publish(...documents) {
      const { status, text } = await engine.ask('POST', '/v1/publish', { documents, replace: false });
      if (status !== 200) throw new Error(`${status} ${text}`);
    },
    async outcome(customer, step, more = {}) {
      const wanted = Object.entries({ customer, step, ...more });
      const isWanted = (outcome: Outcome) => wanted.every(([name, value]) => outcome[name as keyof Outcome] === value);
      return outcomes.find(isWanted) ?? (await firstValueFrom(app.outcomes$.pipe(filter(isWanted))));
    },
    settled: () => app.drained(),
    async steps(customer) {
      await app.drained();
      const rows = await engine.rows<{ trigger: string; step: string; gate: string }>(
        `SELECT trigger, step, gate FROM outcomes WHERE customer = {customer:String} ORDER BY stored_at, seq, row`,
        { customer },
      );
      return rows.map(({ trigger, step, gate }) => [trigger, step, gate].filter(Boolean).join(' '));
    },
    rows: async (sql, params = {}) => (await app.store?.query(sql, params)) ?? [],
    async close() {
      watching.unsubscribe();
      await app.close();
      if (!options.mails) await mails.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    const documents = options.documents?.(mails) ?? [];
    if (documents.length > 0) await engine.publish(...documents);
    return engine;
  } catch (cause) {
    await engine.close();
    throw cause;
  }
}

/** The environment of an engine of tests: on loopback, on free ports, alone in the world. */
export function testEnv(folder: string): Readonly<Record<string, string>> {
  return {
    KAIROS_HOST: '127.0.0.1',
    KAIROS_PORT: '0',
    KAIROS_CONSOLE_PORT: '0',
    KAIROS_DATA_DIR: join(folder, 'data'),
    KAIROS_INGEST_KEY: INGEST_KEY,
    KAIROS_SECRET_KEY: SECRET_KEY,
    KAIROS_WEATHER_URL: 'off',
    KAIROS_RATE_LIMIT: '1000000',
  };
}

/** A customer who is known, reachable by mail, and said yes to offers, as signals. */
export function willingCustomer(id: string, traits: Readonly<Record<string, unknown>> = {}): readonly SignalInput[] {
  return [
    { kind: 'identify', customer: id, value: { traits: { email: mailOf(id), ...traits } } },
    { kind: 'consent', customer: id, value: { channel: '*', purpose: 'offers', granted: true } },
  ];
}

/** Where a customer's mails go, whatever the customer is called. */
export function mailOf(customer: string): string {
  return `${customer.replaceAll(/[^\w.+-]/g, '-')}@post.example`;
}

/** An event of a customer. */
export function eventOf(customer: string, name: string, more: Partial<SignalInput> = {}): SignalInput {
  return { kind: 'event', customer, value: { name }, ...more };
}

/** A request to a management API, with the secret key. */
export function askApi<T>(consoleUrl: string, method: string, path: string, body?: unknown): Promise<EngineAnswer<T>> {
  const headers = {
    authorization: `Bearer ${SECRET_KEY}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  return request<T>(method, consoleUrl + path, headers, body === undefined ? undefined : JSON.stringify(body));
}

async function request<T>(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: string | Buffer,
): Promise<EngineAnswer<T>> {
  const answer = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('application/json');
  return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : text) as T };
}

function atTime(day: number, time: string): number {
  return day + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000 - BERLIN_AHEAD_MS;
}

/** Warnings and errors, as they are written for machines. */
function logInto(lines: string[]): Log {
  return { ...createLog({ write: (line) => lines.push(line) }, false), info: () => undefined };
}
