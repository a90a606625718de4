import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiParts } from './parts.ts';

export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/**
 * Routes that belong together: one file in `routes/`, named like the group. The name is their tag in the OpenAPI
 * document.
 */
export interface RouteGroup {
  readonly name: string;
  readonly summary: string;
  register(app: Api, parts: ApiParts): void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The callers that need no secret key: `everybody`, programs on this machine, or signed-in people. */
    readonly open?: 'everybody' | 'this-machine' | 'signed-in';
  }
}
