import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiParts } from './parts.ts';

export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>;

/**
 * Routes that belong together. One file in `routes/`, named after itself; its name is their tag in the OpenAPI
 * document.
 */
export interface RouteGroup {
  readonly name: string;
  readonly summary: string;
  register(app: Api, parts: ApiParts): void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may ask without the secret key: `everybody`, programs on this machine, or anybody who is signed in. */
    readonly open?: 'everybody' | 'this-machine' | 'signed-in';
  }
}
