import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lineOf } from '../engine/outcomes/lines.ts';
import { migrate } from '../engine/outcomes/migrate.ts';
import type { Query } from '../engine/outcomes/queries/contract.ts';
import { runQuery } from '../engine/outcomes/query.ts';
import type { OutcomeStore } from '../engine/stores/contract.ts';
import { startEmbeddedClickHouse } from '../engine/stores/embedded-clickhouse.ts';
import { startClickHouse, type TestClickHouse } from '../test/support/clickhouse.ts';
import { storeLines } from '../test/support/rows.ts';
import { DAY_MS } from '../triggers/time/spans.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Bench } from './contract.ts';
import { fillMonth } from './data/month-of-outcomes.ts';

/**
 * Rows of `outcomes` in millions; a smaller number while one works on a question: `MILLIONS=1 npm run bench --
 * results`.
 */
const MILLIONS = Number(process.env.MILLIONS ?? 10);
/**
 * A folder that keeps the rows for another run: `DATA=/tmp/rows`. It is filled when it is empty. Rows that came in
 * during a run stay there, so a run whose figures count begins with a copy of a filled one.
 */
const { DATA } = process.env;
/** A decision makes three and a third rows in the mix below. */
const DECISIONS = Math.round((MILLIONS * 1_000_000) / 3.33);
const CUSTOMERS = 1_000_000;
const DAYS = 30;
const FROM = Date.UTC(2026, 9, 1);
const TO = FROM + DAYS * DAY_MS;
/** Signals are kept for a week. */
const SIGNALS = Math.round(MILLIONS * 50_000);
const MONTH = { decisions: DECISIONS, customers: CUSTOMERS, days: DAYS, from: FROM, signals: SIGNALS };
const REPEATS = 21;
const LIVE_ROWS_PER_SECOND = 5_000;
/** Of the rows of a second so many are openings of messages of earlier days. */
const LATE_ROWS = 100;

const SOME_CUSTOMER = 'c-4711';
/** The decision number 1, as `fill` makes it. */
const SOME_DECISION = `d-${createHash('sha256').update('1').digest('hex').slice(0, 22)}.${FROM / DAY_MS}`;

/** The questions as the console's pages ask them. */
const ASKED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'results-funnel': {},
  'results-funnel by weather': { by: 'weather' },
  'results-funnel by hour,weekday': { by: 'hour,weekday' },
  'results-funnel of one trigger, by place': { trigger: 'trigger-7', by: 'place' },
  'results-over-time by day, with the time before': {
    bucket: 'day',
    before: true,
    zone: 'Europe/Berlin',
    from: TO - 15 * DAY_MS,
  },
  'held-back-by': {},
  'held-back-by by daypart': { by: 'daypart' },
  'decisions-behind clicked in rain': { step: 'clicked', weather: 'rain', limit: 50 },
  'latency-over-time by hour': { along: 'hour' },
  lateness: {},
  'return-to-place': {},
  'trigger-overlap': {},
  'channel-cost': { prices: 'sms=0.07,email=0.001' },
  'effect of one trigger': { trigger: 'trigger-7' },
  'workspace-effect of forty triggers': {
    triggers: Array.from({ length: 40 }, (_, i) => `trigger-${i}`).join(','),
  },
  'results-funnel by place_tags': { by: 'place_tags' },
  accounting: {},
  'by-channel': {},
  'by-hour': { zone: 'Europe/Berlin' },
  funnel: {},
  'held-back': {},
  latency: {},
  overview: {},
  'trigger-days of the last week': { from: TO - 7 * DAY_MS },
  'people-behind an overlap': { of: 'overlap', trigger: 'trigger-7', other: 'trigger-8', limit: 50 },
  'people-behind a return': { of: 'return', in_group: 'message', days: 7, limit: 50 },
  'fall-backs': {},
  'woken-by-condition': {},
  failures: {},
  'customer-story of one customer': { customer: SOME_CUSTOMER },
  'message of one decision': { decision: SOME_DECISION },
  'content of one decision': { decision: SOME_DECISION },
  'positions of the last week': { from: TO - 7 * DAY_MS },
  'place-visits of one place': { place: 'place-7' },
  'signals-by-kind': {},
  'events-seen': {},
  'fields-seen': {},
};

