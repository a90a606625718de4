import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { Audit, Change, ChangeFilter, RecordedChange } from './contract.ts';

const CHANGES = '{kairos:audit}:changes';
const BYTES = '{kairos:audit}:bytes';
const MOST = 100_000;
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_SIDE = 64 * 1024;
/** Changes that one script records, and one read looks at. */
const PIECE = 200;

interface Scripts {
  kairosAppendChanges(keys: number, ...args: (string | number)[]): Promise<number>;
}

/** Creates the record over a connection of use `api`. */
export function createAudit(redis: Redis | Cluster): Audit {
  const lua = readFileSync(new URL('append-changes.lua', import.meta.url), 'utf8');
  redis.defineCommand('kairosAppendChanges', { lua });
  const scripts = redis as unknown as Scripts;
  return {
    async record(author, changes) {
      for (let i = 0; i < changes.length; i += PIECE) {
        const texts = changes.slice(i, i + PIECE).map((change) => JSON.stringify({ author, ...shorten(change) }));
        await scripts.kairosAppendChanges(2, CHANGES, BYTES, MOST, MOST_BYTES, ...texts);
      }
    },
    async *read(filter) {
      const { from, to, after } = filter;
      const oldest = from === undefined ? '-' : String(Math.floor(from));
      let newest = after === undefined ? (to === undefined ? '+' : `(${Math.ceil(to)}`) : `(${after}`;
      for (;;) {
        const entries = await redis.xrevrange(CHANGES, newest, oldest, 'COUNT', PIECE);
        for (const [id, fields] of entries) {
          const change = { ...(JSON.parse(fields[1]!) as Omit<RecordedChange, 'id' | 'at'>), id, at: timeOf(id) };
          if (isAskedFor(change, filter)) yield change;
        }
        const last = entries.at(-1);
        if (!last || entries.length < PIECE) return;
        newest = `(${last[0]}`;
      }
    },
  };
}

function isAskedFor(change: RecordedChange, { to, author, kind, name, action }: ChangeFilter): boolean {
  return (
    (to === undefined || change.at < to) &&
    (author === undefined || change.author === author) &&
    (kind === undefined || change.kind === kind) &&
    (name === undefined || change.name === name) &&
    (action === undefined || change.action === action)
  );
}

function timeOf(id: string): number {
  return Number(id.split('-', 1)[0]);
}

function shorten({ before, after, ...change }: Change): Change {
  return {
    ...change,
    ...(before !== undefined && { before: shortenSide(before) }),
    ...(after !== undefined && { after: shortenSide(after) }),
  };
}

/** Of what is too long the beginning, as text. */
function shortenSide(side: unknown): unknown {
  const text = typeof side === 'string' ? side : JSON.stringify(side);
  return text.length <= LONGEST_SIDE ? side : `${text.slice(0, LONGEST_SIDE)}…`;
}
