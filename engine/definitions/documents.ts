import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { DOCUMENT_KINDS, type Document, type DocumentKind, type StoredDocument } from './contract.ts';
import {
  type DocumentChanges,
  type DocumentSet,
  isSameVersion,
  makeForEachKind,
  NO_DOCUMENTS,
  type Snapshot,
  sizeOf,
  withChanges,
} from './document-set.ts';
import { runInSlices } from './run-in-slices.ts';

/**
 * The documents in Redis. A small publish changes them in place and notes the changed fields, so that other engines
 * read only these. A large publish writes a new generation beside them in pieces, which takes their place at once.
 */
export interface DocumentStore {
  /** Reads all documents; only the changed ones since `known`. Returns `known` itself when nothing changed. */
  read(known: StoredSnapshot): Promise<StoredSnapshot>;
  /** Writes all changes or none, and announces them. Undefined: another publish came since the snapshot was read. */
  write(from: StoredSnapshot, changes: DocumentChanges, to: Snapshot): Promise<StoredSnapshot | undefined>;
}

/** A snapshot, with the generation that holds its documents. */
export interface StoredSnapshot extends Snapshot {
  readonly generation: string;
}

/** The snapshot before the first read. */
export const NOTHING_READ: StoredSnapshot = { revision: 0, generation: '', documents: NO_DOCUMENTS };

/** The channel on which a publish is announced. */
export const DEFINITIONS_CHANNEL = 'kairos:definitions';
/** Holds the revision and generation, and the documents of the first generation, whose name is empty. */
const KEY = 'kairos:definitions';
const CHANGES_KEY = `{${KEY}}:changes`;
const documentsKey = (generation: string) => (generation === '' ? KEY : `{${KEY}}:${generation}`);

/** The most documents that one script writes or reads while Redis waits, and of one piece of a larger publish. */
const MOST_AT_ONCE = 500;
const PIECE = 100;
/** The most changed fields that are remembered. An engine further behind reads everything. */
const MOST_REMEMBERED = 20_000;
/** An unfinished generation expires after this long. */
const UNFINISHED_SECONDS = 3_600;

interface Scripts {
  kairosChanges(keys: number, ...args: (string | number)[]): Promise<[string, string, number, ...string[]]>;
  kairosPublish(keys: number, ...args: (string | number)[]): Promise<number>;
  kairosPublishWhole(keys: number, ...args: (string | number)[]): Promise<number>;
}

