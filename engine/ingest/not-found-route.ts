import { nearest } from '../../triggers/problems/nearest.ts';
import type { Route } from './contract.ts';
import { refuse } from './replies.ts';

/** The last route: a known path with another method, one that is nearly known, or nothing at all. */
export function notFoundRoute(routes: readonly Route[]): Route {
  const methods = new Map<string, string>();
  for (const { method, path } of routes) if (method !== 'OPTIONS') methods.set(path, method);
  return {
    method: 'ANY',
    path: '/*',
    handle(exchange) {
      const { path, method } = exchange;
      const allowed = methods.get(path);
      if (allowed) refuse(exchange, { status: 405, reason: `${path} takes ${allowed}, got ${method}` });
      else refuse(exchange, { status: 404, reason: `nothing is at ${path.slice(0, 200)}; ${offerFor(path, methods)}` });
    },
  };
}

function offerFor(path: string, methods: ReadonlyMap<string, string>): string {
  const plain = [...methods.keys()].filter((known) => known.length > SHORTEST_GUESS && !/[:*]/.test(known));
  const near = nearest(path.replace(/\/+$/, ''), plain);
  if (near) return `did you mean ${methods.get(near)} ${near}?`;
  return 'signals go to POST /v1/signals, and the management API has a port of its own';
}

/** `/v1/t` and its like are near to everything that is short. */
const SHORTEST_GUESS = '/v1/x'.length;
