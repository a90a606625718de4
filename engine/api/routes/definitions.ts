import * as z from 'zod';
import { InvalidDefinitions } from '../../../triggers/contract.ts';
import type { DocumentKind } from '../../definitions/contract.ts';
import { notFound } from '../failures.ts';
import { ifMatch, ifMatchHeader } from '../if-match.ts';
import { looksOf } from '../looks.ts';
import type { ApiParts } from '../parts.ts';
import { codeProblems } from '../phrases/code-problems.ts';
import { allWarnings, homesFor, publish, put, signature } from '../publish.ts';
import { refuseWhileUsed } from '../refuse-while-used.ts';
import type { Api, RouteGroup } from '../route-group.ts';
import { nameInPath } from '../schemas.ts';
import {
  apiError,
  checkAnswer,
  publishAnswer,
  publishRequest,
  storedDefinitions,
  storedDocument,
} from '../wire/contract.ts';

/** A whole workspace with all its places in one request. */
const MOST_PUBLISH_BYTES = 64 * 1024 * 1024;
const GROUPS = { places: 'place', triggers: 'trigger', templates: 'template' } as const;
const refusals = { 400: apiError, 404: apiError, 409: apiError, 422: apiError };

/** Places, triggers, templates and the workspace: each alone, or all in one publish. */
export default {
  name: 'definitions',
  summary: 'Places, triggers, templates and the workspace. A change is published whole or refused with every problem.',
  register(app, parts) {
    registerWorkspace(app, parts);
    for (const [plural, kind] of Object.entries(GROUPS)) registerKind(app, parts, plural, kind);
    registerWhole(app, parts);
  },
} satisfies RouteGroup;

function registerWhole(app: Api, parts: ApiParts): void {
  const { definitions } = parts;
  app.get(
    '/v1/definitions',
    {
      config: { may: 'read' },
      schema: {
        summary: 'Every stored document.',
        response: { 200: storedDefinitions },
      },
    },
    async () => ({ documents: await definitions.list() }),
  );
  app.post(
    '/v1/publish',
    {
      config: { may: 'publish' },
      bodyLimit: MOST_PUBLISH_BYTES,
      schema: {
        summary: 'Publishes documents, all or nothing; `replace` removes what is not among them.',
        body: publishRequest,
        response: { 200: publishAnswer, ...refusals },
      },
    },
    async (request) => {
      const { documents, replace, note } = request.body;
      return publish(await homesFor(documents, parts), { replace, note }, request, parts);
    },
  );
  app.post(
    '/v1/check',
    {
      config: { may: 'write' },
      bodyLimit: MOST_PUBLISH_BYTES,
      schema: {
        summary: 'What publishing the documents would be refused for, or warned of. Stores nothing.',
        body: publishRequest,
        response: { 200: checkAnswer, 400: apiError },
      },
    },
    async ({ body }) => {
      try {
        const documents = await definitions.read(await homesFor(body.documents, parts));
        const live = await definitions.draft(documents, body);
        const warnings = await allWarnings(documents, live, parts);
        const { looks, leftOut } = await looksOf(documents, live, parts);
        return {
          ...{ problems: [], warnings },
          ...(looks.length > 0 && { looks }),
          ...(leftOut > 0 && { looksLeftOut: leftOut }),
        };
      } catch (cause) {
        if (cause instanceof InvalidDefinitions) return { problems: codeProblems(cause.problems), warnings: [] };
        throw cause;
      }
    },
  );
}

function registerWorkspace(app: Api, parts: ApiParts): void {
  const { definitions } = parts;
  app.get(
    '/v1/workspace',
    {
      config: { may: 'read' },
      schema: {
        summary: 'The workspace as it was written, and as it is live with its defaults.',
        response: { 200: z.object({ document: storedDocument.optional(), live: z.unknown() }) },
      },
    },
    async () => {
      const document = await definitions.get('workspace', 'workspace');
      return { ...(document && { document }), live: definitions.live.workspace };
    },
  );
  app.put(
    '/v1/workspace',
    {
      config: { may: 'publish' },
      schema: {
        summary: 'Publishes the workspace.',
        headers: ifMatchHeader,
        body: z.unknown(),
        response: { 200: publishAnswer, ...refusals },
      },
    },
    (request) => put(parts, 'workspace', 'workspace', request),
  );
}

function registerKind(app: Api, parts: ApiParts, plural: string, kind: DocumentKind): void {
  const { definitions } = parts;
  app.get(
    `/v1/${plural}`,
    {
      config: { may: 'read' },
      schema: {
        summary: `Every ${kind}.`,
        querystring: z.object({
          after: z.string().optional().describe('Only names after this one.'),
          most: z.coerce.number().int().min(1).max(10_000).default(1_000),
        }),
        response: { 200: z.object({ documents: z.array(storedDocument).readonly(), more: z.boolean() }) },
      },
    },
    async ({ query: { after = '', most } }) => {
      const all = (await definitions.list()).filter((d) => d.kind === kind && d.name > after);
      return { documents: all.slice(0, most), more: all.length > most };
    },
  );
  const one = `/v1/${plural}/:name`;
  const namesOf = async (wanted: DocumentKind) =>
    (await definitions.list()).filter((d) => d.kind === wanted).map(({ name }) => name);
  app.get(
    one,
    {
      config: { may: 'read' },
      schema: { summary: `One ${kind}.`, params: nameInPath, response: { 200: storedDocument, 404: apiError } },
    },
    async ({ params: { name } }, reply) => {
      const document = await definitions.get(kind, name);
      if (document) return reply.header('etag', `"${document.version}"`).send(document);
      throw notFound(kind, name, await namesOf(kind));
    },
  );
  app.put(
    one,
    {
      config: { may: 'publish' },
      schema: {
        summary: `Publishes one ${kind}.`,
        params: nameInPath,
        headers: ifMatchHeader,
        body: z.unknown(),
        response: { 200: publishAnswer, ...refusals },
      },
    },
    (request) => put(parts, kind, request.params.name, request),
  );
  app.delete(
    one,
    {
      config: { may: 'publish' },
      schema: {
        summary: `Removes one ${kind}.`,
        params: nameInPath,
        headers: ifMatchHeader,
        response: { 200: publishAnswer, ...refusals },
      },
    },
    async (request) => {
      const { name } = request.params;
      if (!(await definitions.get(kind, name))) throw notFound(kind, name, await namesOf(kind));
      refuseWhileUsed(await definitions.list(), kind, name);
      const options = { ...ifMatch(request.headers['if-match']), ...signature(request, parts) };
      return { ...(await definitions.remove(kind, name, options)), warnings: [] };
    },
  );
}
