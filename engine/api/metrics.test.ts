import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('a batch is counted by kind, verdict, result and gate, with its times', async () => {
  const metrics = createMetrics();
  metrics.batch({
    signals: [
      { kind: 'location', verdict: 'accepted', elapsedMs: 1.5 },
      { kind: 'location', verdict: 'accepted', elapsedMs: 30 },
      { kind: 'cart', verdict: 'duplicate', elapsedMs: 1 },
    ],
    decisions: [
      { result: 'held-back', gate: 'quiet-hours' },
      { result: 'send', gate: '' },
    ],
    queuedMs: [4],
  });
  metrics.delivery('email', 'sent');
  const text = await metrics.registry.metrics();
  for (const line of [
    'kairos_signals_total{verdict="accepted",kind="location"} 2',
    'kairos_signals_total{verdict="duplicate",kind="cart"} 1',
    'kairos_decisions_total{result="held-back",gate="quiet-hours"} 1',
    'kairos_deliveries_total{channel="email",state="sent"} 1',
    'kairos_signal_committed_milliseconds_bucket{le="2"} 1',
    'kairos_signal_committed_milliseconds_count 2',
    'kairos_signal_queued_milliseconds_count 1',
    'kairos_batch_signals_sum 3',
  ]) {
    expect(text).toContain(line);
  }
});

test('kinds beyond the limit are counted together', async () => {
  const metrics = createMetrics();
  const signals = Array.from(
    { length: 150 },
    (_, i) => ({ kind: `k${i}`, verdict: 'accepted', elapsedMs: 1 }) as const,
  );
  metrics.batch({ signals, decisions: [], queuedMs: [] });
  expect(await metrics.registry.metrics()).toContain('kairos_signals_total{verdict="accepted",kind="other"} 50');
});

test('gauges are read when asked for, and only those that have a source', async () => {
  const metrics = createMetrics();
  let waiting = 3;
  metrics.watch({ waiting: () => waiting, streamLag: async () => 7 });
  waiting = 5;
  const text = await metrics.registry.metrics();
  expect(text).toContain('kairos_signals_waiting 5');
  expect(text).toContain('kairos_stream_lag 7');
  expect(text).not.toContain('kairos_timers_armed');
});

test('two engines in one process count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.delivery('email', 'sent');
  expect(await other.registry.metrics()).not.toContain('channel="email"');
});
