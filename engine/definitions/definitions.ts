import type { Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Compile } from './compile.ts';
import type { DocumentKind, DocumentVersion, OpenDefinitions, StoredDocument } from './contract.ts';
import { type DocumentChanges, type DocumentSet, listDocuments, makeForEachKind } from './document-set.ts';
import { createDocumentStore, DEFINITIONS_CHANNEL } from './documents.ts';
import { conflictOf, isExpected, mergeDocuments } from './merge-documents.ts';
import { readTexts } from './read-texts.ts';
import { Revisions } from './revisions.ts';
import { runInSlices } from './run-in-slices.ts';
import { createTurns } from './turns.ts';
import { createVersionStore, type KeptVersion } from './versions.ts';

export interface DefinitionsParts {
  readonly redis: RedisStore;
  /** Compiles a revision (see `createCompiler`). */
  readonly compile: Compile;
  readonly log: Log;
  /** How often to look for a publish whose announcement got lost. */
  readonly pollMs?: number;
}

const POLL_MS = 1_000;

/**
 * Opens the definitions: loads the stored documents, compiles them and follows every publish. Rejects when they do not
 * compile.
 */
export async function openDefinitions({ redis, compile, log, pollMs }: DefinitionsParts): Promise<OpenDefinitions> {
  const connection = redis.connect('api');
  const documents = createDocumentStore(connection);
  const versions = createVersionStore(connection);
  const revisions = await Revisions.load({ documents, versions, compile, log });
  // Only one call at a time touches the stored and the live definitions.
  const turns = createTurns();
  let isClosed = false;
  const follow = async () => {
    if (!isClosed) await revisions.follow();
  };
  const following = await startFollowing(redis, log, pollMs, (begun) =>
    turns.take(() => {
      begun();
      return follow();
    }),
  );

  const get = (kind: DocumentKind, name: string): Promise<StoredDocument | undefined> =>
    turns.take(async () => (await revisions.refresh()).documents[kind].get(name));
  return {
    get live() {
      return revisions.live;
    },
    get behind() {
      return revisions.behind;
    },
    list: () => turns.take(async () => listDocuments((await revisions.refresh()).documents)),
    get,
    async read(given) {
      const { documents: stored } = await turns.take(() => revisions.refresh());
      return runInSlices(readTexts(given, stored));
    },
    publish: (given, options) =>
      turns.take(() => revisions.change((from, revision) => mergeDocuments(from, given, revision, options), options)),
    remove: (kind, name, options = {}) =>
      turns.take(() => revisions.change((from) => removeDocument(from, kind, name, options.expectedVersion), options)),
    async versions(kind, name) {
      const live = await get(kind, name);
      const earlier = (await versions.list(kind, name)).filter(({ version }) => version !== live?.version);
      return [
        ...(live ? [viewOf(live, 'live')] : []),
        ...earlier.map((one) => viewOf(one, one.isRemoved ? 'removed' : 'earlier')),
      ];
    },
    async version(kind, name, version) {
      const live = await get(kind, name);
      if (live?.version === version) return live;
      const kept = await versions.get(kind, name, version);
      return kept && !kept.isRemoved ? kept : undefined;
    },
    async draft(given, { replace }) {
      const from = await turns.take(() => revisions.refresh());
      return revisions.draft(from, (stored, revision) => mergeDocuments(stored, given, revision, { replace }));
    },
    async reach(revision) {
      if (revisions.live.revision < revision) await turns.take(follow);
      if (revisions.live.revision >= revision) return;
      if (isClosed) throw new Error('the definitions are closed');
      const { behind } = revisions;
      if (behind) throw new Error(`definitions ${behind.revision} do not compile on this engine`);
    },
    watch: (swapped) => revisions.watch(swapped),
    async close() {
      isClosed = true;
      await following.close();
      await turns.ended();
    },
  };
}

/**
 * Starts to call `look` at each announcement of a publish and every `pollMs`. It is called again only when the last
 * call has told by `begun` that its look begins: a look that waits for its turn sees what is announced meanwhile.
 */
async function startFollowing(
  redis: RedisStore,
  log: Log,
  pollMs = POLL_MS,
  look: (begun: () => void) => Promise<void>,
): Promise<Closable> {
  let isWaiting = false;
  const begun = () => {
    isWaiting = false;
  };
  const follow = () => {
    if (isWaiting) return;
    isWaiting = true;
    look(begun).catch((cause: unknown) => log.warn('cannot read the definitions, will try again', { cause }));
  };
  const subscriber = redis.connect('subscribe');
  subscriber.on('message', follow);
  await subscriber.subscribe(DEFINITIONS_CHANNEL);
  const timer = setInterval(follow, pollMs);
  return {
    async close() {
      clearInterval(timer);
      subscriber.off('message', follow);
    },
  };
}

function* removeDocument(
  from: DocumentSet,
  kind: DocumentKind,
  name: string,
  expectedVersion: number | undefined,
): Generator<void, DocumentChanges> {
  const old = from[kind].get(name);
  if (old && !isExpected({ ...(expectedVersion !== undefined && { expectedVersion }) }, old)) {
    throw conflictOf([{ kind, name, ...(expectedVersion !== undefined && { expectedVersion }) }], from);
  }
  const changes = makeForEachKind(() => new Map<string, undefined>());
  if (old) changes[kind].set(name, undefined);
  return changes;
}

function viewOf({ version, author, note, publishedAt }: KeptVersion, is: DocumentVersion['is']): DocumentVersion {
  return {
    version,
    is,
    ...(author !== undefined && { author }),
    ...(note !== undefined && { note }),
    ...(publishedAt !== undefined && { publishedAt }),
  };
}
