import * as z from 'zod';
import type { ApiParts } from '../parts.ts';
import type { Api, RouteGroup } from '../route-group.ts';

/** Liveness, readiness and metrics. */
export default {
  name: 'health',
  summary: 'Whether the engine lives and can do its work, and what it counts.',
  register(app: Api, { metrics, readiness }: Pick<ApiParts, 'metrics' | 'readiness'>) {
    const ok = z.object({ ok: z.boolean(), why: z.string().optional() });
    app.get(
      '/healthz',
      { config: { open: 'everybody' }, schema: { summary: 'The process lives.', response: { 200: ok } } },
      async () => ({ ok: true }),
    );
    app.get(
      '/readyz',
      {
        config: { open: 'everybody' },
        schema: { summary: 'It can do its work now; else 503 and why not.', response: { 200: ok, 503: ok } },
      },
      async (_request, reply) => {
        const ready = await readiness();
        return reply.status(ready.ok ? 200 : 503).send({ ok: ready.ok, ...(ready.why && { why: ready.why }) });
      },
    );
    app.get(
      '/metrics',
      {
        config: { open: 'this-machine' },
        schema: { summary: 'Counters in Prometheus’ text format. Needs no key from the same machine.' },
      },
      async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  },
} satisfies RouteGroup;
