import type { Readiness } from '../contract.ts';
import type { Route } from './edge-contract.ts';
import { replyJson } from './replies.ts';

/** `GET /healthz`: the process lives. `GET /readyz`: it can do its work; 503 and why when not. */
export function healthRoutes(ready: () => Readiness): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: (exchange) => replyJson(exchange, 200, { ok: true }) },
    {
      method: 'GET',
      path: '/readyz',
      handle(exchange) {
        const { ok, why } = ready();
        replyJson(exchange, ok ? 200 : 503, why === undefined ? { ok } : { ok, why });
      },
    },
  ];
}
