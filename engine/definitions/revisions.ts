import type { Log } from '../contract.ts';
import type { Compile } from './compile.ts';
import {
  type Authorship,
  type ChangedDocument,
  DOCUMENT_KINDS,
  type Live,
  type PublishOptions,
  type UnfollowedRevision,
} from './contract.ts';
import { type DocumentChanges, type DocumentSet, sizeOf, withChanges } from './document-set.ts';
import { type DocumentStore, NOTHING_READ, type StoredSnapshot } from './documents.ts';
import { runInSlices } from './run-in-slices.ts';
import type { KeptVersion, VersionStore } from './versions.ts';

/*
 * An engine knows two revisions: `stored`, the newest that it has read, and `live`, the one that it runs. Together
 * they are in one of three states:
 *
 *   LATEST   live is stored                                   `refresh` reads a later one        -> BEHIND
 *   BEHIND   stored is later than live                        `follow` compiles it               -> LATEST or REFUSED
 *   REFUSED  stored is later, and does not compile here.      `refresh` reads a still later one  -> BEHIND
 *            The log says so once, and the live ones stay.
 *
 * `change` publishes: it refreshes, compiles the next revision and writes it -> LATEST. When another engine was first,
 * it starts again.
 *
 * Invariants. `live` only grows. A revision is written only after it was compiled. Watchers are called after each
 * swap, in the order of the swaps. `refresh`, `follow` and `change` must not overlap (see `createTurns`); everything
 * else may be called at any time.
 */
export type RevisionState = 'latest' | 'behind' | 'refused';

/** Returns the changes of the stored documents for the next revision. */
export type Edit = (stored: DocumentSet, revision: number) => Generator<void, DocumentChanges>;

export interface RevisionsParts {
  readonly documents: DocumentStore;
  readonly versions: Pick<VersionStore, 'keep'>;
  readonly compile: Compile;
  readonly log: Log;
}

/** The most times a publish starts again because another one was first. */
const MOST_TRIES = 20;

/** The stored and the live revision of the definitions on this engine. */
export class Revisions {
  readonly #parts: RevisionsParts;
  readonly #watchers = new Set<(live: Live) => void>();
  #stored: StoredSnapshot;
  #live: Live;
  /** The last revision that did not compile. */
  #refused = 0;

  private constructor(parts: RevisionsParts, stored: StoredSnapshot, live: Live) {
    this.#parts = parts;
    this.#stored = stored;
    this.#live = live;
  }

  /** Reads and compiles the stored documents. Rejects when they do not compile. */
  static async load(parts: RevisionsParts): Promise<Revisions> {
    const stored = await parts.documents.read(NOTHING_READ);
    return new Revisions(parts, stored, await runInSlices(parts.compile(stored, undefined, true)));
  }

  get live(): Live {
    return this.#live;
  }

  get state(): RevisionState {
    if (this.#stored.revision <= this.#live.revision) return 'latest';
    return this.#stored.revision === this.#refused ? 'refused' : 'behind';
  }

  /** The published definitions that are not live on this engine; undefined: the latest are live. */
  get behind(): UnfollowedRevision | undefined {
    const { state } = this;
    return state === 'latest' ? undefined : { revision: this.#stored.revision, isRefused: state === 'refused' };
  }

  /** Calls `swapped` after each swap. Returns the function that stops it. */
  watch(swapped: (live: Live) => void): () => void {
    this.#watchers.add(swapped);
    return () => this.#watchers.delete(swapped);
  }

  /** Reads the documents that were published since the last read. */
  async refresh(): Promise<StoredSnapshot> {
    this.#stored = await this.#parts.documents.read(this.#stored);
    return this.#stored;
  }

  /** Makes the newest revision live. Logs one that does not compile. Rejects when Redis cannot be read. */
  async follow(): Promise<void> {
    const { compile, log } = this.#parts;
    const stored = await this.refresh();
    if (this.state !== 'behind') return;
    try {
      this.#swap(await runInSlices(compile(stored, this.#live, true)));
      log.info('definitions swapped', { revision: this.#live.revision });
    } catch (cause) {
      const { revision } = stored;
      this.#refused = revision;
      log.error('published definitions do not compile here, the last ones stay live', { revision, cause });
    }
  }

  /** Compiles documents that were read with an edit, and stores nothing; may overlap. Throws InvalidDefinitions. */
  async draft(from: StoredSnapshot, edit: Edit): Promise<Live> {
    return runInSlices(this.#parts.compile(await nextOf(from, await changesOf(from, edit)), this.#live));
  }

  /**
   * Publishes an edit of the stored documents and makes it live. Throws what the edit or the compilation throws; then
   * nothing is stored. What it replaces is kept before it is replaced.
   */
  async change(edit: Edit, { by, changed }: PublishOptions = {}): Promise<{ readonly revision: number }> {
    const { compile, documents, versions } = this.#parts;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const from = await this.refresh();
      const changes = await changesOf(from, edit);
      if (sizeOf(changes) === 0) {
        if (from.revision > this.#live.revision) this.#swap(await runInSlices(compile(from, this.#live, true)));
        return { revision: from.revision };
      }
      const next = await nextOf(from, changes);
      const compiled = await runInSlices(compile(next, this.#live));
      await versions.keep(replacedBy(changes, from.documents), next.revision);
      const written = await documents.write(from, changes, next);
      if (!written) continue;
      this.#stored = written;
      this.#swap(compiled);
      changed?.(changedDocuments(changes, from.documents));
      await versions.keep(removedBy(changes, next.revision, by), next.revision);
      return { revision: written.revision };
    }
    throw new Error(`other publishes were first ${MOST_TRIES} times, try again`);
  }

  #swap(next: Live): void {
    if (next.revision <= this.#live.revision) return;
    this.#live = next;
    for (const swapped of this.#watchers) swapped(next);
  }
}

function changesOf({ documents, revision }: StoredSnapshot, edit: Edit): Promise<DocumentChanges> {
  return runInSlices(edit(documents, revision + 1));
}

async function nextOf({ documents, revision }: StoredSnapshot, changes: DocumentChanges) {
  return { revision: revision + 1, documents: await runInSlices(withChanges(documents, changes)) };
}

/** The stored documents that changes replace or remove. */
function replacedBy(changes: DocumentChanges, stored: DocumentSet): readonly KeptVersion[] {
  return DOCUMENT_KINDS.flatMap((kind) =>
    [...changes[kind]].flatMap(([name, next]) => {
      const old = stored[kind].get(name);
      return old && old.version !== next?.version ? [old] : [];
    }),
  );
}

function changedDocuments(changes: DocumentChanges, stored: DocumentSet): readonly ChangedDocument[] {
  return DOCUMENT_KINDS.flatMap((kind) =>
    [...changes[kind]].map(([name, after]) => {
      const before = stored[kind].get(name);
      return { kind, name, ...(before && { before }), ...(after && { after }) };
    }),
  );
}

/** What is kept of removals. */
function removedBy(changes: DocumentChanges, version: number, by: Authorship | undefined): readonly KeptVersion[] {
  const signed = by && { author: by.author, ...(by.note !== undefined && { note: by.note }), publishedAt: by.at };
  return DOCUMENT_KINDS.flatMap((kind) =>
    [...changes[kind]].flatMap(([name, next]): readonly KeptVersion[] =>
      next ? [] : [{ kind, name, version, isRemoved: true, ...signed }],
    ),
  );
}
