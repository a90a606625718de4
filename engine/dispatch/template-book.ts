import type { Cluster, Redis } from 'ioredis';
import type { TemplateNews, TemplateState } from '../../channels/templates/contract.ts';
import { isUnusable, templateLanguage } from '../../channels/templates/template-state.ts';
import type { Clock, Log } from '../contract.ts';
import type { TemplateBook } from './contract.ts';

/** A hash: `<book>\n<name>\n<language>` → JSON of a state; `<book>` → when all of it was listed. */
const KEY = 'kairos:{templates}:states';
const REVISION = 'kairos:{templates}:revision';
const TURN = 'kairos:{templates}:turn:';
/** Templates, and a field for each book. */
const MOST_FIELDS = 5_000;
const MOST_CHARS = 600;
const POLL_MS = 1_000;
/** A list is asked for this often, and believed for a day: after that a template that is not in it is not known. */
const LISTED_EVERY_MS = 15 * 60_000;
const BELIEVED_MS = 86_400_000;
const TURN_MS = 60_000;

/** Opens the book; it follows what other engines store. */
export function openTemplateBook(redis: Redis | Cluster, clock: Pick<Clock, 'wall'>, log: Log): TemplateBook {
  let states: ReadonlyMap<string, TemplateState> = new Map();
  let listed: ReadonlyMap<string, number> = new Map();
  let revision: string | null = null;

  const read = async (): Promise<void> => {
    const now = await redis.get(REVISION);
    if (now === revision) return;
    const all = Object.entries(await redis.hgetall(KEY));
    states = new Map(all.flatMap(([key, value]) => (key.includes('\n') ? [[key, JSON.parse(value)] as const] : [])));
    listed = new Map(all.flatMap(([key, value]) => (key.includes('\n') ? [] : [[key, Number(value)] as const])));
    revision = now;
  };
  // A look that began before a change must not take back what a later one saw.
  let last: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    const looked = last.then(read);
    last = looked.catch(() => undefined);
    return looked;
  };
  const follow = () => {
    look().catch((cause: unknown) => log.warn('cannot read the states of templates, those known stay', { cause }));
  };
  const changed = async (): Promise<void> => {
    await redis.incr(REVISION);
    await look();
  };
  const timer = setInterval(follow, POLL_MS).unref();
  follow();

  return {
    stateOf(book, name, language) {
      const known = states.get(keyOf({ book, name, language }));
      if (known) return known;
      const at = listed.get(book);
      return at !== undefined && clock.wall() - at < BELIEVED_MS ? { state: 'ABSENT', at } : undefined;
    },
    async note(news) {
      const key = keyOf(news);
      // Of more templates than that each is asked for with the next list.
      if ((await redis.hlen(KEY)) >= MOST_FIELDS && !(await redis.hexists(KEY, key))) return;
      await redis.hset(KEY, key, textOf(news, clock.wall()));
      await changed();
    },
    async replace(book, { templates: all, isWhole }, askedAt) {
      await look();
      const known = [...states].filter(([key]) => key.startsWith(`${book}\n`));
      const room = MOST_FIELDS - (states.size - known.length) - listed.size - 1;
      const newer = new Set(known.filter(([, { at }]) => at > askedAt).map(([key]) => key));
      const next = new Map(all.slice(0, Math.max(0, room)).map((one) => [keyOf(one), textOf(one, askedAt)]));
      const gone = known.map(([key]) => key).filter((key) => !next.has(key) && !newer.has(key));
      if (gone.length > 0) await redis.hdel(KEY, ...gone);
      // A list that was cut says nothing of what is not in it.
      if (isWhole && all.length <= room) next.set(book, String(askedAt));
      const fields = [...next].filter(([key]) => !newer.has(key)).flat();
      if (fields.length > 0) await redis.hset(KEY, ...fields);
      await changed();
    },
    async takeTurn(book) {
      const at = listed.get(book);
      if (at !== undefined && clock.wall() - at < LISTED_EVERY_MS) return false;
      return (await redis.set(`${TURN}${book}`, '1', 'PX', TURN_MS, 'NX')) === 'OK';
    },
    unusable: () =>
      [...states].flatMap(([key, state]) => {
        if (!isUnusable(state)) return [];
        const [book = '', name = '', language = ''] = key.split('\n');
        return [{ book, name, language, ...state }];
      }),
    async close() {
      clearInterval(timer);
    },
  };
}

function keyOf({ book, name, language }: Pick<TemplateNews, 'book' | 'name' | 'language'>): string {
  return `${book}\n${name.trim().slice(0, MOST_CHARS)}\n${templateLanguage(language)}`;
}

function textOf({ state, reason }: TemplateNews, at: number): string {
  const said = reason === undefined || reason === '' || reason === 'NONE' ? undefined : reason.slice(0, MOST_CHARS);
  return JSON.stringify({ state: state.slice(0, 40), ...(said !== undefined && { reason: said }), at });
}
