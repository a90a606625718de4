import * as z from 'zod';
import { readQuestion, WrongParameters } from '../../outcomes/read-question.ts';
import { refuseTo } from '../authorise.ts';
import { notFound, Refused } from '../failures.ts';
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
        const isMasked = query.isPersonal === true && person !== undefined && !person.may.has('personal');
        if (isMasked && !query.isMaskable) throw refuseTo('personal');
        const { params, zone } = read(query, given, definitions.live.workspace, clock.now());
        return { ...(await queries.run(name, params, isMasked)), zone };
      },
    );
  },
} satisfies RouteGroup;

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

function read(...asked: Parameters<typeof readQuestion>): ReturnType<typeof readQuestion> {
  try {
    return readQuestion(...asked);
  } catch (cause) {
    throw cause instanceof WrongParameters ? new Refused(400, cause.message, cause.problems) : cause;
  }
}
