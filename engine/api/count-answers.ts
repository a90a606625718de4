import { Counter, type Registry } from 'prom-client';

/**
 * Counts answers to HTTP requests in plain numbers; the registry reads them when it is asked. Routes are patterns, so
 * they are few.
 */
export function countAnswers(registry: Registry): (port: 'edge' | 'console', route: string, status: number) => void {
  const counts = { edge: new Map<string, Map<number, number>>(), console: new Map<string, Map<number, number>>() };
  const counter: Counter<'port' | 'route' | 'status'> = new Counter({
    name: 'kairos_http_requests_total',
    help: 'HTTP requests answered, by port, route and status.',
    labelNames: ['port', 'route', 'status'] as const,
    registers: [registry],
    collect() {
      counter.reset();
      for (const port of ['edge', 'console'] as const) {
        for (const [route, statuses] of counts[port]) {
          for (const [status, n] of statuses) counter.inc({ port, route, status }, n);
        }
      }
    },
  });
  return (port, route, status) => {
    let statuses = counts[port].get(route);
    if (!statuses) {
      statuses = new Map();
      counts[port].set(route, statuses);
    }
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
}
