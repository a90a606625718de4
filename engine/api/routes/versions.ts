import * as z from 'zod';
import { DOCUMENT_KINDS } from '../../definitions/contract.ts';
import { notFound } from '../failures.ts';
import { publish } from '../publish.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError, publishAnswer, storedDocument } from '../wire/contract.ts';
import { restoreRequest, versionsAnswer } from '../wire/versions.ts';

const one = z.object({ kind: z.enum(DOCUMENT_KINDS), name: z.string().min(1).max(200) });
const oneVersion = one.extend({ version: z.coerce.number().int().min(1) });

/** What documents were before. */
export default {
  name: 'versions',
  summary: 'Versions: what a document was, who published it, when and why; an earlier one is made live again.',
  register(app, parts) {
    const { definitions } = parts;
    const read = async ({ kind, name, version }: z.infer<typeof oneVersion>) => {
      const found = await definitions.version(kind, name, version);
      if (found) return found;
      const kept = (await definitions.versions(kind, name)).map((kept) => String(kept.version));
      throw notFound(`version of ${kind} '${name}'`, String(version), kept);
    };
    app.get(
      '/v1/versions/:kind/:name',
      {
        config: { may: 'read' },
        schema: {
          summary: 'The versions of a document, newest first.',
          params: one,
          response: { 200: versionsAnswer },
        },
      },
      async ({ params: { kind, name } }) => ({ versions: await definitions.versions(kind, name) }),
    );
    app.get(
      '/v1/versions/:kind/:name/:version',
      {
        config: { may: 'read' },
        schema: {
          summary: 'One version, with its body and text.',
          params: oneVersion,
          response: { 200: storedDocument, 404: apiError },
        },
      },
      async ({ params }) => read(params),
    );
    app.post(
      '/v1/versions/:kind/:name/:version/restore',
      {
        config: { may: 'publish' },
        schema: {
          summary: 'Publishes an earlier version anew.',
          params: oneVersion,
          body: restoreRequest,
          response: { 200: publishAnswer, 404: apiError, 409: apiError, 422: apiError },
        },
      },
      async (request) => {
        const { kind, name, source, body, text, version } = await read(request.params);
        const { note = `restores version ${version}`, expectedVersion } = request.body ?? {};
        const document = {
          ...{ kind, name, source, body },
          ...(text !== undefined && { text }),
          ...(expectedVersion !== undefined && { expectedVersion }),
        };
        return publish([document], { replace: false, note }, request, parts);
      },
    );
  },
} satisfies RouteGroup;
