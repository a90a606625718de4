import { Counter, Histogram, type Registry } from 'prom-client';
import type { WaveProbe } from '../world/contract.ts';

const SECONDS = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120];

/** Counts waves of the world in a registry. */
export function countWaves(registry: Registry): WaveProbe {
  const registers = [registry];
  const noticed = new Counter({
    name: 'kairos_world_changes_total',
    help: 'Changes of the world that a live trigger waits for and that this engine was the first to notice.',
    labelNames: ['what'] as const,
    registers,
  });
  const lookedUp = new Counter({
    name: 'kairos_wave_customers_total',
    help: 'Customers whom waves found in the index of who is where.',
    registers,
  });
  const took = new Histogram({
    name: 'kairos_wave_duration_seconds',
    help: 'From when this engine took up a wave on a shard until it was done there.',
    buckets: SECONDS,
    registers,
  });
  return {
    noticed: (what) => noticed.inc({ what }),
    lookedUp: (customers) => lookedUp.inc(customers),
    worked: (tookMs) => took.observe(tookMs / 1_000),
  };
}
