import type { Settings } from '../../config/settings.ts';
import type { Clock, CloseList, Log } from '../contract.ts';
import { loadLanguage } from '../definitions/language.ts';
import { openOutcomes } from '../outcomes/open.ts';
import { openOutcomeStore } from '../stores/clickhouse.ts';
import { openDataFolder } from '../stores/data-folder.ts';
import { openRedis } from '../stores/redis.ts';
import { pollRoom } from '../stores/redis-room.ts';

export interface StoresParts {
  readonly settings: Settings;
  readonly has: (...roles: Settings['roles']) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly stop: AbortSignal | undefined;
}

/** The places where data is kept, and the words that definitions are written in. */
export type Stores = Awaited<ReturnType<typeof openStores>>;

/**
 * The first stage of a start: opens the data folder, Redis and ClickHouse, in this order. ClickHouse may still be
 * opening when it resolves, and is absent where neither `sink` nor `api` is among the roles.
 */
export async function openStores({ settings, has, clock, log, stop }: StoresParts, closers: CloseList) {
  // Half a second of work that needs no store: it is done while Redis is waited for, not after Redis answers.
  const loading = loadLanguage();
  loading.catch(() => undefined); // `await loading` reports it
  closers.add(await openDataFolder(settings.dataDir, log), 'the lock of the data folder');
  const redis = closers.add(await openRedis(settings, log, { stop }), 'Redis');
  closers.first(redis.leave);
  const openStore = (stop: AbortSignal) => openOutcomeStore(settings, log, stop);
  const outcomes = has('sink', 'api')
    ? closers.add(
        await openOutcomes({ settings, openStore, redis, clock, log, sinks: has('sink') }),
        'moving rows to ClickHouse',
      )
    : undefined;
  const room = closers.add(pollRoom(redis, log));
  return { redis, room, outcomes, language: await loading };
}
