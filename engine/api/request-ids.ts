import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** The header of every answer that names its request; the log names refused and failed requests the same way. */
const HEADER = 'x-request-id';

/** Makes the id of a request: nobody chooses it, so that a line of the log is about one request. */
export function makeRequestId(): string {
  return randomBytes(6).toString('hex');
}

/** Tells every answer's id, also that of a refusal. */
export function tellRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(HEADER, request.id);
  });
}
