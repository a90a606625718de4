import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import { DOCUMENT_KINDS, type Document, type DocumentKind, type StoredDocument } from './contract.ts';

/** All documents as they were at one revision. */
export interface Snapshot {
  /** Grows by one with each publish; 0: nothing was ever published. */
  readonly revision: number;
  /** Sorted by kind, then name. */
  readonly documents: readonly StoredDocument[];
}

/** Documents in Redis: one hash, `kind/name` to JSON, and the revision beside them, so that one read is one publish. */
export interface DocumentStore {
  read(): Promise<Snapshot>;
  revision(): Promise<number>;
  /** Writes all or nothing and announces it; undefined: somebody published since the snapshot was read. */
  write(from: Snapshot, documents: readonly StoredDocument[]): Promise<number | undefined>;
}

/** Where a publish is announced. */
export const DEFINITIONS_CHANNEL = 'kairos:definitions';
const KEY = 'kairos:definitions';
const REVISION = 'revision';

interface Scripts {
  kairosPublish(keys: number, key: string, ...args: (string | number)[]): Promise<number>;
}

/** Opens the documents over a connection of use `api`. */
export function openDocuments(redis: Redis | Cluster): DocumentStore {
  redis.defineCommand('kairosPublish', { lua: readFileSync(new URL('publish.lua', import.meta.url), 'utf8') });
  const scripts = redis as unknown as Scripts;
  return {
    async read() {
      const { [REVISION]: revision = '0', ...fields } = await redis.hgetall(KEY);
      const documents = Object.entries(fields).map(([field, text]) => parse(field, text));
      return { revision: Number(revision), documents: documents.sort(byKindAndName) };
    },
    async revision() {
      return Number((await redis.hget(KEY, REVISION)) ?? 0);
    },
    async write(from, documents) {
      const before = new Map(from.documents.map((d) => [fieldOf(d), d]));
      const changed = documents.filter((d) => before.get(fieldOf(d)) !== d);
      const kept = new Set(documents.map(fieldOf));
      const removed = [...before.keys()].filter((field) => !kept.has(field));
      const pairs = changed.flatMap((d) => [fieldOf(d), format(d)]);
      const args = [from.revision, DEFINITIONS_CHANNEL, changed.length, ...pairs, ...removed];
      const revision = await scripts.kairosPublish(1, KEY, ...args);
      return revision === 0 ? undefined : revision;
    },
  };
}

/** One name for a document among all kinds. */
export function fieldOf({ kind, name }: Pick<Document, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

function format({ body, version, source }: StoredDocument): string {
  return JSON.stringify({ body, version, source });
}

function parse(field: string, text: string): StoredDocument {
  const slash = field.indexOf('/');
  const stored = JSON.parse(text) as Pick<StoredDocument, 'body' | 'version' | 'source'>;
  return { kind: field.slice(0, slash) as DocumentKind, name: field.slice(slash + 1), ...stored };
}

/** The order documents are kept in. */
export function byKindAndName(a: StoredDocument, b: StoredDocument): number {
  const order = DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind);
  return order || (a.name < b.name ? -1 : 1);
}
