import type { Readiness } from '../contract.ts';
import type { Route } from './contract.ts';
import { replyJson } from './replies.ts';

/**
 * `GET /healthz` answers that the process lives. `GET /readyz` answers whether it can do its work; else 503 with the
 * reason.
 */
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
