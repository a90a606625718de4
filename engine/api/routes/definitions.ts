import * as z from 'zod';
import { InvalidDefinitions, type Problem } from '../../../triggers/contract.ts';
import type { Document, DocumentKind, Live, SeenEvent } from '../../definitions/contract.ts';
import { nameOf } from '../../definitions/file.ts';
import { homeOf } from '../../definitions/folder.ts';
import { findUnseen } from '../../definitions/unseen.ts';
import { warningsFor } from '../../definitions/warnings.ts';
import type { Published } from '../contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { ApiParts } from '../parts.ts';
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
/** The question that tells which events came, and how far back it is asked. */
const SEEN = 'events-seen';
const LATELY_MS = 7 * 86_400_000;
const GROUPS = { places: 'place', triggers: 'trigger', templates: 'template' } as const;
const refusals = { 400: apiError, 404: apiError, 422: apiError };

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
    ({ body }) => publish(body.documents, body, parts),
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
        const live = await definitions.draft(body.documents, body);
        return { problems: [], warnings: await allWarnings(body.documents, live, parts) };
      } catch (cause) {
        if (cause instanceof InvalidDefinitions) return { problems: cause.problems, warnings: [] };
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
      schema: { summary: 'Publishes the workspace.', body: z.unknown(), response: { 200: publishAnswer, ...refusals } },
    },
    ({ body }) => put(parts, 'workspace', 'workspace', body),
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
    async ({ params: { name } }) => {
      const document = await definitions.get(kind, name);
      if (document) return document;
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
        body: z.unknown(),
        response: { 200: publishAnswer, ...refusals },
      },
    },
    ({ params: { name }, body }) => put(parts, kind, name, body),
  );
  app.delete(
    one,
    {
      config: { may: 'publish' },
      schema: { summary: `Removes one ${kind}.`, params: nameInPath, response: { 200: publishAnswer, ...refusals } },
    },
    async ({ params: { name } }) => {
      if (!(await definitions.get(kind, name))) throw notFound(kind, name, await namesOf(kind));
      return { ...(await definitions.remove(kind, name)), warnings: [] };
    },
  );
}

async function publish(
  documents: readonly Document[],
  options: { readonly replace: boolean },
  parts: ApiParts,
): Promise<Published> {
  const published = await parts.definitions.publish(documents, options);
  return { ...published, warnings: await allWarnings(documents, parts.definitions.live, parts) };
}

/** Returns the warnings of documents, with those about events that did not come lately. */
async function allWarnings(
  documents: readonly Document[],
  live: Live,
  { language, queries, clock, log }: ApiParts,
): Promise<readonly Problem[]> {
  const warnings = await warningsFor(documents, live, language);
  if (!documents.some(({ kind }) => kind === 'trigger')) return warnings;
  const query = queries.all.get(SEEN);
  const seen = query
    ? await queries.run(SEEN, query.params.parse({ from: clock.now() - LATELY_MS })).then(
        ({ rows }) => rows,
        (cause: unknown) => {
          log.warn('which events came cannot be told, so nothing is warned of', { cause });
          return [];
        },
      )
    : [];
  return [...warnings, ...findUnseen(documents, live, language, seen as unknown as readonly SeenEvent[])];
}

async function put(parts: ApiParts, kind: DocumentKind, name: string, body: unknown) {
  const called = nameOf(kind, body);
  if (called !== undefined && called !== name) {
    const problem = { source: 'body', path: 'name', expected: `'${name}' as in the URL, got '${called}'` };
    throw new Refused(400, `the ${kind} calls itself '${called}'`, [problem]);
  }
  const stored = await parts.definitions.get(kind, name);
  const source = stored?.source ?? homeOf({ kind, name, source: '' });
  return publish([{ kind, name, source, body }], { replace: false }, parts);
}
