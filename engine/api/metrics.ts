import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Outcome } from '../outcomes/contract.ts';
import type { PipelineProbe } from '../pipeline/contract.ts';
import type { WaveProbe } from '../world/contract.ts';
import { countAnswers } from './count-answers.ts';
import { countWaves } from './count-waves.ts';
import { tallyHistogram } from './tally-histogram.ts';

/** The values that are read when the metrics are asked for. */
export interface GaugeSources {
  /** The signals that were taken and are not settled. */
  waiting?(): number;
  /** The entries in the outcome streams that are not in ClickHouse. */
  streamLag?(): number | Promise<number>;
  /** The used share of Redis's `maxmemory`, 0 to 1; 0 without a limit. */
  redisUsed?(): number;
  /** The messages that are ready to leave, or leaving. */
  deliveriesWaiting?(): number | Promise<number>;
  /** The armed timers of all customers. */
  timersArmed?(): number | Promise<number>;
  /** The unfinished waves of all engines, by shard. */
  waves?(): number | Promise<number>;
  /** The revision of the live definitions. */
  revision?(): number;
  /** The number of published revisions that are not live here. */
  revisionLag?(): number;
}

/** The metrics of one engine, in a registry of their own. `happened` also takes the outcomes of deliveries. */
export interface Metrics extends PipelineProbe {
  readonly registry: Registry;
  /** Counts the waves that this engine begins and works on. */
  readonly waves: WaveProbe;
  /** `elapsedMs`: from the receipt of the signal until it was stored. About 0.2 µs. */
  settled(kind: string, verdict: 'accepted' | 'duplicate' | 'rejected', elapsedMs?: number): void;
  /**
   * An HTTP request was answered: on which port, by which route, with which status. 20 ns, where 20 million were
   * counted in a row.
   */
  answered(port: 'edge' | 'console', route: string, status: number): void;
  /**
   * Sets the sources of the gauges, and adds those of the process and of Node. A missing source is not shown. Called
   * once, at the start.
   */
  watch(sources: GaugeSources): void;
}

const SECONDS = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 5];
/** The bounds from a signal to a message that a provider took: most within a second, a deferred one after a night. */
const DELIVERY_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 43_200];
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** Creates the metrics of one engine. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name, help, buckets, registers });
  const tally = tallySignals(registry);
  const committed = tallyHistogram(registry, 'kairos_signal_committed_seconds', 'From receipt to stored.', SECONDS);
  const queued = histogram('kairos_signal_queued_seconds', 'From receipt to message queued.', SECONDS);
  const sizes = histogram('kairos_batch_signals', 'Signals that one step of the pipeline took together.', SIZES);
  const stages = new Histogram({
    name: 'kairos_stage_duration_seconds',
    help: 'How long one step of the pipeline took for a batch.',
    labelNames: ['stage'] as const,
    buckets: SECONDS,
    registers,
  });
  const delivered = new Histogram({
    name: 'kairos_delivery_seconds',
    help: 'From receipt of the signal to a message that the provider took, by channel.',
    labelNames: ['channel'] as const,
    buckets: DELIVERY_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'kairos_stage_failed_signals_total',
    help: 'Signals turned away because a step of the pipeline failed.',
    labelNames: ['stage'] as const,
    registers,
  });
  const count = countOutcomes(registry);
  return {
    registry,
    waves: countWaves(registry),
    settled(kind, verdict, elapsedMs) {
      tally(kind, verdict);
      if (elapsedMs !== undefined && verdict === 'accepted') committed(elapsedMs / 1_000);
    },
    passed(stage, signals, tookMs) {
      stages.observe({ stage }, tookMs / 1_000);
      sizes.observe(signals);
    },
    failed(stage, signals) {
      failures.inc({ stage }, signals);
    },
    happened(outcome) {
      count(outcome);
      if (outcome.step === 'queued') queued.observe(outcome.elapsedMs / 1_000);
      if (outcome.step === 'sent') delivered.observe({ channel: outcome.channel }, outcome.elapsedMs / 1_000);
    },
    answered: countAnswers(registry),
    watch(sources) {
      collectDefaultMetrics({ register: registry });
      watchGauge(registry, 'kairos_signals_waiting', 'Signals taken in and not settled.', sources.waiting);
      watchGauge(
        registry,
        'kairos_stream_lag_entries',
        'Entries of rows that ClickHouse does not have.',
        sources.streamLag,
      );
      watchGauge(
        registry,
        'kairos_redis_used_ratio',
        'Of the maxmemory of Redis, its fullest server; 0 without a limit. From 0.85 on signals are refused.',
        sources.redisUsed,
      );
      watchGauge(
        registry,
        'kairos_deliveries_waiting',
        'Jobs of messages about to leave; one may hold up to 32 in-app messages.',
        sources.deliveriesWaiting,
      );
      watchGauge(registry, 'kairos_timers_armed', 'Timers armed over all customers.', sources.timersArmed);
      watchGauge(registry, 'kairos_waves', 'Waves of the world that are not done, by shard.', sources.waves);
      watchGauge(registry, 'kairos_definitions_revision', 'Revision of the definitions.', sources.revision);
      watchGauge(
        registry,
        'kairos_definitions_lag',
        'Revisions that are published and do not run here.',
        sources.revisionLag,
      );
    },
  };
}

const VERDICTS = ['accepted', 'duplicate', 'rejected'] as const;
/** The kinds that get series of their own; further ones are counted as `other`. */
const MOST_KINDS = 100;

/** Counts signals in plain numbers; the registry reads them when it is asked. */
function tallySignals(registry: Registry): (kind: string, verdict: (typeof VERDICTS)[number]) => void {
  const counts = new Map<string, Record<(typeof VERDICTS)[number], number>>();
  const counter: Counter<'kind' | 'verdict'> = new Counter({
    name: 'kairos_signals_total',
    help: 'Signals settled, by kind and verdict.',
    labelNames: ['kind', 'verdict'] as const,
    registers: [registry],
    collect() {
      counter.reset();
      for (const [kind, of] of counts) {
        for (const verdict of VERDICTS) if (of[verdict] > 0) counter.inc({ kind, verdict }, of[verdict]);
      }
    },
  });
  return (kind, verdict) => {
    let of = counts.get(kind);
    if (!of) {
      const label = counts.size < MOST_KINDS ? kind : 'other';
      of = counts.get(label) ?? { accepted: 0, duplicate: 0, rejected: 0 };
      counts.set(label, of);
    }
    of[verdict] += 1;
  };
}

/** Counts the ends of decisions by the gate that stopped them, and the steps of deliveries by channel. */
function countOutcomes(registry: Registry): (outcome: Outcome) => void {
  const decisions = new Counter({
    name: 'kairos_decisions_total',
    help: 'Decisions, by result and the gate that stopped them.',
    labelNames: ['result', 'gate'] as const,
    registers: [registry],
  });
  const deliveries = new Counter({
    name: 'kairos_deliveries_total',
    help: 'Steps of deliveries, by channel and state.',
    labelNames: ['channel', 'state'] as const,
    registers: [registry],
  });
  return ({ step, gate, channel }) => {
    if (step === 'matched') decisions.inc({ result: 'matched', gate: '' });
    else if (step === 'held-back' || step === 'deferred' || gate !== '') decisions.inc({ result: step, gate });
    else deliveries.inc({ channel, state: step });
  };
}

function watchGauge(registry: Registry, name: string, help: string, read?: () => number | Promise<number>): void {
  if (!read) return;
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      gauge.set(await read());
    },
  });
}
