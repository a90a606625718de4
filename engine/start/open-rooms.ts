import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Subject } from 'rxjs';
import type { Settings } from '../../config/settings.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import type { MadeKeys } from '../access/contract.ts';
import { openKeys } from '../access/keys.ts';
import { createMetrics } from '../api/metrics.ts';
import { followChannelPriors } from '../channel-priors/channel-priors.ts';
import { createKnownCustomers } from '../context/known-customers.ts';
import { createContexts } from '../context/store.ts';
import { createWhoIsWhere } from '../context/who-is-where.ts';
import type { Clock, CloseList, Log } from '../contract.ts';
import { createCompiler } from '../definitions/compile.ts';
import { openDefinitions } from '../definitions/definitions.ts';
import { startHolidaysAhead } from '../definitions/holidays-ahead.ts';
import { seedWorkspace } from '../definitions/seed.ts';
import type { AccountTrouble } from '../dispatch/contract.ts';
import { openDelivery } from '../dispatch/delivery.ts';
import { createChannelTally } from '../health/channel-tally.ts';
import type { ChannelWord } from '../health/contract.ts';
import { startHeartbeat } from '../health/heartbeat.ts';
import { openHooks } from '../hooks/hooks.ts';
import { createSentMessages } from '../hooks/sent-messages.ts';
import { MOST_BACKLOG, MOST_WAITING } from '../limits.ts';
import { openLinks } from '../links/links.ts';
import { startDebugTrails } from '../live/debug-trails.ts';
import { startLiveFeed } from '../live/live-feed.ts';
import { watchProbe, watchWoken } from '../live/watch-intake.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { openPauses } from '../pauses/pauses.ts';
import { startBeginnings } from '../pipeline/beginnings.ts';
import { startClockwork } from '../pipeline/clockwork.ts';
import type { PipelineProbe } from '../pipeline/contract.ts';
import { createEnqueue } from '../pipeline/enqueue.ts';
import { createLiveView } from '../pipeline/live-view.ts';
import { startPipeline } from '../pipeline/pipeline.ts';
import { tellFailures } from '../pipeline/tell-failures.ts';
import { createWokenTally } from '../pipeline/woken/tally.ts';
import { startWokenWriter } from '../pipeline/woken/write-woken.ts';
import { findSealingKeys } from '../secrets/sealing-keys.ts';
import { openSecrets } from '../secrets/secrets.ts';
import { createAwaitedChanges } from '../world/awaited-changes.ts';
import { noteVisits } from '../world/note-visits.ts';
import { createOpenMeteo } from '../world/open-meteo.ts';
import { takeSightings } from '../world/take-sightings.ts';
import { startWorldWakers } from '../world/wakers.ts';
import { createWaveKeeper } from '../world/wave-keeper.ts';
import { createWaveStore } from '../world/wave-store.ts';
import { openWorld } from '../world/world.ts';
import { zoneAt } from '../zone-at.ts';
import type { Stores } from './open-stores.ts';

export interface RoomsParts extends Pick<Stores, 'redis' | 'room' | 'language' | 'outcomes'> {
  readonly settings: Settings;
  readonly has: (...roles: Settings['roles']) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Work that is due by the clock is done when it is asked for; no timer does it. */
  readonly inSteps: boolean;
  readonly showKeys: (made: MadeKeys) => void;
  /** Gets a page of a provider by its URL. Absent: from its public address. */
  readonly fetchText: ((url: string) => Promise<string>) | undefined;
}

/** Everything between the stores and the ports. */
export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/**
 * The second stage of a start: opens the rooms from left to right. These are definitions, keys, the world, delivery,
 * the pipeline, the clockwork, which only the roles `ingest` and `dispatch` have, and the wakers.
 */
