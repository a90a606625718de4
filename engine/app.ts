import { type Observable, Subject } from 'rxjs';
import type { Settings } from '../config/settings.ts';
import type { World } from '../triggers/contract.ts';
import { createAdvance } from '../triggers/hearing/advance.ts';
import { namesOf } from '../triggers/problems/references.ts';
import type { Keys, MadeKeys } from './access/contract.ts';
import { openKeys } from './access/keys.ts';
import { openApi } from './api/api.ts';
import { createCustomers } from './api/customers.ts';
import { openHealth } from './api/health.ts';
import { createMetrics } from './api/metrics.ts';
import { createBackups } from './backup/backup.ts';
import { Closers } from './closers.ts';
import type { RedisContexts } from './context/contract.ts';
import { createKnownCustomers } from './context/known-customers.ts';
import { createContexts } from './context/store.ts';
import { createWhoIsWhere } from './context/who-is-where.ts';
import type { Clock, Closable, Log, Settle } from './contract.ts';
import { createCompiler } from './definitions/compile.ts';
import type { OpenDefinitions } from './definitions/contract.ts';
import { openDefinitions } from './definitions/definitions.ts';
import { startHolidaysAhead } from './definitions/holidays-ahead.ts';
import { loadLanguage } from './definitions/language.ts';
import { seedWorkspace } from './definitions/seed.ts';
import { openDelivery } from './dispatch/delivery.ts';
import { openIngest } from './ingest/ingest.ts';
import { ERASE_WITHIN_MS, MOST_BACKLOG, MOST_WAITING } from './limits.ts';
import type { Outcome } from './outcomes/contract.ts';
import { openOutcomes } from './outcomes/open.ts';
import { makeFirstLink } from './people/first-link.ts';
import { createPeople } from './people/people.ts';
import { startBeginnings } from './pipeline/beginnings.ts';
import { startClockwork } from './pipeline/clockwork.ts';
import type { Clockwork, PipelineProbe } from './pipeline/contract.ts';
import { createEngineSignals } from './pipeline/engine-signals.ts';
import { createEnqueue } from './pipeline/enqueue.ts';
import { createLiveView } from './pipeline/live-view.ts';
import { startPipeline } from './pipeline/pipeline.ts';
import { tellFailures } from './pipeline/tell-failures.ts';
import { startReadiness } from './readiness.ts';
import { createSettle } from './settle.ts';
import { openOutcomeStore } from './stores/clickhouse.ts';
import type { OutcomeStore } from './stores/contract.ts';
import { openDataFolder } from './stores/data-folder.ts';
import { openRedis } from './stores/redis.ts';
import { pollRoom } from './stores/redis-room.ts';
import { createHistories } from './studies/history.ts';
import { createRecordings } from './studies/stored-signals.ts';
import type { WorldWakers } from './world/contract.ts';
import { createOpenMeteo } from './world/open-meteo.ts';
import { startWorldWakers } from './world/wakers.ts';
import { openWorld } from './world/world.ts';

export interface AppParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** What is due by the clock happens when `settled` is asked for, and not by itself: whoever drives the clock moves it in steps. */
  readonly inSteps?: boolean;
  /** Shows keys that the very first start made, before they are stored. */
  readonly showKeys?: (made: MadeKeys) => void;
  /** Aborted: the start is given up, and what is open by then is closed. */
  readonly stop?: AbortSignal;
}

/** A running engine, seen from inside. */
export interface App extends Closable, Settle {
  /** Where it listens. Without the role `ingest` there is no edge; the console port of one with neither `ingest` nor `api` tells of its health only. */
  readonly ports: { readonly edge?: number; readonly console?: number };
  /** Signs the administrator in once; only where nobody was there before. */
  readonly firstLink?: string;
  readonly keys: Keys;
  readonly contexts: RedisContexts;
  readonly definitions: OpenDefinitions;
  readonly world: World;
  /** ClickHouse, which may still be opening; absent where neither `sink` nor `api` is among the roles. */
  readonly store?: OutcomeStore;
  /** Resolves when ClickHouse can be asked too; rejects with CannotStart when it never will. Nothing else waits for it. */
  readonly opened: Promise<void>;
  /** Rows as this engine writes them. */
  readonly outcomes$: Observable<Outcome>;
  /** Takes nothing new, finishes what it has, and leaves nothing running. */
  close(): Promise<void>;
}

