import * as z from 'zod';
import { expectedOne } from '../../../triggers/problems/nearest.ts';
import { pathTo } from '../../../triggers/problems/problem-path.ts';
import type { Workspace } from '../../../triggers/workspace/contract.ts';
import type { NamedQuery } from '../../outcomes/contract.ts';
import { limit } from '../../outcomes/query-params.ts';
import { refuseTo } from '../authorise.ts';
import { notFound, Refused } from '../failures.ts';
import { InvalidPeriod, readPeriod } from '../query-period.ts';
import type { RouteGroup } from '../route-group.ts';
import { anyRow, nameInPath } from '../schemas.ts';
import { apiError } from '../wire/contract.ts';

/** The analyst's questions. */
export default {
  name: 'queries',
  summary: 'Questions about outcomes that have a name: funnels, latencies, reasons for holding back.',
  register(app, { queries, definitions, clock }) {
    app.get(
      '/v1/queries',
      {
        config: { may: 'read' },
        schema: {
          summary: 'The questions there are.',
          response: { 200: z.object({ queries: z.array(z.object({ name: z.string(), summary: z.string() })) }) },
        },
      },
      async () => ({ queries: [...queries.all.values()].map(({ name, summary }) => ({ name, summary: summary.en })) }),
    );
    app.get(
      '/v1/queries/:name',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Asks one question. Its parameters go into the query string, and `limit`; the catalog has their schema. `from` and `to` are dates, times or milliseconds, `last` is a duration such as `7d`, `zone` the clock on which they are read.',
          params: nameInPath,
          querystring: z.record(z.string(), z.string().max(1_000)),
          response: { 200: answer, 400: apiError, 404: apiError },
        },
      },
      async ({ params: { name }, query: given, person }) => {
        const query = queries.all.get(name);
        if (!query) throw notFound('query', name, queries.all.keys());
        if (query.isPersonal && person && !person.may.has('personal')) throw refuseTo('personal');
        const { workspace } = definitions.live;
        const asked = 'prices' in query.params.shape ? { prices: pricesOf(workspace), ...given } : given;
        const { params, zone } = readParameters(query, asked, workspace.zone, clock.now());
        return { ...(await queries.run(name, params)), zone };
      },
    );
  },
} satisfies RouteGroup;

/** The workspace's prices, as the parameter of a question has them. */
function pricesOf({ prices = {} }: Workspace): string {
  return Object.entries(prices)
    .map(([channel, price]) => `${channel}=${price}`)
    .join(',');
}

const answer = z.object({
  rows: z.array(anyRow).readonly(),
  of: z.int().describe('How many rows there are without a limit.'),
  zone: z.string().describe('The zone on whose clock dates were read.'),
  asOf: z.number().nullable().describe('When the newest row that could be asked was stored; null: there is none.'),
  lagMs: z.number().nullable().describe('How long newer rows have waited to be stored; null: this engine cannot tell.'),
  readRows: z.number().describe('How many stored rows were read for it.'),
  tookMs: z.number(),
  sql: z.string().describe('The question as SQL.'),
});

type Given = Readonly<Record<string, string>>;

function readParameters({ name, params }: NamedQuery, given: Given, usualZone: string, now: number) {
  const isOfPeriod = 'from' in params.shape;
  const known = [...Object.keys(params.shape), 'limit', 'zone', ...(isOfPeriod ? ['last'] : [])];
  const problems = Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => ({ source: name, path: key, expected: expectedOne(`one of ${known.join(', ')}`, key, known) }));
  const period = periodOf(given, usualZone, now);
  if (period instanceof InvalidPeriod) problems.push({ source: name, path: period.part, expected: period.message });
  else {
    const { last, ...rest } = given;
    const read = params.extend(limit).safeParse({ ...rest, ...period });
    for (const { path, message } of read.error?.issues ?? []) {
      problems.push({ source: name, path: pathTo('', path), expected: message });
    }
    if (read.success && problems.length === 0) return { params: read.data, zone: period.zone };
  }
  throw new Refused(400, `the parameters of '${name}' are not as expected`, problems);
}

function periodOf(given: Given, usualZone: string, now: number) {
  try {
    return readPeriod(given, usualZone, now);
  } catch (cause) {
    if (cause instanceof InvalidPeriod) return cause;
    throw cause;
  }
}