export async function openRooms(parts: RoomsParts, closers: CloseList) {
  const { settings, has, clock, log, inSteps, redis, room, language } = parts;
  const metrics = createMetrics();
  const outcomes$ = new Subject<Outcome>();
  const engine = randomBytes(4).toString('hex');
  const feed = closers.add(await startLiveFeed({ redis, engine, clock, log }));
  const trails = closers.add(await startDebugTrails({ redis, clock, log }));
  const probe = watchProbe(createProbe(metrics, outcomes$, log, clock), feed, trails);
  const { channels } = language;
  const kinds = language.vocabulary.signals;
  const pauses = closers.add(await openPauses({ redis, log }));
  const isPaused = (trigger: string) => pauses.current.has(`trigger:${trigger}`);
  const sealing = { keys: await findSealingKeys(settings), clock, log };
  const secrets = closers.add(await openSecrets(redis.connect('api'), sealing));
  const providing = { fromEnvironment: settings.providers, reveal: secrets.reveal };
  const compile = createCompiler({ ...language, ...providing, zoneAt, isPaused });
  const definitions = closers.add(await openDefinitions({ redis, compile, log }));
  await seedWorkspace(definitions, settings, log);
  const keys = closers.add(await openKeys(redis.connect('api'), { settings, clock, log, show: parts.showKeys }));

  // One connection for all that is on the way of a signal: what goes out in one turn goes out in one write.
  const hot = redis.connect('hot');
  const api = redis.connect('api');
  const contexts = createContexts(hot, settings.shards);
  const { shards, turns } = contexts;
  const awaited = createAwaitedChanges(definitions);
  const waveStore = createWaveStore(api);
  const waves = createWaveKeeper(waveStore, shards, log);
  const sighted = takeSightings({ awaited, waves, turns, clock, probe: metrics.waves });
  const weather = settings.weatherUrl === 'off' ? {} : { provider: createOpenMeteo(settings.weatherUrl, fetch) };
  const world = closers.add(await openWorld({ redis, kinds, clock, log, sighted, ...weather }));

  const advance = createAdvance(kinds);
  const { positionDecimals } = settings;
  const woken = createWokenTally(engine, () => clock.now());
  const priors = closers.add(await followChannelPriors(api));
  const present = createLiveView({
    ...{ definitions, pauses, world, channels, advance, clock, positionDecimals },
    woken: watchWoken(woken, trails),
    channelPriors: priors.of,
  });
  const { answered, read: readChannels } = createChannelTally([...channels.keys()], clock);
  const sent = createSentMessages(api);
  const { linkUrl, publicUrl } = settings;
  const links =
    linkUrl === undefined
      ? undefined
      : closers.add(
          openLinks({
            ...{ redis, clock, log, base: linkUrl, secret: keys.secretFor('links') },
            isOwn: (url) => [linkUrl, publicUrl].some((own) => own !== undefined && url.startsWith(own)),
          }),
        );
  const delivery = closers.add(
    openDelivery({
      ...parts,
      ...providing,
      secrets,
      // Another process with the edge may listen for reports; one with both roles would do it itself.
      isMailHeard: settings.reportPort !== undefined || !settings.roles.includes('ingest'),
      noteSent: sent.note,
      links: links?.links,
      hot,
      contexts,
      definitions,
      pauses,
      keys,
      present,
      happened: probe.happened,
      answered,
    }),
  );
  const { queue, wake, providerChoice } = delivery;
  const workspace = () => definitions.live.workspace;
  const hooks = closers.add(
    openHooks({
      ...{ redis, providerChoice, workspace, sent, read: contexts.read, clock, log },
      fetchText: parts.fetchText,
    }),
  );
  const pipeline = startPipeline({
    contexts,
    kinds,
    batchView: present.batchView,
    takeWorld: world.take,
    reach: definitions.reach,
    visited: noteVisits(world, awaited),
    queue,
    clock,
    probe,
    mostWaiting: MOST_WAITING,
    mostBacklog: MOST_BACKLOG,
    hasRoom: () => !room.isScarce,
  });
  closers.add(startWokenWriter({ redis: api, shards: settings.shards, run: engine, tally: woken, log }));
  closers.add(pipeline, 'the pipeline');

  const works = has('ingest', 'dispatch');
  const enqueue = createEnqueue({ contexts, queue, clock, probe }).whole;
  const startClock = () => {
    const { push } = pipeline;
    closers.add(startHolidaysAhead(definitions, clock));
    const started = closers.add(startClockwork({ contexts, push, enqueue, wake, clock, inSteps, log }));
    const live = () => definitions.live;
    closers.add(startBeginnings({ redis: api, known: createKnownCustomers(api), live, push, clock, log }));
    return started;
  };
  const clockwork = works ? startClock() : undefined;
  const wakers = closers.add(
    await startWorldWakers({
      redis: api,
      who: createWhoIsWhere(api),
      shards,
      works,
      world,
      definitions,
      awaited,
      store: waveStore,
      kept$: waves.kept$,
      sighted,
      intake: pipeline,
      clock,
      inSteps,
      probe: metrics.waves,
      log,
    }),
  );
  await startSayingAlive(
    parts,
    { redis: api, engine, readChannels: () => withTroubles(readChannels(), delivery.troublesOf) },
    closers,
  );
  return {
    feed,
    trails,
    metrics,
    outcomes$,
    definitions,
    pauses,
    keys,
    secrets,
    sent,
    hooks,
    links,
    contexts,
    present,
    delivery,
    pipeline,
    enqueue,
    clockwork,
    wakers,
  };
}

/** Adds to what is known of channels which of their accounts get nothing for now. */
function withTroubles(
  words: Readonly<Record<string, ChannelWord>>,
  troublesOf: (channel: string) => readonly AccountTrouble[],
): Readonly<Record<string, ChannelWord>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      const troubles = troublesOf(name);
      return [name, troubles.length > 0 ? { ...word, troubles } : word];
    }),
  );
}

/** Starts the heartbeat, by which the others know this engine and what it does. */
async function startSayingAlive(
  { settings, has, clock, outcomes }: RoomsParts,
  { redis, engine, readChannels }: AliveParts,
  closers: CloseList,
): Promise<void> {
  const { sink } = outcomes ?? {};
  const { roles } = settings;
  const self = { id: engine, host: hostname(), roles, startedAt: clock.wall() };
  const say = async () => {
    const lag = await sink?.lag().catch(() => undefined);
    return { ...self, channels: has('dispatch') ? readChannels() : {}, ...(lag && { sink: lag }) };
  };
  closers.add(await startHeartbeat({ redis, clock, say }));
}

interface AliveParts {
  readonly redis: Parameters<typeof startHeartbeat>[0]['redis'];
  readonly engine: string;
  readonly readChannels: ReturnType<typeof createChannelTally>['read'];
}

/** Creates the probe that counts, tells the log of failed stages, and emits stored rows. */
function createProbe(counts: PipelineProbe, outcomes$: Subject<Outcome>, log: Log, clock: Clock): PipelineProbe {
  const tellFailed = tellFailures(log, clock);
  return {
    ...counts,
    failed(stage, signals, cause) {
      counts.failed(stage, signals, cause);
      tellFailed(stage, signals, cause);
    },
    happened(outcome) {
      counts.happened(outcome);
      outcomes$.next(outcome);
    },
  };
}
