import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';
import { makeRequestId } from './request-ids.ts';

/** How long a client of the console port may take over a request; then it is answered 408 and the connection ends. */
export interface PatienceLimits {
  readonly headMs: number;
  /** Head and body. */
  readonly requestMs: number;
  /** How often the server checks it. */
  readonly checkMs: number;
}

const PATIENCE: PatienceLimits = { headMs: 10_000, requestMs: 30_000, checkMs: 1_000 };

/**
 * The options of every server on the console port. Node looks each 30 s when nothing else is said, which doubles
 * its limits.
 */
export function serverOptions({ headMs, requestMs, checkMs }: PatienceLimits = PATIENCE) {
  return {
    requestTimeout: requestMs,
    http: { headersTimeout: headMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs },
    forceCloseConnections: true,
    genReqId: makeRequestId,
  } satisfies FastifyHttpOptions<Server>;
}
