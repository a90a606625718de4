import * as z from 'zod';
import { DOCUMENT_KINDS } from '../../definitions/contract.ts';
import { DraftRefused } from '../../drafts/contract.ts';
import { notFound, Refused } from '../failures.ts';
import type { RouteGroup } from '../route-group.ts';
import { apiError } from '../wire/contract.ts';
import { draft, draftAnswer, draftConflict, draftRequest, draftsAnswer } from '../wire/drafts.ts';

const one = z.object({ kind: z.enum(DOCUMENT_KINDS), name: z.string().min(1).max(200) });
/** The longest text, with what JSON escapes in it. */
const MOST_BYTES = 10 * 1024 * 1024;

/** What people are writing and have not published. */
export default {
  name: 'drafts',
  summary: 'Drafts: what a person is writing, as typed. They are theirs alone, and change nothing that is live.',
  register(app, { drafts, definitions }) {
    app.get(
      '/v1/drafts',
      {
        config: { may: 'read' },
        schema: { summary: 'My drafts, and who else has some.', response: { 200: draftsAnswer } },
      },
      async ({ author }) => {
        const [mine, marks] = await Promise.all([drafts.of(author), drafts.marks()]);
        return { mine, others: marks.filter(({ person }) => person !== author) };
      },
    );
    app.get(
      '/v1/drafts/:kind/:name',
      {
        config: { may: 'read' },
        schema: {
          summary: 'My draft of a document, the live document, and who else has a draft of it.',
          params: one,
          response: { 200: draftAnswer },
        },
      },
      async ({ author, params: { kind, name } }) => {
        const [mine, stored, marks] = await Promise.all([
          drafts.get(author, kind, name),
          definitions.get(kind, name),
          drafts.marks(),
        ]);
        const others = marks.filter((mark) => mark.person !== author && mark.kind === kind && mark.name === name);
        return { ...(mine && { draft: mine }), ...(stored && { stored }), others };
      },
    );
    app.put(
      '/v1/drafts/:kind/:name',
      {
        config: { may: 'write' },
        bodyLimit: MOST_BYTES,
        schema: {
          summary: 'Saves my draft of a document.',
          params: one,
          body: draftRequest,
          response: { 200: draft, 409: draftConflict, 422: apiError },
        },
      },
      async ({ author, params: { kind, name }, body: { text, baseVersion, updatedAt, since } }, reply) => {
        const written = { kind, name, text, updatedAt, ...(baseVersion !== undefined && { baseVersion }) };
        const answer = await drafts.put(author, written, since).catch((cause: unknown) => {
          if (cause instanceof DraftRefused) throw new Refused(422, cause.message);
          throw cause;
        });
        if ('saved' in answer) return answer.saved;
        const error = `another draft of ${kind} '${name}' was saved as ${author} meanwhile`;
        return reply.status(409).send({ error, ...(answer.other && { draft: answer.other }) });
      },
    );
    app.delete(
      '/v1/drafts/:kind/:name',
      {
        config: { may: 'write' },
        schema: {
          summary: 'Discards my draft of a document.',
          params: one,
          response: { 204: z.null(), 404: apiError },
        },
      },
      async ({ author, params: { kind, name } }, reply) => {
        if (!(await drafts.discard(author, kind, name))) {
          const names = (await drafts.of(author)).flatMap((mine) => (mine.kind === kind ? [mine.name] : []));
          throw notFound(`draft of a ${kind}`, name, names);
        }
        return reply.status(204).send(null);
      },
    );
  },
} satisfies RouteGroup;
