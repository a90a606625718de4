import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../engine/api/metrics.ts';
import { root } from './support/sources.ts';

interface Board {
  readonly panels: readonly {
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number };
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}
interface Rules {
  readonly groups: readonly {
    readonly rules: readonly {
      readonly alert: string;
      readonly expr: string;
      readonly labels: { readonly severity: string };
      readonly annotations: { readonly summary: string; readonly look: string };
    }[];
  }[];
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const board = JSON.parse(read('config/grafana/kairos.json')) as Board;
const alerts = (parse(read('config/prometheus/alerts.yml')) as Rules).groups.flatMap(({ rules }) => rules);
const boardQueries = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** The names and labels that an engine with all its sources shows. */
async function shown(): Promise<ReadonlyMap<string, readonly string[]>> {
  const metrics = createMetrics();
  const none = () => 0;
  metrics.watch({
    waiting: none,
    streamLag: none,
    deliveriesWaiting: none,
    timersArmed: none,
    waves: none,
    revision: none,
    revisionLag: none,
  });
  const all = metrics.registry.getMetricsAsArray() as unknown as { name: string; labelNames?: readonly string[] }[];
  return new Map(all.map(({ name, labelNames = [] }) => [name, labelNames]));
}

const metricsIn = (query: string) => query.match(/\b(kairos|process|nodejs)_[a-z0-9_]+/g) ?? [];
const baseOf = (name: string) => name.replace(/_(bucket|sum|count)$/, '');

test('every metric that the board and the alerts name is shown by the engine', async () => {
  const names = await shown();
  const queries = [...boardQueries, ...alerts.map(({ expr }) => expr)];
  expect(queries.flatMap(metricsIn).length).toBeGreaterThan(20);
  for (const query of queries) {
    for (const name of metricsIn(query))
      expect(names.has(baseOf(name)) || names.has(name), `${name} in ${query}`).toBe(true);
  }
});

test('what they group by is a label of the metric, or one that the scrape adds', async () => {
  const names = await shown();
  for (const query of [...boardQueries, ...alerts.map(({ expr }) => expr)]) {
    const [first = ''] = metricsIn(query);
    const labels = [...(names.get(baseOf(first)) ?? names.get(first) ?? []), 'le', 'instance', 'job'];
    for (const [, by = ''] of query.matchAll(/by \(([^)]*)\)/g)) {
      for (const label of by.split(',').map((text) => text.trim())) expect(labels, query).toContain(label);
    }
  }
});

test('every metric of ours is on the board, or is told of in an alert, or is a detail that has a reason', async () => {
  const details = ['kairos_batch_signals', 'kairos_signal_committed_seconds', 'kairos_world_changes_total'];
  const told = new Set([...boardQueries, ...alerts.map(({ expr }) => expr)].flatMap(metricsIn).map(baseOf));
  const more = [...details, 'kairos_wave_customers_total', 'kairos_wave_duration_seconds'];
  const untold = [...(await shown()).keys()].filter((name) => name.startsWith('kairos_') && !told.has(name));
  expect(untold.sort()).toEqual([...more].sort());
});

test('every alert says how bad it is and where to look, and has a name of its own', () => {
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  for (const { alert, labels, annotations } of alerts) {
    expect(['page', 'ticket'], alert).toContain(labels.severity);
    expect(annotations.summary.length, alert).toBeGreaterThan(10);
    expect(annotations.look.length, alert).toBeGreaterThan(10);
  }
});

test('no two panels lie on each other', () => {
  const spots = board.panels.map(({ gridPos: { x, y } }) => `${x},${y}`);
  expect(new Set(spots).size).toBe(spots.length);
});
