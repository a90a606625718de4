import type { Settings } from '../../config/settings.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { startAlerts } from '../alerts/alerts.ts';
import { createAskSource } from '../alerts/ask-source.ts';
import { openApi } from '../api/api.ts';
import { createCustomers } from '../api/customers.ts';
import { openHealth } from '../api/health.ts';
import { createPreviewFrames } from '../api/preview-frames.ts';
import { askVerdict } from '../api/trigger-effect.ts';
import { createAudit } from '../audit/audit.ts';
import { createBackups } from '../backup/backup.ts';
import { startCountingPriors } from '../channel-priors/channel-priors.ts';
import { openClickHousePort } from '../clickhouse-port/clickhouse-port.ts';
import type { Clock, CloseList, Log } from '../contract.ts';
import { createConversations } from '../customers/conversation.ts';
import { createFindCustomers } from '../customers/find.ts';
import { createReplies } from '../customers/replies.ts';
import { createStories } from '../customers/story.ts';
import { createDrafts } from '../drafts/drafts.ts';
import { createStateReader } from '../health/read-state.ts';
import { openReportListener } from '../hooks/report-listener.ts';
import { openIngest } from '../ingest/ingest.ts';
import { createLiveReferences } from '../ingest/live-references.ts';
import { createPersonsSignals } from '../ingest/persons-signals.ts';
import { ERASE_WITHIN_MS, MOST_BACKLOG } from '../limits.ts';
import { mayFollow } from '../links/may-follow.ts';
import { createLiveSeconds } from '../live/live-seconds.ts';
import { watchIntake, watchPush } from '../live/watch-intake.ts';
import type { Outcomes } from '../outcomes/contract.ts';
import { makeFirstLink } from '../people/first-link.ts';
import { createOpenId } from '../people/openid.ts';
import { createPeople } from '../people/people.ts';
import { createEngineSignals } from '../pipeline/engine-signals.ts';
import { createPreferences } from '../preferences/preferences.ts';
import { startReadiness } from '../readiness.ts';
import type { Alert, Board, SavedQuestion } from '../shelf/contract.ts';
import { createShelf } from '../shelf/shelf.ts';
import { createSole } from '../stores/sole.ts';
import type { Rooms } from './open-rooms.ts';
import type { Stores } from './open-stores.ts';
import { startStudies } from './start-studies.ts';

