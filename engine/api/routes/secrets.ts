import * as z from 'zod';
import { SECRET_NAME, secretsNamedIn } from '../../../channels/reveal.ts';
import { SecretRefused } from '../../secrets/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';

const view = z.object({
  name: z.string(),
  changedAt: z.number(),
  key: z.string().describe('The id of the key that seals it.'),
  isReadable: z.boolean().describe('Whether the engine that answers has that key.'),
  isUsed: z.boolean().describe('Whether the live workspace names it.'),
});
const one = z.object({ name: z.string().regex(SECRET_NAME, 'a name: small letters, digits and hyphens') });

/** The passwords and keys of providers. */
export default {
  name: 'secrets',
  summary: 'Secrets of providers, by name: set, list, remove, seal anew. No answer has a value.',
  register(app, { secrets, definitions, log }) {
    const namesUsed = () => new Set(secretsNamedIn(definitions.live.workspace.providers).map(({ name }) => name));
    const refuseFaults = async <T>(change: Promise<T>): Promise<T> => {
      try {
        return await change;
      } catch (cause) {
        throw cause instanceof SecretRefused ? new Refused(409, cause.message) : cause;
      }
    };
    app.get(
      '/v1/secrets',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'The secrets there are; never their values.',
          response: { 200: z.object({ secrets: z.array(view).readonly() }) },
        },
      },
      async () => {
        const used = namesUsed();
        return { secrets: (await secrets.list()).map((secret) => ({ ...secret, isUsed: used.has(secret.name) })) };
      },
    );
    app.put(
      '/v1/secrets/:name',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Sets a secret. Open channels take its new value within two seconds.',
          params: one,
          body: z.object({ value: z.string('its value').min(1, 'its value').max(16_384, 'at most 16384 characters') }),
          response: { 200: view, 409: apiError },
        },
      },
      async (request) => {
        const { name } = request.params;
        request.changes = [{ action: 'PUT /v1/secrets/:name', kind: 'secrets', name }];
        const set = await refuseFaults(secrets.set(name, request.body.value));
        log.info('a secret was set', { secret: name });
        return { ...set, isUsed: namesUsed().has(name) };
      },
    );
    app.delete(
      '/v1/secrets/:name',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Removes a secret that the live workspace does not name.',
          params: one,
          response: { 200: z.object({ removed: z.string() }), 404: apiError, 409: apiError },
        },
      },
      async ({ params: { name } }) => {
        if (namesUsed().has(name)) throw new Refused(409, `secret '${name}' is used by the workspace's providers`);
        if (!(await secrets.remove(name))) throw notFound('secret', name);
        log.info('a secret was removed', { secret: name });
        return { removed: name };
      },
    );
    app.post(
      '/v1/secrets/rotate',
      {
        config: { may: 'administer' },
        schema: {
          summary: 'Seals all secrets with the first of the engine’s keys, so that older keys may go.',
          response: { 200: z.object({ resealed: z.int() }), 409: apiError },
        },
      },
      async () => {
        const resealed = await refuseFaults(secrets.reseal());
        log.info('secrets were sealed with the newest key', { resealed });
        return { resealed };
      },
    );
  },
} satisfies RouteGroup;
