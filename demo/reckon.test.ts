import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Outcome, StepName } from '../engine/outcomes/contract.ts';
import { lineOf } from '../engine/outcomes/lines.ts';
import { migrate } from '../engine/outcomes/migrate.ts';
import type { OutcomeStore } from '../engine/stores/contract.ts';
import { startEmbeddedClickHouse } from '../engine/stores/embedded-clickhouse.ts';
import { storeLines } from '../test/support/rows.ts';
import { type DemoCounts, reckon } from './reckon.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let folder: string;
let store: OutcomeStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-reckon-'));
  store = await startEmbeddedClickHouse(folder, quiet);
  await migrate(store, { signalDays: 7, outcomeDays: 7 }, quiet);
});
beforeEach(async () => {
  for (const table of ['outcomes', 'signals', 'decisions', 'decision_days'])
    await store.command(`TRUNCATE TABLE ${table}`);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

function outcome(decision: string, step: StepName, more: Partial<Outcome> = {}): string {
  const base = { at: 0, wallAt: 0, elapsedMs: 1, customer: 'c', signal: 's', signalAt: 0, version: 1, provider: '' };
  const rest = { trigger: 'rainy', channel: '', place: '', gate: '', reason: '', attempt: 0 };
  return lineOf({ ...base, ...rest, decision, step, ...more });
}

function signal(id: string, kind = 'location'): string {
  return lineOf({ signal: { id, kind, customer: 'c', at: 0, value: {} }, receivedAt: 0, late: false });
}

const SEEN: DemoCounts = {
  sent: 2,
  accepted: 2,
  duplicates: 0,
  rejected: [],
  mails: 1,
  webhooks: 0,
  services: {},
  shown: 1,
};
const WELL = [
  signal('a'),
  signal('reader.b', 'message'),
  signal('delivered-d2', 'message'),
  outcome('d1', 'matched'),
  outcome('d1', 'queued', { elapsedMs: 6 }),
  outcome('d1', 'sent', { channel: 'email', elapsedMs: 9 }),
  outcome('d2', 'matched', { trigger: 'cart' }),
  outcome('d2', 'queued', { trigger: 'cart', elapsedMs: 6 }),
  outcome('d2', 'sent', { trigger: 'cart', channel: 'in-app', elapsedMs: 9 }),
  outcome('d2', 'delivered', { trigger: 'cart', channel: 'in-app' }),
  outcome('d3', 'matched'),
  outcome('d3', 'held-back', { gate: 'consent', reason: 'no consent to offers' }),
];

test('a day that adds up is summed up without a problem', async () => {
  await storeLines(store, WELL);
  const report = await reckon(store, SEEN);
  expect(report).toMatchObject({
    signals: 2,
    decisions: 3,
    matched: 3,
    heldBack: { consent: 1 },
    sent: { email: 1, 'in-app': 1 },
    latencyMs: { signalToQueued: { p50: 6, p99: 6 }, signalToAccepted: { p50: 9, p99: 9 } },
    customer: 'c',
    problems: [],
  });
  expect(report.triggers).toMatchObject([
    { trigger: 'rainy', matched: 2, heldBack: 1, sent: { email: 1 }, other: 0, queuedP50: 6, acceptedP50: 9 },
    { trigger: 'cart', matched: 1, heldBack: 0, sent: { 'in-app': 1 }, other: 0, queuedP50: 6, acceptedP50: 9 },
  ]);
});

test.each<[string, readonly string[], Partial<DemoCounts>, string]>([
  ['a decision without an end', [outcome('d4', 'matched')], {}, "1 decisions still open after 'matched', such as d4"],
  ['a decision with two ends', [outcome('d1', 'failed')], {}, '1 decisions ended more than once, such as d1'],
  ['a decision that is recorded twice', [outcome('d1', 'matched')], {}, '4 matches, 3 decisions'],
  ['a signal that is not stored', [], { sent: 3, accepted: 3 }, '3 signals were accepted, 2 are stored'],
  ['a signal that was never settled', [], { sent: 3 }, '3 signals were sent, 2 were settled'],
  ['a mail that did not arrive', [], { mails: 0 }, '1 messages were sent by email, 0 arrived'],
  ['a mail that arrived twice', [], { mails: 2 }, '1 messages were sent by email, 2 arrived'],
  ['a webhook nobody sent', [], { webhooks: 1 }, '0 messages were sent by webhook, 1 arrived'],
  ['a message that was shown twice', [], { shown: 2 }, '2 in-app messages were shown, 1 are recorded as shown'],
  ['a rejected signal', [], { sent: 3, rejected: [{ id: 'x', reason: 'lat' }] }, 'signal x was rejected: lat'],
])('%s is a problem', async (_, more, seen, problem) => {
  await storeLines(store, [...WELL, ...more]);
  expect((await reckon(store, { ...SEEN, ...seen })).problems).toEqual([problem]);
});

test('a day on which nothing happened has no percentiles and no problem', async () => {
  const report = await reckon(store, { ...SEEN, sent: 0, accepted: 0, mails: 0, shown: 0 });
  expect(report.problems).toEqual([]);
  expect(report.latencyMs.signalToQueued.p50).toBeNaN();
});