interface PortsParts extends Stores, Rooms {
  readonly settings: Settings;
  readonly has: (...roles: Settings['roles']) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The ports that the engine is reached at. */
export interface Ports {
  /** Absent without the role `ingest`. */
  readonly edge?: number;
  /** The API; of an engine without the roles `api` and `ingest` its health only. Absent: there is neither. */
  readonly console?: number;
  /** Takes reports on mails. Absent: it is not asked for. */
  readonly reports?: number;
  /** Signs the administrator in once. Absent: people are there already. */
  readonly firstLink?: string;
}

type Ready = ReturnType<typeof startReadiness>['now'];

/**
 * The last stage of a start: opens the edge, starts to send, and opens the API. The edge is first: clients wait for it,
 * messages link to it, and the API takes longer to build than all before it.
 */
export async function openPorts(parts: PortsParts, closers: CloseList): Promise<Ports> {
  const { settings, has, log, keys, metrics, outcomes, pipeline, delivery, clock } = parts;
  const { redis, room, contexts, definitions } = parts;
  const ready = closers.add(
    startReadiness({ redis, room, contexts, outcomes, mostBacklog: MOST_BACKLOG, definitions }),
  ).now;
  const own = createEngineSignals(pipeline, clock, log);
  const edge = has('ingest') ? await openEdge({ ...parts, own, ready }, closers) : undefined;
  const { reportPort, reportHost } = settings;
  const reports =
    edge && reportPort !== undefined
      ? closers.add(
          await openReportListener({ settings: { reportPort, reportHost }, reports: parts.hooks.reports, log }),
        )
      : undefined;
  const publicUrl = settings.publicUrl ?? (edge && `http://localhost:${edge.port}`);
  if (has('dispatch')) {
    closers.add(delivery.work(own, publicUrl, parts.hooks.heard), 'sending messages');
    closers.add(parts.hooks.work(own.report, outcomes && createFindWriter(outcomes.store, parts)));
    if (parts.links) {
      const isAllowed = async (customer: string, channel: string) =>
        mayFollow(await contexts.read(customer), definitions.live.workspace, channel);
      closers.add(parts.links.work(own.report, isAllowed));
    }
  }
  const api = has('api') && outcomes ? await openConsole({ ...parts, outcomes, own, ready }, closers) : undefined;
  const health =
    edge || api ? undefined : closers.add(await openHealth({ settings, log, keys, metrics, readiness: ready }));
  return {
    ...(edge && { edge: edge.port }),
    ...(reports && { reports: reports.port }),
    ...(api && { console: api.port }),
    ...(health && { console: health.port }),
    ...(api?.firstLink !== undefined && { firstLink: api.firstLink }),
  };
}

/** Finds who is reached at an address, by the index of customers and their states. */
function createFindWriter(store: Outcomes['store'], { contexts, present }: PortsParts) {
  const { find } = createFindCustomers({ store, read: contexts.read });
  return async (channel: string, address: string): Promise<string | undefined> => {
    const holds = (state: CustomerState) => present.addressOf(state, channel) === address;
    const { customers } = await find({ q: address, among: 'everything', holds, most: 2 });
    return customers.length === 1 ? customers[0]!.state.id : undefined;
  };
}

async function openEdge(
  parts: PortsParts & { readonly own: ReturnType<typeof createEngineSignals>; readonly ready: Ready },
  closers: CloseList,
) {
  const { settings, pipeline, feed, trails, language, definitions, keys, delivery, clock, log } = parts;
  const { metrics, own, ready } = parts;
  const edge = closers.add(
    await openIngest({
      settings,
      intake: watchIntake(pipeline, feed),
      kinds: language.vocabulary.signals,
      references: createLiveReferences(language, () => definitions.live),
      neighbourhood: () => ({ places: definitions.live.places, rings: definitions.live.watches.rings }),
      keys,
      hooks: parts.hooks.intake,
      links: parts.links?.links,
      preferences: createPreferences({
        ...{ keys, clock, channels: language.channels, read: parts.contexts.read },
        workspace: () => definitions.live.workspace,
        ...{ addressOf: parts.present.addressOf, report: own.report },
      }),
      inbox: delivery.inbox,
      trails,
      clock,
      log,
      ready,
      answered: (route, status) => metrics.answered('edge', route, status),
      own,
    }),
  );
  // Clients are turned away from the moment a stop begins, whatever else is closed meanwhile.
  closers.first(() => void edge.close().catch(() => undefined));
  return edge;
}

async function openConsole(
  parts: PortsParts & {
    readonly outcomes: Outcomes;
    readonly own: ReturnType<typeof createEngineSignals>;
    readonly ready: Ready;
  },
  closers: CloseList,
): Promise<{ readonly port: number; readonly firstLink: string | undefined }> {
  const { settings, redis, outcomes, contexts, definitions, keys, delivery, language, present } = parts;
  const { clock, log, metrics, ready, pipeline, feed } = parts;
  closers.add(
    startCountingPriors({
      ...{ redis: redis.connect('api'), store: outcomes.store, clock, log },
      sole: createSole(redis.connect('api'), 'kairos:channel-priors:lease', PRIORS_LEASE_MS),
      isWanted: () => definitions.live.workspace.learning !== undefined,
    }),
  );
  const seen = createEngineSignals(watchPush(pipeline, feed), clock, log);
  const { store, queries, guests, erase } = outcomes;
  const people = createPeople(redis.connect('api'), clock.wall);
  const { histories, recordings, backTests, segments } = startStudies(parts, closers);
  const audit = createAudit(redis.connect('api'));
  if (settings.clickhousePort !== undefined) {
    closers.add(await openClickHousePort({ settings, guests, keys, audit, log }));
  }
  const api = closers.add(
    await openApi({
      settings,
      clock,
      log,
      keys,
      keyRing: keys.ring,
      secrets: parts.secrets,
      people,
      ...(settings.openId && { openId: createOpenId(settings.openId, redis.connect('api')) }),
      live: closers.add(createLiveSeconds(redis)),
      audit,
      pauses: parts.pauses,
      drafts: createDrafts(redis.connect('api'), clock.wall),
      definitions,
      customers: createCustomers({
        contexts,
        store,
        eraseRows: erase,
        forgetMessages: async (id) => {
          await delivery.forget(id);
          await parts.sent.forget(id);
          await parts.trails.forget(id);
          await parts.links?.links.forget(id);
          await backTests.forget([id]);
        },
        eraseWithinMs: ERASE_WITHIN_MS,
      }),
      finder: createFindCustomers({ store, read: contexts.read }),
      stories: createStories(store),
      conversations: createConversations(store),
      replies: createReplies({ contexts, enqueue: parts.enqueue, clock, log }),
      tell: createPersonsSignals({ language, definitions, own: seen, clock }),
      queries,
      guests,
      ...openShelves(parts, closers),
      histories,
      recordings,
      backTests,
      segments,
      deadLetters: delivery.deadLetters,
      accounts: delivery.accounts,
      templateBook: delivery.templateBook,
      trials: delivery.trials,
      sent: parts.sent,
      previewFrames: createPreviewFrames(redis.connect('api')),
      readState: createStateReader({
        redis: redis.connect('api'),
        queue: delivery.queue,
        outcomes,
        accounts: delivery.accounts,
        unusable: delivery.templateBook.unusable,
        pauses: parts.pauses,
        backlog: () => contexts.backlog,
        clock,
      }),
      backups: createBackups({ settings, redis, store, wall: clock.wall }),
      metrics,
      language,
      world: present.world(),
      addressOf: present.addressOf,
      readiness: ready,
    }),
  );
  return { port: api.port, firstLink: await makeFirstLink(people, settings, api.port) };
}

/** Longer than the hour after which the next count is due. */
const PRIORS_LEASE_MS = 2 * 3_600_000;
/** An engine that does not go on for so long is taken for dead, and another one judges. */
const ALERTS_LEASE_MS = 60_000;

/** Opens what people keep beside documents, and starts to judge alerts and to mail boards. */
function openShelves(parts: PortsParts & { readonly outcomes: Outcomes }, closers: CloseList) {
  const { settings, redis, outcomes, definitions, delivery, clock, log } = parts;
  const { queries, guests } = outcomes;
  const api = redis.connect('api');
  const questions = createShelf<SavedQuestion>(api, 'question', clock.wall);
  const boards = createShelf<Board>(api, 'board', clock.wall);
  const shelf = createShelf<Alert>(api, 'alert', clock.wall);
  const workspace = () => definitions.live.workspace;
  const language = () => (workspace().locale.startsWith('de') ? 'de' : 'en');
  const { now } = clock;
  const askSource = createAskSource({ queries, guests, questions, workspace, now, language });
  const alerts = closers.add(
    startAlerts({
      redis: api,
      sole: createSole(api, 'kairos:alerts:lease', ALERTS_LEASE_MS),
      alerts: shelf,
      boards,
      ask: askSource,
      verdictOf: (trigger) => askVerdict(trigger, definitions, queries.run, now()),
      team: delivery.team,
      workspace,
      language,
      consoleUrl: settings.consoleUrl,
      clock,
      log,
    }),
    'judging alerts',
  );
  return { questions, boards, alertShelf: shelf, alerts, askSource };
}
