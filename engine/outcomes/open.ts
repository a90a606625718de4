import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../../config/settings.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { causeOf } from '../cause-of.ts';
import type { Clock, Log } from '../contract.ts';
import type { HostedSink, OutcomeStore, RedisStore } from '../stores/contract.ts';
import { isAway } from '../stores/is-away.ts';
import type { Outcomes, Sink } from './contract.ts';
import { NotOpenYet } from './contract.ts';
import { eraseRows } from './erase-rows.ts';
import { createGuests } from './guests/guests.ts';
import { migrate } from './migrate.ts';
import { createPendingStore } from './pending-store.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';
import { startSink } from './sink.ts';

export interface OutcomesParts {
  readonly settings: Settings;
  /** Opens ClickHouse once. Rejects when it is away, or when `stop` aborts. */
  readonly openStore: (stop: AbortSignal) => Promise<OutcomeStore>;
  readonly redis: RedisStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this engine runs a sink. Otherwise it only queries. */
  readonly sinks: boolean;
}

interface Open {
  readonly store: OutcomeStore;
  readonly sink: HostedSink | undefined;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Starts to open ClickHouse, to bring its tables up to date and to start the sink, all in the background: no signal
 * waits for it. Tries again while ClickHouse is away. Resolves at once; see `opened`.
 */
export async function openOutcomes(parts: OutcomesParts): Promise<Outcomes> {
  const all = await loadFolder<Query>(new URL('queries/', import.meta.url));
  const stopped = new AbortController();
  let open: Open | undefined;
  let notYet: string | undefined = 'ClickHouse is being opened';

  const opened = (async () => {
    for (let backoff = FIRST_BACKOFF_MS; ; backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS)) {
      try {
        open = await openOnce(parts, stopped.signal);
        notYet = undefined;
        return;
      } catch (cause) {
        if (stopped.signal.aborted || !isAway(cause)) throw cause;
        notYet = 'ClickHouse does not answer yet';
        parts.log.warn(`${notYet}; rows wait in Redis`, { cause: causeOf(cause) });
        await pause(backoff, undefined, { signal: stopped.signal });
      }
    }
  })();
  opened.catch(() => undefined); // whoever waits for it hears of it

  const close = async () => {
    stopped.abort(new Error('the engine is stopping'));
    await opened.catch(() => undefined);
    await open?.sink?.close();
    await open?.store.close();
  };
  let closed: Promise<void> | undefined;
  const store = createPendingStore(
    () => open?.store,
    () => notYet ?? 'ClickHouse is closed',
  );
  const lagMs = async () => (await open?.sink?.lag())?.oldestMs ?? null;
  return {
    store,
    sink: parts.sinks ? createPendingSink(opened, () => open?.sink) : undefined,
    opened,
    get notYet() {
      return notYet;
    },
    queries: {
      all,
      run: (name, params, isMasked) => runQuery(store, all, name, params, lagMs, isMasked),
    },
    guests: createGuests(store),
    async erase(ids) {
      // What was decided just before is still on its way into the tables.
      await open?.sink?.drained();
      await eraseRows(store, ids);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

async function openOnce(
  { settings, openStore, redis, clock, log, sinks }: OutcomesParts,
  stop: AbortSignal,
): Promise<Open> {
  const store = await openStore(stop);
  try {
    await migrate(store, settings, log, stop);
    const { shards } = settings;
    if (!sinks) return { store, sink: undefined };
    const hosted = await store.hostSink?.({ target: redis.target, shards });
    return { store, sink: hosted ?? hostHere(startSink({ redis, store, shards, log, clock })) };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** Creates a sink in front of the one that starts when ClickHouse is open. */
function createPendingSink(
  opened: Promise<void>,
  sink: () => HostedSink | undefined,
): Pick<HostedSink, 'lag' | 'drained'> {
  return {
    async lag() {
      const started = sink();
      if (!started) throw new NotOpenYet('ClickHouse is being opened');
      return started.lag();
    },
    async drained() {
      await opened;
      await sink()?.drained();
    },
  };
}

/** Makes a hosted sink of one that runs in this process. */
function hostHere({ lag, drained, close }: Sink): HostedSink {
  return { lag: async () => lag(), drained, close };
}
