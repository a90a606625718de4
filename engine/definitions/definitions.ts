import type { Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { DocumentKind, Live, OpenDefinitions } from './contract.ts';
import {
  type DocumentChanges,
  type DocumentSet,
  listDocuments,
  makeForEachKind,
  type Snapshot,
  sizeOf,
  withChanges,
} from './document-set.ts';
import { createDocumentStore, DEFINITIONS_CHANNEL, NOTHING_READ } from './documents.ts';
import { mergeDocuments } from './merge-documents.ts';
import { runInSlices } from './run-in-slices.ts';

/**
 * Compiles all documents of a revision, in slices. Throws InvalidDefinitions with every problem. For published
 * documents a condition that can never match is no problem: an earlier release accepted it, and everything else must go
 * on.
 */
export type Compile = (snapshot: Snapshot, previous: Live | undefined, isPublished?: boolean) => Generator<void, Live>;

export interface DefinitionsParts {
  readonly redis: RedisStore;
  /** See `compile.ts`. */
  readonly compile: Compile;
  readonly log: Log;
  /** How often to look for a publish whose announcement got lost. */
  readonly pollMs?: number;
}

/** Returns the changes of the stored documents for the next revision. */
type Edit = (stored: DocumentSet, revision: number) => Generator<void, DocumentChanges>;

const POLL_MS = 1_000;
/** The most times a publish starts again because another one was first. */
const MOST_TRIES = 20;

/**
 * Opens the definitions: loads the stored documents, compiles them and follows every publish. Rejects when they do not
 * compile.
 */
export async function openDefinitions(parts: DefinitionsParts): Promise<OpenDefinitions> {
  const { compile, log } = parts;
  const documents = createDocumentStore(parts.redis.connect('api'));
  const watchers = new Set<(live: Live) => void>();
  let stored = await documents.read(NOTHING_READ);
  let live = await runInSlices(compile(stored, undefined, true));
  let isClosed = false;
  let isFollowing = false;
  let refused = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** Runs one change after the other, so that no other change touches the stored and the live definitions meanwhile. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const refresh = async () => {
    stored = await documents.read(stored);
    return stored;
  };
  const swap = (next: Live) => {
    if (next.revision <= live.revision) return;
    live = next;
    for (const swapped of watchers) swapped(live);
  };

  /**
   * Loads the publishes of other engines. Definitions that do not compile here are logged once, and the live ones stay.
   */
  const reload = async () => {
    if (isClosed) return;
    const { revision } = await refresh();
    if (revision <= live.revision || revision === refused) return;
    try {
      swap(await runInSlices(compile(stored, live, true)));
      log.info('definitions swapped', { revision: live.revision });
    } catch (cause) {
      refused = revision;
      log.error('published definitions do not compile here, the last ones stay live', {
        revision,
        cause,
      });
    }
  };
  const follow = () => {
    if (isFollowing) return;
    isFollowing = true;
    void inTurn(() => {
      isFollowing = false;
      return reload();
    }).catch((cause: unknown) => log.warn('cannot read the definitions, will try again', { cause }));
  };

  /** Makes the next set of documents, compiles it and writes it. Starts again when another publish was first. */
  const change = async (edit: Edit) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const from = await refresh();
      const changes = await runInSlices(edit(from.documents, from.revision + 1));
      if (sizeOf(changes) === 0) {
        if (from.revision > live.revision) swap(await runInSlices(compile(from, live, true)));
        return { revision: from.revision };
      }
      const next = { revision: from.revision + 1, documents: await runInSlices(withChanges(from.documents, changes)) };
      const compiled = await runInSlices(compile(next, live));
      const written = await documents.write(from, changes, next);
      if (!written) continue;
      stored = written;
      swap(compiled);
      return { revision: written.revision };
    }
    throw new Error(`other publishes were first ${MOST_TRIES} times, try again`);
  };

  const subscriber = parts.redis.connect('subscribe');
  subscriber.on('message', follow);
  await subscriber.subscribe(DEFINITIONS_CHANNEL);
  const timer = setInterval(follow, parts.pollMs ?? POLL_MS);

  return {
    get live() {
      return live;
    },
    get behind() {
      const { revision } = stored;
      return revision > live.revision ? { revision, isRefused: revision === refused } : undefined;
    },
    list: async () => listDocuments((await inTurn(refresh)).documents),
    get: async (kind, name) => (await inTurn(refresh)).documents[kind].get(name),
    publish: (given, { replace }) =>
      inTurn(() => change((from, revision) => mergeDocuments(from, given, revision, replace))),
    remove: (kind, name) => inTurn(() => change((from) => removeDocument(from, kind, name))),
    async draft(given, { replace }) {
      const { documents: from, revision } = await inTurn(refresh);
      const changes = await runInSlices(mergeDocuments(from, given, revision + 1, replace));
      return runInSlices(
        compile({ revision: revision + 1, documents: await runInSlices(withChanges(from, changes)) }, live),
      );
    },
    async reach(revision) {
      if (live.revision < revision) await inTurn(reload);
      if (live.revision >= revision) return;
      if (isClosed) throw new Error('the definitions are closed');
      if (live.revision < stored.revision)
        throw new Error(`definitions ${stored.revision} do not compile on this engine`);
    },
    watch(swapped) {
      watchers.add(swapped);
      return () => watchers.delete(swapped);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      subscriber.off('message', follow);
      await last;
    },
  };
}

function* removeDocument(from: DocumentSet, kind: DocumentKind, name: string): Generator<void, DocumentChanges> {
  const changes = makeForEachKind(() => new Map<string, undefined>());
  if (from[kind].has(name)) changes[kind].set(name, undefined);
  return changes;
}
