import { expect, test } from 'vitest';
import type { Outcome } from '../outcomes/contract.ts';
import { createMetrics } from './metrics.ts';

const outcome = (part: Partial<Outcome> & Pick<Outcome, 'step'>): Outcome => ({
  at: 0,
  wallAt: 0,
  elapsedMs: 4,
  customer: 'anna',
  signal: 's1',
  signalAt: 0,
  trigger: 't',
  version: 1,
  decision: 'd1',
  channel: '',
  provider: '',
  place: '',
  gate: '',
  reason: '',
  attempt: 0,
  ...part,
});

test('signals, decisions and deliveries are counted with their times', async () => {
  const metrics = createMetrics();
  metrics.settled('location', 'accepted', 1.5);
  metrics.settled('location', 'accepted', 30);
  metrics.settled('cart', 'duplicate', 1);
  metrics.passed('decide', 3, 0.7);
  metrics.failed('write', 2, new Error('gone'));
  metrics.happened(outcome({ step: 'matched' }));
  metrics.happened(outcome({ step: 'held-back', gate: 'quiet-hours' }));
  metrics.happened(outcome({ step: 'failed', gate: 'render' }));
  metrics.happened(outcome({ step: 'queued', channel: 'email' }));
  metrics.happened(outcome({ step: 'sent', channel: 'email' }));
  const text = await metrics.registry.metrics();
  for (const line of [
    'kairos_signals_total{kind="location",verdict="accepted"} 2',
    'kairos_signals_total{kind="cart",verdict="duplicate"} 1',
    'kairos_signal_committed_seconds_bucket{le="0.002"} 1',
    'kairos_signal_committed_seconds_count 2',
    'kairos_stage_duration_seconds_count{stage="decide"} 1',
    'kairos_batch_signals_sum 3',
    'kairos_stage_failed_signals_total{stage="write"} 2',
    'kairos_decisions_total{result="matched",gate=""} 1',
    'kairos_decisions_total{result="held-back",gate="quiet-hours"} 1',
    'kairos_decisions_total{result="failed",gate="render"} 1',
    'kairos_deliveries_total{channel="email",state="sent"} 1',
    'kairos_signal_queued_seconds_count 1',
    'kairos_delivery_seconds_bucket{le="0.01",channel="email"} 1',
  ]) {
    expect(text).toContain(line);
  }
});

test('waves of the world are counted with what they found and how long they took', async () => {
  const { waves, registry, watch } = createMetrics();
  watch({ waves: async () => 4 });
  waves.noticed('weather');
  waves.lookedUp(128);
  waves.lookedUp(3);
  waves.worked(40);
  const text = await registry.metrics();
  for (const line of [
    'kairos_world_changes_total{what="weather"} 1',
    'kairos_wave_customers_total 131',
    'kairos_wave_duration_seconds_bucket{le="0.05"} 1',
    'kairos_waves 4',
  ])
    expect(text).toContain(line);
});

test('asking twice counts once', async () => {
  const metrics = createMetrics();
  metrics.settled('location', 'accepted');
  await metrics.registry.metrics();
  metrics.settled('location', 'accepted');
  expect(await metrics.registry.metrics()).toContain('kairos_signals_total{kind="location",verdict="accepted"} 2');
});

test('kinds beyond the limit are counted together', async () => {
  const metrics = createMetrics();
  for (let i = 0; i < 150; i++) metrics.settled(`k${i}`, 'accepted');
  expect(await metrics.registry.metrics()).toContain('kairos_signals_total{kind="other",verdict="accepted"} 50');
});

test('gauges are read when asked for, and only those that have a source', async () => {
  const metrics = createMetrics();
  let waiting = 3;
  metrics.watch({ waiting: () => waiting, streamLag: async () => 7, revisionLag: () => 2 });
  waiting = 5;
  const text = await metrics.registry.metrics();
  expect(text).toContain('kairos_signals_waiting 5');
  expect(text).toContain('kairos_stream_lag_entries 7');
  expect(text).toContain('kairos_definitions_lag 2');
  expect(text).not.toContain('kairos_timers_armed');
});

test('two engines in one process count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.happened(outcome({ step: 'sent', channel: 'email' }));
  expect(await other.registry.metrics()).not.toContain('channel="email"');
});

test('answers are counted by port, route and status', async () => {
  const metrics = createMetrics();
  for (const status of [200, 200, 429]) metrics.answered('edge', '/v1/signals', status);
  metrics.answered('console', '/v1/triggers/:name', 422);
  const text = await metrics.registry.metrics();
  for (const line of [
    'kairos_http_requests_total{port="edge",route="/v1/signals",status="200"} 2',
    'kairos_http_requests_total{port="edge",route="/v1/signals",status="429"} 1',
    'kairos_http_requests_total{port="console",route="/v1/triggers/:name",status="422"} 1',
  ])
    expect(text).toContain(line);
});

test('the process and Node are shown, and no metric of ours counts in anything but base units', async () => {
  const metrics = createMetrics();
  metrics.watch({});
  const all = await metrics.registry.getMetricsAsJSON();
  const names = all.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds']));
  expect(names.filter((name) => /milliseconds|_ms$|minutes|kilobytes/.test(name))).toEqual([]);
  const counters = all.filter(({ type, name }) => String(type) === 'counter' && name.startsWith('kairos_'));
  expect(counters.length).toBeGreaterThan(4);
  expect(counters.filter(({ name }) => !name.endsWith('_total'))).toEqual([]);
});
