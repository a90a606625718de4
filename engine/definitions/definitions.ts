import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { Closable, Log } from '../contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Definitions, Document, Live, StoredDocument } from './contract.ts';
import { byKindAndName, DEFINITIONS_CHANNEL, openDocuments, type Snapshot } from './documents.ts';
import { mergeDocuments } from './merge-documents.ts';

/** Turns all documents of a revision into what runs. Throws InvalidDefinitions with every problem. */
export type Compile = (snapshot: Snapshot, previous: Live | undefined) => Live;

export interface DefinitionsParts {
  readonly redis: RedisStore;
  /** See `compile.ts`. */
  readonly compile: Compile;
  readonly log: Log;
  /** How often to look for a publish whose announcement got lost. */
  readonly pollMs?: number;
}

/** Definitions that follow what any engine publishes. */
export interface OpenDefinitions extends Definitions, Closable {
  /** What publishing these would find wrong; nothing is stored. */
  check(documents: readonly Document[], options: { readonly replace: boolean }): Promise<readonly Problem[]>;
  /** What would be live with these, compiled; nothing is stored or swapped. Throws InvalidDefinitions. */
  draft(documents: readonly Document[]): Promise<Live>;
  /** Calls `swapped` after each swap; returns how to stop. */
  watch(swapped: (live: Live) => void): () => void;
}

/** The documents of the next revision, from those that are stored. */
type Edit = (stored: readonly StoredDocument[], revision: number) => readonly StoredDocument[];

const POLL_MS = 1_000;
/** How often a publish starts again because another one was first. */
const MOST_TRIES = 20;

/** Loads what is stored, compiles it and follows every publish. Rejects when what is stored does not compile. */
export async function openDefinitions(parts: DefinitionsParts): Promise<OpenDefinitions> {
  const { compile, log } = parts;
  const documents = openDocuments(parts.redis.connect('api'));
  const watchers = new Set<(live: Live) => void>();
  let live = compile(await documents.read(), undefined);
  let isClosed = false;
  let reloading: Promise<void> | undefined;
  let refused = 0;
  /** Ends when the changes that this engine makes are done: they go one after the other, and are not loaded once more. */
  let changes: Promise<unknown> = Promise.resolve();

  const swap = (next: Live) => {
    if (next.revision <= live.revision) return;
    live = next;
    for (const swapped of watchers) swapped(live);
  };

  /** Loads what others published. What cannot be compiled here is said once; what is live goes on. */
  const reload = async () => {
    await changes;
    const revision = await documents.revision();
    if (isClosed || revision <= live.revision || revision === refused) return;
    const snapshot = await documents.read();
    try {
      swap(compile(snapshot, live));
      log.info('definitions swapped', { revision: live.revision });
    } catch (cause) {
      refused = snapshot.revision;
      log.error('published definitions do not compile here, the last ones stay live', {
        revision,
        cause: String(cause),
      });
    }
  };
  const follow = () => {
    reloading ??= reload()
      .catch((cause: unknown) => log.warn('cannot read the definitions, will try again', { cause: String(cause) }))
      .finally(() => {
        reloading = undefined;
      });
  };

  /** Makes the next set of documents, compiles it and writes it; starts again when another publish was first. */
  const change = async (edit: Edit) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const snapshot = await documents.read();
      const next = edit(snapshot.documents, snapshot.revision + 1).toSorted(byKindAndName);
      if (next.length === snapshot.documents.length && next.every((d, i) => d === snapshot.documents[i])) {
        if (snapshot.revision > live.revision) swap(compile(snapshot, live));
        return { revision: snapshot.revision };
      }
      const compiled = compile({ revision: snapshot.revision + 1, documents: next }, live);
      const revision = await documents.write(snapshot, next);
      if (revision === undefined) continue;
      swap(compiled);
      return { revision };
    }
    throw new Error(`other publishes were first ${MOST_TRIES} times, try again`);
  };

  const preview = async (given: readonly Document[], replace: boolean) => {
    const { documents: stored, revision } = await documents.read();
    return compile({ revision: revision + 1, documents: mergeDocuments(stored, given, revision + 1, replace) }, live);
  };
  const enqueue = (edit: Edit) => {
    const changed = changes.then(() => change(edit));
    changes = changed.catch(() => undefined);
    return changed;
  };

  const subscriber = parts.redis.connect('subscribe');
  subscriber.on('message', follow);
  await subscriber.subscribe(DEFINITIONS_CHANNEL);
  const timer = setInterval(follow, parts.pollMs ?? POLL_MS);

  return {
    get live() {
      return live;
    },
    async list() {
      return (await documents.read()).documents;
    },
    publish: (given, { replace }) => enqueue((stored, revision) => mergeDocuments(stored, given, revision, replace)),
    remove: (kind, name) => enqueue((stored) => stored.filter((d) => d.kind !== kind || d.name !== name)),
    draft: (given) => preview(given, false),
    async check(given, { replace }) {
      try {
        await preview(given, replace);
        return [];
      } catch (cause) {
        if (cause instanceof InvalidDefinitions) return cause.problems;
        throw cause;
      }
    },
    watch(swapped) {
      watchers.add(swapped);
      return () => watchers.delete(swapped);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      subscriber.off('message', follow);
      await reloading;
    },
  };
}
