import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../triggers/contract.ts';
import type {
  Authorship,
  Document,
  DocumentKind,
  GivenDocument,
  Live,
  PublishOptions,
  ReadDocument,
  SeenEvent,
} from '../definitions/contract.ts';
import { nameOf } from '../definitions/file.ts';
import { homeOf } from '../definitions/folder.ts';
import { findUnseen } from '../definitions/unseen.ts';
import { warningsFor } from '../definitions/warnings.ts';
import type { Published } from './contract.ts';
import { Refused } from './failures.ts';
import { ifMatch } from './if-match.ts';
import { changesOfPublish } from './log-changes.ts';
import type { ApiParts } from './parts.ts';
import { codeProblems } from './phrases/code-problems.ts';

/** The question that tells which events came, and how far back it is asked. */
const SEEN = 'events-seen';
const LATELY_MS = 7 * 86_400_000;

type Request = Pick<FastifyRequest, 'author' | 'changes'>;

/** Publishes documents in the name of the one who asks, and answers with the warnings. */
export async function publish(
  given: readonly GivenDocument[],
  { replace, note }: { readonly replace: boolean; readonly note?: string | undefined },
  request: Request,
  parts: ApiParts,
): Promise<Published> {
  const documents = await parts.definitions.read(given);
  const published = await parts.definitions.publish(documents, { replace, ...signature(request, parts, note) });
  await dropPublishedDrafts(documents, request.author, parts);
  return { ...published, warnings: await allWarnings(documents, parts.definitions.live, parts) };
}

/** A draft that says what its person just published is none any more. */
async function dropPublishedDrafts(
  documents: readonly Document[],
  author: string,
  { drafts }: ApiParts,
): Promise<void> {
  const typed = documents.filter(({ text }) => text !== undefined);
  if (typed.length === 0) return;
  for (const mine of await drafts.of(author)) {
    const isPublished = ({ kind, name, text }: Document) =>
      kind === mine.kind && name === mine.name && text === mine.text;
    if (typed.some(isPublished)) await drafts.discard(author, mine.kind, mine.name);
  }
}

/** Publishes one document that was sent by `PUT`. */
export async function put(
  parts: ApiParts,
  kind: DocumentKind,
  name: string,
  request: Request & { readonly body: unknown; readonly headers: { readonly 'if-match'?: string | undefined } },
): Promise<Published> {
  const { body, headers } = request;
  const called = nameOf(kind, body);
  if (called !== undefined && called !== name) {
    const problem = { source: 'body', path: 'name', expected: `'${name}' as in the URL, got '${called}'` };
    throw new Refused(400, `the ${kind} calls itself '${called}'`, [problem]);
  }
  const documents = await homesFor([{ kind, name, body, ...ifMatch(headers['if-match']) }], parts);
  return publish(documents, { replace: false }, request, parts);
}

/** Says where documents come from that do not say it: as they are stored, else a file of their own. */
export async function homesFor(
  given: readonly (Omit<GivenDocument, 'source'> & { readonly source?: string | undefined })[],
  { definitions }: ApiParts,
): Promise<readonly GivenDocument[]> {
  return Promise.all(
    given.map(async ({ source, ...document }): Promise<GivenDocument> => {
      const { kind, name } = document;
      if (source !== undefined && source !== '') return { ...document, source };
      const stored = await definitions.get(kind, name);
      return { ...document, source: stored?.source ?? homeOf({ kind, name, source: '' }) };
    }),
  );
}

/** Says who changes something now. */
export function authorship(
  { author }: Pick<Request, 'author'>,
  { clock }: Pick<ApiParts, 'clock'>,
  note?: string,
): Authorship {
  return { author, at: Math.floor(clock.wall()), ...(note !== undefined && note !== '' && { note }) };
}

/** Signs a publish with the one who asks, and notes what it did for the record of changes. */
export function signature(request: Request, parts: Pick<ApiParts, 'clock'>, note?: string): PublishOptions {
  return {
    by: authorship(request, parts, note),
    changed(documents) {
      request.changes = changesOfPublish(documents, note);
    },
  };
}

/** Returns the warnings of documents, with those about events that did not come lately. */
export async function allWarnings(
  documents: readonly (Document | ReadDocument)[],
  live: Live,
  { language, queries, clock, log, templateBook }: ApiParts,
): Promise<readonly Problem[]> {
  const warnings = await warningsFor(documents, live, language, templateBook);
  if (!documents.some(({ kind }) => kind === 'trigger')) return codeProblems(warnings);
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
  const unseen = findUnseen(documents, live, language, seen as unknown as readonly SeenEvent[]);
  return codeProblems([...warnings, ...unseen]);
}
