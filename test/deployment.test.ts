import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { loadSettings, ROLES } from '../config/settings.ts';
import { STOP_MS } from '../engine/closers.ts';
import { PROVIDER_VARIABLES } from './support/provider-variables.ts';
import { root } from './support/sources.ts';

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly readinessProbe: { readonly httpGet: { readonly path: string; readonly port: string } };
}
interface Manifest {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly selector: unknown;
    readonly ports?: readonly { readonly targetPort: string }[];
    readonly template?: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly enableServiceLinks: boolean;
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly Container[];
      };
    };
  };
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifests = parseAllDocuments(read('config/kubernetes/kairos.yaml')).map((document) => {
  expect(document.errors).toEqual([]);
  return document.toJS() as Manifest;
});
const pods = manifests.flatMap(({ spec }) => spec?.template ?? []);
const shared = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
/** What may be in a file of the secret. */
const secretOf = (path: string) => {
  if (path.endsWith('sealing_key')) return Buffer.alloc(32).toString('base64');
  if (path.endsWith('_key')) return 'a-key-of-the-tests-0';
  return `${path.includes('redis') ? 'redis' : path.includes('smtp') ? 'smtp' : 'http'}://host`;
};
/** The engine's own promise, and half as long again for its process to end. */
const STOP_SECONDS = (STOP_MS * 1.5) / 1_000;

test('the pods of Kubernetes have settings that load, and all roles between them', () => {
  const roles = pods.flatMap(({ spec: { containers } }) =>
    containers.flatMap(({ env }) => {
      const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
      return loadSettings({ ...shared, ...own }, PROVIDER_VARIABLES, secretOf).roles;
    }),
  );
  expect([...roles].sort()).toEqual([...ROLES].sort());
});

test('no pod gets variables of a Service, and each has time for a whole stop', () => {
  expect(pods).toHaveLength(2);
  for (const { spec } of pods) {
    expect(spec.enableServiceLinks).toBe(false);
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(STOP_SECONDS);
  }
  expect(Number(/TimeoutStopSec=(\d+)/.exec(read('config/systemd/kairos.service'))?.[1])).toBeGreaterThan(STOP_SECONDS);
  expect(Number(/stop_grace_period: (\d+)s/.exec(read('docker-compose.yml'))?.[1])).toBeGreaterThan(STOP_SECONDS);
});

test('services lead to ports that the engines have, and probes ask what there is', () => {
  const ports = pods.flatMap(({ spec }) => spec.containers.flatMap((container) => container.ports));
  const { port, consolePort } = loadSettings({});
  expect(new Set(ports.map(({ name, containerPort }) => `${name} ${containerPort}`))).toEqual(
    new Set([`edge ${port}`, `console ${consolePort}`]),
  );
  const targets = manifests.flatMap(({ kind, spec }) => (kind === 'Service' ? (spec?.ports ?? []) : []));
  expect(targets.map(({ targetPort }) => targetPort)).toEqual(['edge', 'console']);
  for (const { spec } of pods)
    expect(spec.containers[0]?.readinessProbe.httpGet).toEqual({ path: '/readyz', port: 'console' });
});

test('systemd starts what `npm start` starts, and tells the engine alone to stop', () => {
  const unit = read('config/systemd/kairos.service');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
  const started = /ExecStart=\/usr\/bin\/node (.*)/.exec(unit)?.[1];
  expect(scripts.start).toContain(`exec node ${started}`);
  expect(unit).toMatch(/^KillMode=mixed$/m);
});

test('the proxy passes WebSockets on, and logs no key of a query', () => {
  const conf = read('config/proxy/nginx.conf');
  expect(conf.split('{')).toHaveLength(conf.split('}').length);
  for (const line of ['proxy_http_version 1.1;', 'proxy_set_header Upgrade $http_upgrade;'])
    expect(conf).toContain(line);
  expect(/log_format without_query '([^']*)'/.exec(conf)?.[1]).not.toMatch(
    /\$request\b|\$args|\$request_uri|\$query_string/,
  );
  expect(conf).toContain('access_log /dev/stdout without_query;');
});

test('the page on operating names every one of these files', () => {
  const page = read('docs/operating.md');
  const files = [...page.matchAll(/\]\(\.\.\/(config\/[^)]+)\)/g)].map(([, file = '']) => file);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  for (const file of [
    'kubernetes/kairos.yaml',
    'systemd/kairos.service',
    'proxy/nginx.conf',
    'grafana/kairos.json',
    'prometheus/alerts.yml',
  ])
    expect(files).toContain(`config/${file}`);
});
