import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { DocumentKind, StoredDocument } from './contract.ts';

/**
 * The versions of documents that a publish replaced, in Redis. Of each document the last 50 are kept, of all together
 * 20,000, and 128 MB; what was replaced longest ago is dropped first.
 */
export interface VersionStore {
  /** Keeps what a revision replaces. A version that is kept twice is there once. */
  keep(replaced: readonly KeptVersion[], revision: number): Promise<void>;
  /** Lists the kept versions of a document, newest first. */
  list(kind: DocumentKind, name: string): Promise<readonly KeptVersion[]>;
  /** Returns one; undefined: it is not kept. */
  get(kind: DocumentKind, name: string, version: number): Promise<KeptVersion | undefined>;
}

/** A version as it was stored; a removal has no source, body and text. */
export type KeptVersion =
  | (StoredDocument & { readonly isRemoved?: never })
  | (Pick<StoredDocument, 'kind' | 'name' | 'version' | 'author' | 'note' | 'publishedAt'> & {
      readonly isRemoved: true;
    });

const TAG = '{kairos:versions}';
const TEXTS = `${TAG}:texts`;
const ORDER = `${TAG}:order`;
const INDEX = `${TAG}:index`;
const BYTES = `${TAG}:bytes`;
const MOST_EACH = 50;
const MOST = 20_000;
const MOST_BYTES = 128 * 1024 * 1024;
/** The versions that one script writes. */
const PIECE = 100;

interface Scripts {
  kairosKeepVersions(keys: number, ...args: (string | number)[]): Promise<number>;
}

/** Creates the store over a connection of use `api`. */
export function createVersionStore(redis: Redis | Cluster): VersionStore {
  const lua = readFileSync(new URL('keep-versions.lua', import.meta.url), 'utf8');
  redis.defineCommand('kairosKeepVersions', { lua });
  const scripts = redis as unknown as Scripts;
  return {
    async keep(replaced, revision) {
      // More would drop each other.
      const some = replaced.slice(0, MOST);
      const keys = [TEXTS, ORDER, INDEX, BYTES];
      for (let i = 0; i < some.length; i += PIECE) {
        const args = some.slice(i, i + PIECE).flatMap((one) => [prefixOf(one), pad(one.version), JSON.stringify(one)]);
        await scripts.kairosKeepVersions(keys.length, ...keys, revision, MOST_EACH, MOST, MOST_BYTES, ...args);
      }
    },
    async list(kind, name) {
      const prefix = prefixOf({ kind, name });
      const members = await redis.zrange(INDEX, `(${prefix}:`, `(${prefix}`, 'BYLEX', 'REV');
      if (members.length === 0) return [];
      const texts = await redis.hmget(TEXTS, ...members);
      return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as KeptVersion]));
    },
    async get(kind, name, version) {
      const text = await redis.hget(TEXTS, prefixOf({ kind, name }) + pad(version));
      return text === null ? undefined : (JSON.parse(text) as KeptVersion);
    },
  };
}

/** The beginning of a version's key: JSON escapes what could end the name early. */
function prefixOf({ kind, name }: Pick<StoredDocument, 'kind' | 'name'>): string {
  return `${kind}/${JSON.stringify(name)}@`;
}

/** A number that sorts as text does. */
function pad(version: number): string {
  return String(version).padStart(16, '0');
}
