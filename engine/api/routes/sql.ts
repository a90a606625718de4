import * as z from 'zod';
import { answerSql } from '../answer-sql.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { answerFormat, sqlAnswer, sqlRequest, viewsAnswer } from '../wire/sql.ts';

/** Questions in SQL over the views of the results. */
export default {
  name: 'sql',
  summary: 'SQL over the views of the results: one SELECT, read-only, bounded in time, memory and rows.',
  register(app, { guests }) {
    app.get(
      '/v1/sql/views',
      {
        config: { may: 'read' },
        schema: { summary: 'The views that can be asked, with their columns.', response: { 200: viewsAnswer } },
      },
      async () => ({ views: await guests.views() }),
    );
    app.post(
      '/v1/sql',
      {
        config: { may: 'ask', changesNothing: true },
        schema: {
          summary:
            'Asks one SELECT over `results.decisions`, `results.conversions`, `results.messages` and `results.signals`. The record of changes has who asked what.',
          querystring: z.object({ format: answerFormat }),
          body: sqlRequest,
          response: { 200: sqlAnswer, 422: apiError, 429: apiError },
        },
      },
      async (request, reply) => {
        const { body, query } = request;
        request.changes = [{ action: 'ask', kind: 'sql', name: '', after: body }];
        request.tried = [{ action: 'refuse', kind: 'sql', name: '', after: body }];
        return answerSql(guests, request, reply, { ...body, format: query.format, name: 'answer' });
      },
    );
  },
} satisfies RouteGroup;
