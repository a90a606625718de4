import { fileURLToPath } from 'node:url';
import swagger from '@fastify/swagger';
import fastify from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { isTooDeep, TOO_DEEP } from '../definitions/nesting.ts';
import { authorise } from './authorise.ts';
import { serveConsole } from './console-files.ts';
import { answerFailures, Refused } from './failures.ts';
import { logChanges } from './log-changes.ts';
import { type OpenApi, openConsole } from './open-console.ts';
import type { ApiParts } from './parts.ts';
import { tellRequestIds } from './request-ids.ts';
import type { RouteGroup } from './route-group.ts';
import { serverOptions } from './server-options.ts';

/** Bytes of a request's body; publishing a whole workspace has a limit of its own. */
const MOST_BODY_BYTES = 1024 * 1024;
const LONGEST_PARAMETER = 500;
/** Where the set-up, or the image, has built the console. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url));

/**
 * Opens the management API on the console port. Everything but health asks for the secret key as `Authorization:
 * Bearer`; `/metrics` also answers programs on the same machine, so that a scraper there needs no key that may do
 * everything.
 */
export async function openApi(parts: ApiParts): Promise<OpenApi> {
  const app = fastify({
    ...serverOptions(),
    bodyLimit: MOST_BODY_BYTES,
    routerOptions: { maxParamLength: LONGEST_PARAMETER, ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  tellRequestIds(app);
  answerFailures(app, parts.log);
  authorise(app, parts.keys, parts.people);
  logChanges(app, parts.audit, parts.log);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async ({ routeOptions }, { statusCode }) => {
    parts.metrics.answered('console', routeOptions.url ?? 'none', statusCode);
  });
  app.addHook('preValidation', async ({ body }) => {
    // Before any schema that calls itself.
    if (isTooDeep(body)) throw new Refused(422, `the body nests too deep: ${TOO_DEEP} are read`);
  });
  const groups = [...(await loadFolder<RouteGroup>(new URL('routes/', import.meta.url))).values()];
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Kairos', description: 'Management of a context-trigger engine.', version: '1' },
      tags: groups.map(({ name, summary }) => ({ name, description: summary })),
      components: { securitySchemes: { secretKey: { type: 'http', scheme: 'bearer' } } },
      security: [{ secretKey: [] }],
    },
    transform: jsonSchemaTransform,
  });
  for (const group of groups) {
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.schema = {
          tags: [group.name],
          ...(route.config?.open === 'everybody' && { security: [] }),
          // For people who are signed in; the secret key may everything.
          ...(route.config?.may && { 'x-permission': route.config.may }),
          ...route.schema,
        };
      });
      group.register(scope.withTypeProvider<ZodTypeProvider>(), parts);
    });
  }
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  if (parts.settings.hasConsole) await serveConsole(app, CONSOLE);
  return openConsole(app, parts.settings);
}
