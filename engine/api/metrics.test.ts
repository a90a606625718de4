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
    'kairos_signal_committed_milliseconds_bucket{le="2"} 1',
    'kairos_signal_committed_milliseconds_count 2',
    'kairos_stage_milliseconds_count{stage="decide"} 1',
    'kairos_batch_signals_sum 3',
    'kairos_stage_failed_signals_total{stage="write"} 2',
    'kairos_decisions_total{result="matched",gate=""} 1',
    'kairos_decisions_total{result="held-back",gate="quiet-hours"} 1',
    'kairos_decisions_total{result="failed",gate="render"} 1',
    'kairos_deliveries_total{channel="email",state="sent"} 1',
    'kairos_signal_queued_milliseconds_count 1',
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
    'kairos_wave_milliseconds_bucket{le="50"} 1',
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
  expect(text).toContain('kairos_stream_lag 7');
  expect(text).toContain('kairos_definitions_lag 2');
  expect(text).not.toContain('kairos_timers_armed');
});

test('two engines in one process count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.happened(outcome({ step: 'sent', channel: 'email' }));
  expect(await other.registry.metrics()).not.toContain('channel="email"');
});
