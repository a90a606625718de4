import type { Settings } from '../../config/settings.ts';
import { loadFolder } from '../../triggers/registry.ts';
import type { Queries } from '../api/parts.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { openOutcomeStore } from '../stores/clickhouse.ts';
import type { HostedSink, OutcomeStore, RedisStore } from '../stores/contract.ts';
import { eraseRows } from './erase-rows.ts';
import { migrate } from './migrate.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { createSink, type Sink } from './sink.ts';

export interface OutcomesParts {
  readonly settings: Settings;
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this engine moves rows into ClickHouse, or only asks. */
  readonly sinks: boolean;
}

/** ClickHouse with its tables, what moves rows into it, and the questions that have a name. */
export interface Outcomes extends Closable {
  readonly store: OutcomeStore;
  readonly sink: HostedSink | undefined;
  readonly queries: Queries;
  /** Deletes the rows of customers. */
  erase(ids: readonly string[]): Promise<void>;
}

/** Opens ClickHouse, brings its tables up to date and starts the sink. Throws CannotStart. */
export async function openOutcomes({ settings, redis, clock, log, sinks }: OutcomesParts): Promise<Outcomes> {
  const store = await openOutcomeStore(settings, log);
  try {
    await migrate(store, settings, log);
    const all = await loadFolder<Query>(new URL('queries/', import.meta.url));
    const { shards } = settings;
    const sink = !sinks
      ? undefined
      : store.hostSink
        ? await store.hostSink({ target: redis.target, shards })
        : here(createSink({ redis, store, shards, log, clock }));
    return {
      store,
      sink,
      queries: {
        all,
        run: (name, params) => runQuery(store, all, name, params),
      },
      async erase(ids) {
        // What was decided just before is still on its way into the tables.
        await sink?.drained();
        await eraseRows(store, ids);
      },
      async close() {
        await sink?.close();
        await store.close();
      },
    };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** A sink in this process. */
function here({ lag, drained, close }: Sink): HostedSink {
  return { lag: async () => lag(), drained, close };
}
