import * as z from 'zod';
import { answerSql } from '../answer-sql.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { RouteGroup } from '../route-group.ts';
import { registerShelf } from '../shelf-routes.ts';
import { apiError } from '../wire/contract.ts';
import { savedQuestion } from '../wire/questions.ts';
import { idInPath } from '../wire/shelf.ts';
import { answerFormat, sqlAnswer } from '../wire/sql.ts';

/** Questions in SQL that have a name. */
export default {
  name: 'questions',
  summary: 'Saved questions: SQL with a name and parameters, kept with its versions and shared by its address.',
  register(app, { questions, guests }) {
    registerShelf(app, { kind: 'question', shelf: questions, body: savedQuestion, mayRead: 'read' });
    app.get(
      '/v1/questions/:id/answer',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Asks a saved question. `p.NAME` in the query string is the value of a parameter; a list is written as JSON.',
          params: idInPath,
          querystring: z.looseObject({ format: answerFormat }),
          response: { 200: sqlAnswer, 404: apiError, 422: apiError, 429: apiError },
        },
      },
      async (request, reply) => {
        const { body } = await find(questions, request.params.id);
        const { format, ...given } = request.query;
        const params = { ...body.params, ...readGiven(given) };
        return answerSql(guests, request, reply, { sql: body.sql, params, format, name: request.params.id });
      },
    );
  },
} satisfies RouteGroup;

async function find(questions: ApiParts['questions'], id: string) {
  const found = await questions.get(id);
  if (found) return found;
  const known = (await questions.list()).map((one) => one.id);
  throw notFound('question', id, known);
}

const NAME = /^p\.([A-Za-z_]\w{0,63})$/;

function readGiven(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const name = NAME.exec(key)?.[1];
      if (name === undefined || typeof value !== 'string') throw new Refused(400, `expected p.NAME, got '${key}'`);
      return [name, value.startsWith('[') ? readList(name, value) : value];
    }),
  );
}

function readList(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refused(400, `p.${name}: expected a list as JSON (${(cause as Error).message})`);
  }
}