/** Creates the store over a connection of use `api`. */
export function createDocumentStore(redis: Redis | Cluster): DocumentStore {
  const define = (name: string, file: string) =>
    redis.defineCommand(name, { lua: readFileSync(new URL(file, import.meta.url), 'utf8') });
  define('kairosChanges', 'read-changes.lua');
  define('kairosPublish', 'publish.lua');
  define('kairosPublishWhole', 'publish-whole.lua');
  const scripts = redis as unknown as Scripts;

  /** Reads the changes since `known`; undefined: too many changed, so everything must be read. */
  async function readChanges(known: StoredSnapshot): Promise<StoredSnapshot | undefined> {
    const keys = [KEY, CHANGES_KEY, documentsKey(known.generation)];
    const [revision, generation, isRecorded, ...pairs] = await scripts.kairosChanges(
      keys.length,
      ...keys,
      known.revision,
      known.generation,
      MOST_AT_ONCE,
    );
    if (!isRecorded) return undefined;
    if (Number(revision) === known.revision) return known;
    const changes = makeForEachKind(() => new Map<string, StoredDocument | undefined>());
    for (let i = 0; i < pairs.length; i += 2) {
      const { kind, name } = nameOf(pairs[i]!);
      changes[kind].set(name, pairs[i + 1] === '' ? undefined : parse(pairs[i]!, pairs[i + 1]!));
    }
    return {
      revision: Number(revision),
      generation,
      documents: await runInSlices(withChanges(known.documents, changes)),
    };
  }

  async function readAll(known: StoredSnapshot): Promise<StoredSnapshot> {
    for (;;) {
      const [revision, generation] = await redis.hmget(KEY, 'revision', 'generation');
      const documents = makeForEachKind(() => new Map<string, StoredDocument>());
      let cursor = '0';
      do {
        const [next, pairs] = await redis.hscan(documentsKey(generation ?? ''), cursor, 'COUNT', PIECE);
        await runInSlices(
          parseAll(pairs, documents, Number(revision) >= known.revision ? known.documents : NO_DOCUMENTS),
        );
        cursor = next;
      } while (cursor !== '0');
      // What was published meanwhile may have been read or not: all of it is read again.
      const now = await readChanges({ revision: Number(revision ?? 0), generation: generation ?? '', documents });
      if (now) return now;
    }
  }

  async function writeWhole(from: StoredSnapshot, next: StoredSnapshot): Promise<number> {
    const key = documentsKey(next.generation);
    for (const kind of DOCUMENT_KINDS) {
      let piece: string[] = [];
      const send = async () => {
        if (piece.length > 0) await redis.hset(key, ...piece);
        piece = [];
      };
      for (const document of next.documents[kind].values()) {
        piece.push(fieldOf(document), format(document));
        if (piece.length >= 2 * PIECE) await send();
      }
      await send();
    }
    await redis.expire(key, UNFINISHED_SECONDS);
    const keys = [KEY, CHANGES_KEY, documentsKey(from.generation), key];
    const { revision, generation } = from;
    return scripts.kairosPublishWhole(keys.length, ...keys, revision, generation, DEFINITIONS_CHANNEL, next.generation);
  }

  function writeChanges(from: StoredSnapshot, changes: DocumentChanges): Promise<number> {
    const keys = [KEY, CHANGES_KEY, documentsKey(from.generation)];
    const [changed, removed]: [StoredDocument[], string[]] = [[], []];
    for (const kind of DOCUMENT_KINDS) {
      for (const [name, document] of changes[kind]) {
        if (document) changed.push(document);
        else removed.push(fieldOf({ kind, name }));
      }
    }
    const pairs = changed.flatMap((document) => [fieldOf(document), format(document)]);
    const args = [from.revision, from.generation, DEFINITIONS_CHANNEL, MOST_REMEMBERED, changed.length];
    return scripts.kairosPublish(keys.length, ...keys, ...args, ...pairs, ...removed);
  }

  return {
    read: async (known) => (await readChanges(known)) ?? readAll(known),
    async write(from, changes, to) {
      const isLarge = sizeOf(changes) > MOST_AT_ONCE;
      const next = { ...to, generation: isLarge ? randomUUID() : from.generation };
      const revision = isLarge ? await writeWhole(from, next) : await writeChanges(from, changes);
      return revision === 0 ? undefined : next;
    },
  };
}

function* parseAll(
  pairs: readonly string[],
  into: Record<DocumentKind, Map<string, StoredDocument>>,
  known: DocumentSet,
): Generator<void, void> {
  for (let i = 0; i < pairs.length; i += 2) {
    if (i % 32 === 0) yield;
    // Beside documents of the first generation stands what is known of them.
    if (!pairs[i]!.includes('/')) continue;
    const document = parse(pairs[i]!, pairs[i + 1]!);
    const before = known[document.kind].get(document.name);
    into[document.kind].set(document.name, before && isSameVersion(before, document) ? before : document);
  }
}

function fieldOf({ kind, name }: Pick<Document, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

function nameOf(field: string): Pick<Document, 'kind' | 'name'> {
  const slash = field.indexOf('/');
  return { kind: field.slice(0, slash) as DocumentKind, name: field.slice(slash + 1) };
}

function format({ kind: _, name: __, ...stored }: StoredDocument): string {
  return JSON.stringify(stored);
}

function parse(field: string, text: string): StoredDocument {
  return { ...nameOf(field), ...(JSON.parse(text) as Omit<StoredDocument, 'kind' | 'name'>) };
}
