import type { RedisContexts } from './context/contract.ts';
import type { Closable, Readiness } from './contract.ts';
import type { UnfollowedRevision } from './definitions/contract.ts';
import { createFollowCheck } from './follow-check.ts';
import type { Outcomes } from './outcomes/contract.ts';
import type { RedisRoom, RedisStore } from './stores/contract.ts';

export interface ReadinessParts {
  readonly redis: RedisStore;
  readonly contexts: RedisContexts;
  /** Absent where the engine neither moves rows nor queries them. */
  readonly outcomes: Pick<Outcomes, 'notYet'> | undefined;
  readonly room: Pick<RedisRoom, 'isScarce'>;
  readonly mostBacklog: number;
  readonly definitions: { readonly behind: UnfollowedRevision | undefined };
}

const LOOK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Starts to ask whether the engine can do its work: Redis answers, the streams have room, and the published definitions
 * are live. An engine without ClickHouse is ready all the same, and says that queries have to wait.
 */
export function startReadiness(parts: ReadinessParts): Closable & { now(): Readiness } {
  const { redis, room, contexts, mostBacklog, definitions } = parts;
  const connection = redis.connect('api');
  let answeredAt = performance.now();
  let isAsking = false;
  const whyBehind = createFollowCheck(
    () => definitions.behind,
    () => performance.now(),
  );
  const ask = () => {
    if (isAsking) return;
    isAsking = true;
    connection
      .ping()
      .then(() => {
        answeredAt = performance.now();
      })
      .catch(() => undefined) // told by its age
      .finally(() => {
        isAsking = false;
      });
  };
  const timer = setInterval(() => {
    ask();
    whyBehind();
  }, LOOK_EVERY_MS).unref();
  return {
    now() {
      if (performance.now() - answeredAt > LOOK_EVERY_MS + ANSWER_WITHIN_MS)
        return { ok: false, why: 'Redis does not answer' };
      if (room.isScarce) return { ok: false, why: 'Redis is nearly full' };
      if (contexts.backlog > mostBacklog) return { ok: false, why: 'ClickHouse is too far behind' };
      const why = whyBehind();
      if (why !== undefined) return { ok: false, why };
      const notYet = parts.outcomes?.notYet;
      return {
        ok: true,
        ...(notYet !== undefined && { why: `${notYet}: rows wait in Redis, and queries are answered later` }),
      };
    },
    async close() {
      clearInterval(timer);
      connection.disconnect();
    },
  };
}
