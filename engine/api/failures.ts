import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { InvalidDefinitions, MORE_IS_CHECKED, type Problem } from '../../triggers/contract.ts';
import { nearest } from '../../triggers/problems/nearest.ts';
import { pathTo } from '../../triggers/problems/problem-path.ts';
import type { Log } from '../contract.ts';
import { type User, VersionConflict } from '../definitions/contract.ts';
import { NotOpenYet } from '../outcomes/contract.ts';
import { isAway } from '../stores/is-away.ts';
import type { ApiError } from './contract.ts';
import { codeRefusal } from './phrases/code-problems.ts';

/** A refusal of a request, with status and message. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503;
  readonly problems: readonly Problem[];
  readonly users: readonly User[];
  constructor(
    status: Refused['status'],
    message: string,
    problems: readonly Problem[] = [],
    users: readonly User[] = [],
  ) {
    super(message);
    this.status = status;
    this.problems = problems;
    this.users = users;
  }
}

/** Refuses an unknown name, and offers the nearest one. */
export function notFound(kind: string, name: string, known: Iterable<string> = []): Refused {
  const near = nearest(name, known);
  return new Refused(404, `there is no ${kind} '${name}'${near === undefined ? '' : `; the nearest is '${near}'`}`);
}

/** Answers every refusal as an ApiError with its status. An unexpected failure is logged and answered as such. */
export function answerFailures(app: FastifyInstance, log: Log): void {
  app.setErrorHandler<FastifyError | Refused | InvalidDefinitions>((error, request, reply) => {
    const { status, body } = answerTo(error);
    if (!hasLeft(request.raw)) noteRefusal(log, request, status, error);
    return reply.status(status).send(codeRefusal(body));
  });
  app.setNotFoundHandler((request) => {
    throw new Refused(404, `there is no ${request.method} ${request.url.split('?', 1)[0]}; see /openapi.json`);
  });
}

/**
 * Writes the line that the id of an answer finds. A request of somebody unknown has none: whoever can reach the port
 * could fill the log with them.
 */
function noteRefusal(log: Log, { id, method, url }: FastifyRequest, status: number, cause: Error): void {
  if (status === 401) return;
  const detail = { request: id, method, url, status };
  if (status >= 500 && !(cause instanceof NotOpenYet)) log.error('a request failed', { ...detail, cause });
  else log.info('a request was refused', { ...detail, cause: cause.message });
}

function answerTo(error: FastifyError | Refused | InvalidDefinitions): { status: number; body: ApiError } {
  if (error instanceof InvalidDefinitions) {
    const { length } = error.problems;
    const text = length === 1 ? '1 problem' : `${length} problems`;
    return {
      status: 422,
      body: { error: `nothing was published: ${text}; ${MORE_IS_CHECKED}`, problems: error.problems },
    };
  }
  if (error instanceof Refused) {
    const { message, problems, users, status } = error;
    const more = { ...(problems.length > 0 && { problems }), ...(users.length > 0 && { users }) };
    return { status, body: { error: message, ...more } };
  }
  if (error instanceof VersionConflict) return { status: 409, body: { error: error.message, stored: error.stored } };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const source = error.validationContext ?? 'request';
    const problems = error.validation.map(({ instancePath, message = 'something else' }) => {
      const segments = instancePath
        .split('/')
        .slice(1)
        .map((s) => (/^\d+$/.test(s) ? Number(s) : s));
      return { source, path: pathTo('', segments), expected: message };
    });
    return { status: 400, body: { error: `the ${source} is not as expected`, problems } };
  }
  if (error instanceof NotOpenYet) return { status: 503, body: { error: error.message } };
  if (isAway(error)) return { status: 503, body: { error: 'Redis or ClickHouse does not answer, try again' } };
  const status = error.statusCode ?? 500;
  return { status, body: { error: status < 500 ? error.message : 'internal error' } };
}

/**
 * Whether the client went away, or was too slow to send its request. Then no answer is needed and nothing is wrong
 * here.
 */
function hasLeft({ destroyed, complete }: IncomingMessage): boolean {
  return destroyed && !complete;
}
