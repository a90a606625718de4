import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { authorise } from './authorise.ts';
import { answerFailures } from './failures.ts';
import { type OpenApi, openConsole } from './open-console.ts';
import type { ApiParts } from './parts.ts';
import { tellRequestIds } from './request-ids.ts';
import health from './routes/health.ts';
import { serverOptions } from './server-options.ts';

/** The parts that health is made of. */
export type HealthParts = Pick<ApiParts, 'settings' | 'log' | 'keys' | 'metrics' | 'readiness'>;

/** Opens the console port of an engine without API and edge. It answers health and metrics only. */
export async function openHealth(parts: HealthParts): Promise<OpenApi> {
  const app = fastify(serverOptions()).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  tellRequestIds(app);
  answerFailures(app, parts.log);
  authorise(app, parts.keys);
  health.register(app, parts);
  return openConsole(app, parts.settings);
}
