import * as z from 'zod';
import { expectedOne } from '../../../triggers/nearest.ts';
import { pathTo } from '../../../triggers/problem-path.ts';
import { notFound, Refused } from '../failures.ts';
import type { NamedQuery } from '../parts.ts';
import type { RouteGroup } from '../route-group.ts';
import { anyRow, apiError, named } from '../schemas.ts';

/** The analyst's questions. */
export default {
  name: 'queries',
  summary: 'Questions about outcomes that have a name: funnels, latencies, reasons for holding back.',
  register(app, { queries }) {
    app.get(
      '/v1/queries',
      {
        schema: {
          summary: 'The questions there are.',
          response: { 200: z.object({ queries: z.array(z.object({ name: z.string(), summary: z.string() })) }) },
        },
      },
      async () => ({ queries: [...queries.all.values()].map(({ name, summary }) => ({ name, summary })) }),
    );
    app.get(
      '/v1/queries/:name',
      {
        schema: {
          summary: 'Asks one question. Its parameters go into the query string; the catalog has their schema.',
          params: named,
          querystring: z.record(z.string(), z.string().max(1_000)),
          response: {
            200: z.object({ rows: z.array(anyRow).readonly(), tookMs: z.number() }),
            400: apiError,
            404: apiError,
          },
        },
      },
      async ({ params: { name }, query: given }) => {
        const query = queries.all.get(name);
        if (!query) throw notFound('query', name, queries.all.keys());
        const params = readParameters(query, given);
        const startedAt = performance.now();
        const rows = await queries.run(name, params);
        return { rows, tookMs: Math.round(performance.now() - startedAt) };
      },
    );
  },
} satisfies RouteGroup;

function readParameters({ name, params }: NamedQuery, given: Readonly<Record<string, string>>) {
  const known = Object.keys(params.shape);
  const problems = Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ source: name, path: key, expected: expectedOne(`one of ${known.join(', ')}`, key, known) }));
  const read = params.safeParse(given);
  for (const { path, message } of read.error?.issues ?? []) {
    problems.push({ source: name, path: pathTo('', path), expected: message });
  }
  if (read.success && problems.length === 0) return read.data;
  throw new Refused(400, `the parameters of '${name}' are not as expected`, problems);
}