/** Opens every room in order, left to right; when one cannot be opened, closes those before it and throws. */
export async function startApp(parts: AppParts): Promise<App> {
  const closers = new Closers({ log: parts.log });
  // What still waits for Redis ends when its connections do.
  parts.stop?.addEventListener('abort', () => void closers.close().catch(() => undefined), { once: true });
  try {
    return await open(parts, closers);
  } catch (cause) {
    await closers.close();
    throw cause;
  }
}

async function open(
  { settings, clock, log, inSteps = false, stop, showKeys = () => undefined }: AppParts,
  closers: Closers,
): Promise<App> {
  const has = (...roles: Settings['roles']) => roles.some((role) => settings.roles.includes(role));
  const metrics = createMetrics();
  const outcomes$ = new Subject<Outcome>();
  const tellFailed = tellFailures(log, clock);
  const probe: PipelineProbe = {
    ...metrics,
    failed(stage, signals, cause) {
      metrics.failed(stage, signals, cause);
      tellFailed(stage, signals, cause);
    },
    happened(outcome: Outcome) {
      metrics.happened(outcome);
      outcomes$.next(outcome);
    },
  };

  // Half a second of work that needs no store: done while Redis is waited for, not after it answers.
  const loading = loadLanguage();
  loading.catch(() => undefined); // whoever waits for it hears of it
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
  const language = await loading;
  const weather = settings.weatherUrl === 'off' ? {} : { provider: createOpenMeteo(settings.weatherUrl, fetch) };
  const world = closers.add(await openWorld({ redis, kinds: language.vocabulary.signals, clock, log, ...weather }));
  const compile = createCompiler({ ...language, zoneAt: world.zoneAt, fromEnvironment: settings.providers });
  const definitions = closers.add(await openDefinitions({ redis, compile, log }));
  await seedWorkspace(definitions, settings, log);
  const keys = closers.add(await openKeys(redis.connect('api'), { settings, clock, log, show: showKeys }));

  // One for all that is on the way of a signal: what goes out in one turn goes out in one write.
  const hot = redis.connect('hot');
  const contexts = createContexts(hot, settings.shards);
  const advance = createAdvance(language.vocabulary.signals);
  const { positionDecimals } = settings;
  const { channels } = language;
  const present = createLiveView({ definitions, world, channels, advance, clock, positionDecimals });
  const { happened } = probe;
  const delivery = closers.add(
    openDelivery({ settings, hot, redis, contexts, definitions, language, keys, clock, log, present, happened }),
  );
  let wakers: WorldWakers | undefined;
  const pipeline = startPipeline({
    contexts,
    kinds: language.vocabulary.signals,
    batchView: present.batchView,
    takeWorld: world.take,
    reach: definitions.reach,
    visited: (cell) => wakers?.visited(cell),
    queue: delivery.queue,
    clock,
    probe,
    mostWaiting: MOST_WAITING,
    mostBacklog: MOST_BACKLOG,
    hasRoom: () => !room.isScarce,
  });
  closers.add(pipeline, 'the pipeline');
  const own = createEngineSignals(pipeline, clock, log);
  const api = redis.connect('api');
  let clockwork: Clockwork | undefined;
  if (has('dispatch')) closers.add(delivery.work(own), 'sending messages');
  if (has('ingest', 'dispatch')) {
    closers.add(startHolidaysAhead(definitions, clock));
    const enqueue = createEnqueue({ contexts, queue: delivery.queue, clock, probe }).whole;
    const { push } = pipeline;
    const { wake } = delivery;
    clockwork = closers.add(startClockwork({ contexts, push, enqueue, wake, clock, inSteps, log }));
    const live = () => definitions.live;
    closers.add(startBeginnings({ redis: api, known: createKnownCustomers(api), live, push, clock, log }));
  }
  wakers = closers.add(
    await startWorldWakers({
      redis: api,
      who: createWhoIsWhere(api),
      shards: contexts.shards,
      works: has('ingest', 'dispatch'),
      world,
      definitions,
      intake: pipeline,
      turns: contexts.turns,
      clock,
      inSteps,
      probe: metrics.waves,
      log,
    }),
  );
  const readiness = closers.add(
    startReadiness({ redis, room, contexts, outcomes, mostBacklog: MOST_BACKLOG, definitions }),
  );
  metrics.watch({
    waiting: () => pipeline.waiting,
    streamLag: async () => (await outcomes?.sink?.lag().catch(() => undefined))?.entries ?? contexts.backlog,
    redisUsed: () => room.used ?? 0,
    deliveriesWaiting: () => delivery.waiting(),
    timersArmed: () => contexts.armed(),
    waves: async () => (await wakers?.waves()) ?? 0,
    revision: () => definitions.live.revision,
    revisionLag: () => Math.max(0, (definitions.behind?.revision ?? 0) - definitions.live.revision),
  });

  const settle = createSettle({ pipeline, wakers, delivery, clockwork, sink: outcomes?.sink, inSteps });
  const ports: { edge?: number; console?: number } = {};
  // Those who send wait for it: before the API, which takes longer to build than all since Redis answered.
  if (has('ingest')) {
    const edge = closers.add(
      await openIngest({
        settings,
        intake: pipeline,
        kinds: language.vocabulary.signals,
        references: () => ({
          purposes: new Set(Object.keys(definitions.live.workspace.purposes)),
          channels: namesOf(language.channels),
        }),
        keys,
        inbox: delivery.inbox,
        clock,
        log,
        ready: readiness.now,
        answered: (route, status) => metrics.answered('edge', route, status),
        own,
      }),
    );
    // Those who send are turned away from the moment a stop begins, whatever else is closed meanwhile.
    closers.first(() => void edge.close().catch(() => undefined));
    ports.edge = edge.port;
    delivery.reachableAt(settings.publicUrl ?? `http://localhost:${edge.port}`);
  }
  let firstLink: string | undefined;
  if (has('api') && outcomes) {
    const people = createPeople(redis.connect('api'), clock.wall);
    const api = closers.add(
      await openApi({
        settings,
        clock,
        log,
        keys,
        keyRing: keys.ring,
        people,
        definitions,
        customers: createCustomers({
          contexts,
          store: outcomes.store,
          eraseRows: outcomes.erase,
          forgetMessages: delivery.forget,
          eraseWithinMs: ERASE_WITHIN_MS,
        }),
        queries: outcomes.queries,
        histories: createHistories(outcomes.store),
        recordings: createRecordings(outcomes.store, language.vocabulary.signals),
        deadLetters: delivery.deadLetters,
        backups: createBackups({ settings, redis, store: outcomes.store, wall: clock.wall }),
        metrics,
        language,
        world: present.world(),
        addressOf: present.addressOf,
        readiness: readiness.now,
      }),
    );
    ports.console = api.port;
    firstLink = await makeFirstLink(people, settings, api.port);
  }

  if (ports.edge === undefined && ports.console === undefined) {
    const health = await openHealth({ settings, log, keys, metrics, readiness: readiness.now });
    ports.console = closers.add(health).port;
  }

  redis.started();
  return {
    ports,
    ...(firstLink !== undefined && { firstLink }),
    keys,
    contexts,
    definitions,
    world: present.world(),
    ...(outcomes && { store: outcomes.store }),
    opened: outcomes?.opened ?? Promise.resolve(),
    outcomes$,
    ...settle,
    close: () => closers.close(),
  };
}
