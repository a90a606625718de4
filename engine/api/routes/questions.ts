import * as z from 'zod';
import { ShelfRefused } from '../../shelf/contract.ts';
import { answerSql } from '../answer-sql.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { keptQuestion, questionConflict, questionInPath, questionRequest, questionsAnswer } from '../wire/questions.ts';
import { answerFormat, sqlAnswer } from '../wire/sql.ts';

/** Questions in SQL that have a name. */
export default {
  name: 'questions',
  summary: 'Saved questions: SQL with a name and parameters, kept with its versions and shared by its address.',
  register(app, { questions, guests }) {
    app.get(
      '/v1/questions',
      {
        config: { may: 'read' },
        schema: { summary: 'The saved questions, the newest save first.', response: { 200: questionsAnswer } },
      },
      async () => ({ questions: await questions.list() }),
    );
    app.get(
      '/v1/questions/:id',
      {
        config: { may: 'read' },
        schema: {
          summary: 'One saved question.',
          params: questionInPath,
          response: { 200: keptQuestion, 404: apiError },
        },
      },
      async ({ params: { id } }) => find(questions, id),
    );
    app.get(
      '/v1/questions/:id/versions',
      {
        config: { may: 'read' },
        schema: {
          summary: 'Who saved a question when, and as what; newest first.',
          params: questionInPath,
          response: { 200: questionsAnswer },
        },
      },
      async ({ params: { id } }) => ({ questions: await questions.versions(id) }),
    );
    app.put(
      '/v1/questions/:id',
      {
        config: { may: 'ask' },
        schema: {
          summary: 'Saves a question.',
          params: questionInPath,
          body: questionRequest,
          response: { 200: keptQuestion, 409: questionConflict, 422: apiError },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { since, ...body } = request.body;
        const before = await questions.get(id);
        const answer = await questions.put(id, body, request.author, since).catch((cause: unknown) => {
          throw cause instanceof ShelfRefused ? new Refused(422, cause.message) : cause;
        });
        if ('other' in answer) {
          const error = `question '${id}' was saved by ${answer.other?.author ?? 'nobody'} meanwhile`;
          return reply.status(409).send({ error, ...(answer.other && { stored: answer.other }) });
        }
        request.changes = [
          { action: 'save', kind: 'question', name: id, ...(before && { before: before.body }), after: body },
        ];
        return answer.saved;
      },
    );
    app.delete(
      '/v1/questions/:id',
      {
        config: { may: 'ask' },
        schema: { summary: 'Removes a question.', params: questionInPath, response: { 204: z.null(), 404: apiError } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const removed = await questions.remove(id);
        if (!removed) throw await refuseUnknown(questions, id);
        request.changes = [{ action: 'remove', kind: 'question', name: id, before: removed.body }];
        return reply.status(204).send(null);
      },
    );
    app.get(
      '/v1/questions/:id/answer',
      {
        config: { may: 'read' },
        schema: {
          summary:
            'Asks a saved question. `p.NAME` in the query string is the value of a parameter; a list is written as JSON.',
          params: questionInPath,
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
  if (!found) throw await refuseUnknown(questions, id);
  return found;
}

async function refuseUnknown(questions: ApiParts['questions'], id: string): Promise<Refused> {
  return notFound(
    'question',
    id,
    (await questions.list()).map((one) => one.id),
  );
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