/** How long the questions about results take over many rows, cold and warm, at rest and while rows come in. */
export default {
  name: 'results',
  summary: `Each question about results over ${MILLIONS} million outcome rows of a million customers, cold and warm, also while 5,000 rows a second come in.`,
  async run({ say }) {
    const queries = await loadFolder<Query>(new URL('../engine/outcomes/queries/', import.meta.url));
    const clickhouse = DATA === undefined ? await startClickHouse() : await openKept(DATA);
    const { store } = clickhouse;
    try {
      const begun = performance.now();
      const [before] = await store.query<{ rows: number }>('SELECT count() AS rows FROM outcomes', {});
      if (before!.rows === 0) await fillMonth(store, MONTH, say);
      const filledSeconds = Math.round((performance.now() - begun) / 1_000);
      const [outcomes] = await store.query<{ rows: number }>('SELECT count() AS rows FROM outcomes', {});
      const stored = await store.query(SIZES, {});
      say(`${outcomes!.rows} rows of outcomes in ${filledSeconds} s`);
      const atRest = await askAll(store, queries, say);
      const writer = keepWriting(store);
      await pause(3_000);
      const whileWriting = await askAll(store, queries, say);
      const written = await writer.stop();
      return { rows: outcomes!.rows, decisions: DECISIONS, filledSeconds, stored, atRest, whileWriting, written };
    } finally {
      await clickhouse.stop();
    }
  },
} satisfies Bench;

async function openKept(folder: string): Promise<Pick<TestClickHouse, 'store' | 'stop'>> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const store = await startEmbeddedClickHouse(folder, log);
  await migrate(store, { signalDays: 7, outcomeDays: 400 }, log);
  return { store, stop: store.close };
}

interface Timing {
  readonly coldMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly readRows: number;
}

async function askAll(store: OutcomeStore, queries: ReadonlyMap<string, Query>, say: (line: string) => void) {
  const timings: Record<string, Timing> = {};
  for (const [label, params] of Object.entries(ASKED)) {
    const [name] = label.split(' ');
    await store.command('SYSTEM DROP MARK CACHE');
    await store.command('SYSTEM DROP UNCOMPRESSED CACHE');
    const period = 'from' in queries.get(name!)!.params.shape ? { from: FROM, to: TO } : {};
    const ask = () => runQuery(store, queries, name!, { ...period, ...params });
    const { tookMs: coldMs, readRows } = await ask();
    const took: number[] = [];
    for (let i = 0; i < REPEATS; i++) took.push((await ask()).tookMs);
    took.sort((a, b) => a - b);
    timings[label] = { coldMs, p50Ms: took[REPEATS >> 1]!, p95Ms: took[Math.ceil(REPEATS * 0.95) - 1]!, readRows };
    say(`${label}: ${JSON.stringify(timings[label])}`);
  }
  return timings;
}

/** Writes rows as the sink does, a second's worth each second. */
function keepWriting(store: OutcomeStore) {
  let isStopped = false;
  let rows = 0;
  const writing = (async () => {
    for (let second = 0; !isStopped; second++) {
      const begun = performance.now();
      await storeLines(
        store,
        Array.from({ length: LIVE_ROWS_PER_SECOND }, (_, i) =>
          i < LATE_ROWS ? lateLine(second, i) : liveLine(second, i),
        ),
      );
      rows += LIVE_ROWS_PER_SECOND;
      await pause(Math.max(0, 1_000 - (performance.now() - begun)));
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await writing;
      return { rows };
    },
  };
}

/** An opening of a message of the month, more often of a late day. */
function lateLine(second: number, i: number): string {
  const at = TO + second * 1_000 + i;
  const day = Math.floor((TO - ((i / LATE_ROWS) ** 3 * (DAYS - 1) + 1) * DAY_MS) / DAY_MS);
  return lineOf({
    ...{ step: 'opened', at, wallAt: at, elapsedMs: 3, customer: `c-${i}`, signal: `o-${second}-${i}`, signalAt: at },
    ...{ trigger: 'trigger-1', version: 0, decision: `d-late-${second}-${i}.${day}`, channel: 'email' },
    ...{ provider: 'smtp', place: '', gate: '', reason: '', attempt: 1 },
  });
}

function liveLine(second: number, i: number): string {
  const at = TO + second * 1_000 + i / 10;
  const [step, n] = [(['matched', 'queued', 'attempted', 'sent', 'delivered'] as const)[i % 5]!, Math.floor(i / 5)];
  return lineOf({
    ...{
      step,
      at,
      wallAt: at,
      elapsedMs: 3,
      customer: `c-${n}`,
      signal: `l-${second}-${n}`,
      signalAt: at,
      trigger: `trigger-${n % 40}`,
    },
    ...{ version: 1, decision: `d-live-${second}-${n}.${Math.floor(at / DAY_MS)}`, channel: 'email', provider: 'smtp' },
    ...{ place: '', gate: '', reason: '', attempt: 1 },
    ...(step === 'matched' && { facts: { weather: 'rain', hour: 12, weekday: 3, group: 'message' as const } }),
  });
}

const SIZES = `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
  WHERE database = currentDatabase() AND active GROUP BY table ORDER BY bytes DESC`;
