import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { DocumentKind } from '../definitions/contract.ts';
import { DraftRefused, type Drafts, type DraftText } from './contract.ts';

const TAG = '{kairos:drafts}';
const MARKS = `${TAG}:marks`;
const BYTES = `${TAG}:bytes`;
const textsOf = (person: string) => `${TAG}:of:${person}`;
const MB = 1024 * 1024;
const MOST_DRAFTS = 200;
const MOST_BYTES = 16 * MB;
const MOST_BYTES_OF_ALL = 256 * MB;
const KEPT_MS = 180 * 86_400_000;

type Limit = 'drafts' | 'bytes' | 'all';

const REFUSALS: Readonly<Record<Limit, string>> = {
  drafts: `you have ${MOST_DRAFTS} drafts: publish or discard one first`,
  bytes: `your drafts have ${MOST_BYTES / MB} MB together: publish or discard one first`,
  all: `the drafts of all people have ${MOST_BYTES_OF_ALL / MB} MB together: somebody has to publish or discard one first`,
};

interface Scripts {
  kairosSaveDraft(keys: number, ...args: (string | number)[]): Promise<'saved' | 'other' | Limit>;
  kairosDropDraft(keys: number, ...args: (string | number)[]): Promise<number>;
}

/** Creates the drafts over a connection of use `api`. */
export function createDrafts(redis: Redis | Cluster, now: () => number): Drafts {
  const define = (name: string, file: string) =>
    redis.defineCommand(name, { lua: readFileSync(new URL(file, import.meta.url), 'utf8') });
  define('kairosSaveDraft', 'save-draft.lua');
  define('kairosDropDraft', 'drop-draft.lua');
  const scripts = redis as unknown as Scripts;
  const drop = async (person: string, field: string) =>
    (await scripts.kairosDropDraft(3, textsOf(person), MARKS, BYTES, field, markOf(person, field), person)) === 1;
  const read = async (person: string, field: string): Promise<DraftText | undefined> => {
    const text = await redis.hget(textsOf(person), field);
    return text === null ? undefined : (JSON.parse(text) as DraftText);
  };

  return {
    async of(person) {
      const all = (await redis.hvals(textsOf(person))).map((text) => JSON.parse(text) as DraftText);
      return all.sort((a, b) => b.savedAt - a.savedAt);
    },
    get: (person, kind, name) => read(person, fieldOf(kind, name)),
    async put(person, draft, since) {
      const field = fieldOf(draft.kind, draft.name);
      // A save in the same millisecond would look like the one before.
      const before = since === undefined ? 0 : since + 1;
      const saved: DraftText = { ...draft, savedAt: Math.max(Math.floor(now()), before) };
      const limits = [MOST_DRAFTS, MOST_BYTES, MOST_BYTES_OF_ALL, KEPT_MS / 1_000];
      const args = [field, JSON.stringify(saved), markOf(person, field), person, saved.savedAt, since ?? ''];
      const answer = await scripts.kairosSaveDraft(3, textsOf(person), MARKS, BYTES, ...args, ...limits);
      if (answer === 'saved') return { saved };
      if (answer === 'other') return { other: await read(person, field) };
      throw new DraftRefused(REFUSALS[answer]);
    },
    discard: (person, kind, name) => drop(person, fieldOf(kind, name)),
    async marks() {
      const marks = Object.entries(await redis.hgetall(MARKS)).map(([mark, stored]) => {
        const [person, field] = JSON.parse(mark) as [string, string];
        const slash = field.indexOf('/');
        const kind = field.slice(0, slash) as DocumentKind;
        return { person, kind, name: field.slice(slash + 1), savedAt: Number(stored.split(' ', 1)[0]), field };
      });
      const [fresh, over] = [[], []] as [typeof marks, typeof marks];
      const lastOf = new Map<string, number>();
      for (const { person, savedAt } of marks) lastOf.set(person, Math.max(savedAt, lastOf.get(person) ?? 0));
      for (const mark of marks) (lastOf.get(mark.person)! < now() - KEPT_MS ? over : fresh).push(mark);
      for (const { person, field } of over) await drop(person, field);
      return fresh.map(({ field: _, ...mark }) => mark).sort((a, b) => b.savedAt - a.savedAt);
    },
  };
}

function fieldOf(kind: DocumentKind, name: string): string {
  return `${kind}/${name}`;
}

function markOf(person: string, field: string): string {
  return JSON.stringify([person, field]);
}
