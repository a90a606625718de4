import type { Redis } from 'ioredis';
import type { Keys } from '../../engine/access/contract.ts';
import { openKeys } from '../../engine/access/keys.ts';
import { startAlerts } from '../../engine/alerts/alerts.ts';
import { createAskSource } from '../../engine/alerts/ask-source.ts';
import { openApi } from '../../engine/api/api.ts';
import { createMetrics } from '../../engine/api/metrics.ts';
import type { ApiParts } from '../../engine/api/parts.ts';
import { createPreviewFrames } from '../../engine/api/preview-frames.ts';
import { createAudit } from '../../engine/audit/audit.ts';
import { BackupRefused } from '../../engine/backup/contract.ts';
import { systemClock } from '../../engine/clock.ts';
import { createKnownCustomers } from '../../engine/context/known-customers.ts';
import { createContexts } from '../../engine/context/store.ts';
import type { Clock, Log, Readiness } from '../../engine/contract.ts';
import { createReplies } from '../../engine/customers/replies.ts';
import { createCompiler } from '../../engine/definitions/compile.ts';
import { openDefinitions } from '../../engine/definitions/definitions.ts';
import { loadLanguage } from '../../engine/definitions/language.ts';
import type { AccountView, DeadLetter, DeadLetterFilter, DeadLetterGroup } from '../../engine/dispatch/contract.ts';
import { groupLetters } from '../../engine/dispatch/group-letters.ts';
import { createDrafts } from '../../engine/drafts/drafts.ts';
import type { DeliveryJob } from '../../engine/jobs/contract.ts';
import { createLiveSeconds } from '../../engine/live/live-seconds.ts';
import { createLog } from '../../engine/log.ts';
import type { NamedQuery } from '../../engine/outcomes/contract.ts';
import { createGuests } from '../../engine/outcomes/guests/guests.ts';
import { createPendingStore } from '../../engine/outcomes/pending-store.ts';
import story from '../../engine/outcomes/queries/customer-story.ts';
import effect from '../../engine/outcomes/queries/effect.ts';
import eventsSeen from '../../engine/outcomes/queries/events-seen.ts';
import fieldsSeen from '../../engine/outcomes/queries/fields-seen.ts';
import funnel from '../../engine/outcomes/queries/funnel.ts';
import signalsByKind from '../../engine/outcomes/queries/signals-by-kind.ts';
import { openPauses } from '../../engine/pauses/pauses.ts';
import type { People } from '../../engine/people/contract.ts';
import { createPeople } from '../../engine/people/people.ts';
import { sealingKey } from '../../engine/secrets/seal.ts';
import { openSecrets } from '../../engine/secrets/secrets.ts';
import type { Alert, Board, SavedQuestion } from '../../engine/shelf/contract.ts';
import { createShelf } from '../../engine/shelf/shelf.ts';
import type { OutcomeStore, RedisStore } from '../../engine/stores/contract.ts';
import { createSole } from '../../engine/stores/sole.ts';
import { startKeptBackTests } from '../../engine/studies/kept/kept-back-tests.ts';
import { createCountSegments } from '../../engine/studies/segments/count-segments.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { startRedis } from './redis.ts';

/** The first row that each of these answers with, as its example has it. */
const SEEN = new Map<string, object | undefined>(
  [effect, eventsSeen, fieldsSeen, signalsByKind].map(({ name, examples }) => [name, examples[0]?.gives[0]]),
);

/** A management API for tests: real Redis, keys, definitions and contexts; what lies further off is in memory. */
export interface TestApi {
  readonly port: number;
  readonly ingestKey: string;
  readonly secretKey: string;
  readonly now: number;
  /** How far the engine's clock is ahead of the machine's. */
  aheadMs: number;
  readonly keys: Keys;
  readonly people: People;
  readonly definitions: ApiParts['definitions'];
  readonly gates: readonly string[];
  readonly letters: Map<string, DeadLetter>;
  readonly logged: string[];
  readiness: Readiness | Error;
  signal: Signal | undefined;
  /** What back-tests find stored. */
  recorded: readonly Signal[];
  /** The signals that people sent. */
  readonly told: readonly string[];
  /** The accounts of channels that are set up. */
  readonly accounts: Map<string, readonly AccountView[]>;
  /** What people wrote to customers. */
  readonly written: readonly DeliveryJob[];
  /** Of which period the last back-test wanted to know. */
  readonly testedPeriod: { readonly from: number; readonly to: number } | undefined;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  store(customer: string, state: Partial<CustomerState>): Promise<void>;
  /** Another API on the same port. */
  openSecond(): Promise<unknown>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

const INGEST_KEY = 'ingest-key-for-tests';
const SECRET_KEY = 'secret-key-for-tests';

/** Opens one on a free port. Questions in SQL go to the ClickHouse, or find none. */
export async function openTestApi({ clickhouse }: { clickhouse?: OutcomeStore } = {}): Promise<TestApi> {
  const redis = await startRedis();
  const store: RedisStore = { target: redis.target, connect: () => redis.connect(), close: async () => undefined };
  const outside: {
    readiness: Readiness | Error;
    signal: Signal | undefined;
    recorded: readonly Signal[];
    testedPeriod: TestApi['testedPeriod'];
    aheadMs: number;
    readonly told: string[];
    readonly written: DeliveryJob[];
    readonly accounts: Map<string, readonly AccountView[]>;
  } = {
    readiness: { ok: true },
    signal: undefined,
    recorded: [],
    testedPeriod: undefined,
    aheadMs: 0,
    told: [],
    written: [],
    accounts: new Map(),
  };
  const logged: string[] = [];
  const log = createLog({ write: (line) => logged.push(line) }, false);
  const machine = systemClock();
  const clock = { ...machine, now: () => machine.now() + outside.aheadMs };
  const pauses = await openPauses({ redis: store, log });
  const language = await loadLanguage();
  const isPaused = (trigger: string) => pauses.current.has(`trigger:${trigger}`);
  const sealing = { keys: [sealingKey(Buffer.alloc(32, 7))], clock, log };
  const secrets = await openSecrets(redis.connect(), sealing);
  const { reveal } = secrets;
  const compile = createCompiler({ ...language, zoneAt: () => 'Europe/Berlin', isPaused, reveal });
  const settings = { ingestKey: INGEST_KEY, secretKey: SECRET_KEY };
  const keys = await openKeys(redis.connect(), { settings, clock, log, show: () => undefined });
  const contexts = createContexts(redis.connect(), 4);
  const metrics = createMetrics();
  metrics.settled('cart', 'accepted');
  const people = createPeople(redis.connect(), () => Date.now());
  const letters = new Map<string, DeadLetter>();
  const fitting = ({ from = 0, to = Number.POSITIVE_INFINITY, ...filter }: DeadLetterFilter) =>
    [...letters.values()].filter(
      (letter) =>
        letter.at >= from &&
        letter.at < to &&
        (['channel', 'trigger', 'customer', 'cause'] as const).every(
          (key) => (filter[key] ?? letter[key]) === letter[key],
        ),
    );
  const definitions = await openDefinitions({ redis: store, compile, log });
  const recordings: ApiParts['recordings'] = {
    count: async (testedPeriod) => {
      outside.testedPeriod = testedPeriod;
      return outside.recorded.length;
    },
    async *read() {
      yield { signals: outside.recorded, refused: [], done: outside.recorded.length };
    },
  };
  const histories: ApiParts['histories'] = {
    find: async () => undefined,
    upTo: async () => [],
    until: async () => [],
    decidedAt: async () => undefined,
    worldBefore: async () => [],
    near: async () => undefined,
    steps: async () => [],
  };
  const backTests = startKeptBackTests({
    redis: store,
    definitions,
    recordings,
    histories,
    vocabulary: language.vocabulary,
    channels: language.channels,
    zoneAt: () => undefined,
    read: contexts.read,
    positionDecimals: 3,
    clock,
    log,
    pollMs: 50,
    tellMs: 10,
  });
  const segments = createCountSegments({
    redis: redis.connect(),
    known: createKnownCustomers(redis.connect()),
    read: contexts.read,
    live: () => definitions.live,
    world: {
      zoneAt: () => undefined,
      weatherAt: () => undefined,
      forecastAt: () => undefined,
      stockAt: () => undefined,
    },
    addressOf: () => 'c1',
    clock,
    log,
  });
  const queries: ApiParts['queries'] = {
    all: new Map<string, NamedQuery>([funnel, story].map((query) => [query.name, query])),
    run: async (name, params) => ({
      rows: [{ asked: name, at: 0, ...SEEN.get(name), ...params }],
      of: params.limit === 1 ? 3_412 : 1,
      ...{ asOf: 0, lagMs: 0, readRows: 3_412, tookMs: 1, sql: 'SELECT 1' },
    }),
  };
  const guests = createGuests(
    createPendingStore(
      () => clickhouse,
      () => 'this API has no ClickHouse',
    ),
  );
  const parts: ApiParts = {
    settings: {
      consolePort: 0,
      hasConsole: false,
      host: '127.0.0.1',
      signalDays: 14,
      outcomeDays: 400,
      positionDecimals: 3,
    },
    clock,
    log,
    keys,
    keyRing: keys.ring,
    secrets,
    people,
    audit: createAudit(redis.connect()),
    pauses,
    drafts: createDrafts(redis.connect(), () => Date.now()),
    live: createLiveSeconds({ connect: () => redis.connect() }),
    definitions,
    customers: {
      read: contexts.read,
      lastSignal: async () => outside.signal,
      async *export(customer) {
        const { seen, ...kept } = await contexts.read(customer);
        yield { type: 'context', context: { ...kept, seen: seen?.format() ?? '' } };
      },
      async erase(customer) {
        await contexts.forget(customer);
        return { ids: [customer] };
      },
    },
    finder: {
      async find({ q = '', most, holds }) {
        const state = await contexts.read(q);
        return { customers: holds(state) ? [{ state, by: 'id' }].slice(0, most) : [], looked: 1 };
      },
    },
    stories: {
      async page({ most, kinds }) {
        const row = { at: 0, mark: '1.0.0.0.signal', type: 'signal' as const, what: 'identify' };
        const value = JSON.stringify({ traits: { email: 'anna@post.example' } });
        return { rows: [{ ...row, value, most, kinds }], of: 3_412, oldestAt: 0 };
      },
      track: async () => [1, 2].map((at) => ({ at, signal: `s${at}`, lat: 52.5163, lon: 13.3777 })),
    },
    conversations: {
      async page({ ids: [customer = ''], most }) {
        const said = {
          id: 's1',
          channel: 'sms',
          thread: 'sms',
          direction: 'in',
          who: 'customer',
          decision: '',
        } as const;
        return { rows: [{ ...said, at: 0, mark: '0.s1', content: { text: `${customer} asks` }, isCut: most === 1 }] };
      },
      hasThread: async (_ids, _channel, thread) => thread === 'd1',
    },
    replies: createReplies({ contexts, enqueue: async (jobs) => void outside.written.push(...jobs), clock, log }),
    tell: async ({ kind, customer }) => {
      outside.told.push(`${kind} of ${customer}`);
      return kind === 'nonsense' ? 'kind: is not known' : undefined;
    },
    queries,
    guests,
    ...openTestShelves(redis.connect(), queries, guests, clock, log),
    histories,
    recordings,
    backTests,
    segments,
    deadLetters: {
      list: async (filter) => ({ letters: fitting(filter) }),
      group: async (filter) => {
        const groups = new Map<string, DeadLetterGroup>();
        for (const letter of fitting(filter)) groupLetters(groups, letter, false);
        return { of: letters.size, looked: letters.size, groups: [...groups.values()] };
      },
      requeueAll: async (filter) => {
        const looked = letters.size;
        const requeued = fitting(filter).filter(({ id }) => letters.delete(id)).length;
        return { requeued, tooLate: 0, looked };
      },
      read: async (id) => {
        const letter = letters.get(id);
        if (!letter) return undefined;
        const content = { to: 'anna@shop.example', message: { subject: 'Hi' }, purpose: 'offers', place: '' };
        return { ...letter, ...content, decidedAt: 0, expiresAt: 0, isTooLate: false };
      },
      mend: async (id) => letters.has(id),
      requeue: async (id) => letters.delete(id),
      discard: async (id) => letters.delete(id),
    },
    accounts: () => outside.accounts,
    templateBook: { stateOf: () => undefined },
    sent: { toldOfTest: async () => [] },
    trials: {
      show: () => undefined,
      send: async () => ({ refused: 'nothing leaves this API' }),
    },
    previewFrames: createPreviewFrames(redis.connect()),
    readState: async () => ({
      at: machine.wall(),
      flows: 'yes',
      hindrances: [],
      channels: [],
      redis: { isUp: true },
      clickhouse: { isUp: true },
      engines: [],
    }),
    backups: {
      make: async () => {
        throw new BackupRefused('these stores are not private');
      },
    },
    metrics,
    language,
    world: {
      zoneAt: () => undefined,
      weatherAt: () => undefined,
      forecastAt: () => undefined,
      stockAt: () => undefined,
    },
    addressOf: () => 'c1',
    async readiness() {
      if (outside.readiness instanceof Error) throw outside.readiness;
      return outside.readiness;
    },
  };
  const api = await openApi(parts);
  const stored = new Set<string>();

  return {
    get readiness() {
      return outside.readiness;
    },
    set readiness(readiness) {
      outside.readiness = readiness;
    },
    get signal() {
      return outside.signal;
    },
    set signal(signal) {
      outside.signal = signal;
    },
    get recorded() {
      return outside.recorded;
    },
    set recorded(recorded) {
      outside.recorded = recorded;
    },
    told: outside.told,
    written: outside.written,
    accounts: outside.accounts,
    get testedPeriod() {
      return outside.testedPeriod;
    },
    get aheadMs() {
      return outside.aheadMs;
    },
    set aheadMs(ms) {
      outside.aheadMs = ms;
    },
    port: api.port,
    ingestKey: INGEST_KEY,
    secretKey: SECRET_KEY,
    now: Date.now(),
    keys,
    people,
    definitions,
    gates: language.gates.map(({ name }) => name),
    letters,
    logged,
    async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
      const isText = typeof body === 'string';
      const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${SECRET_KEY}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('application/json');
      return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    async store(customer: string, given: Partial<CustomerState>) {
      stored.add(customer);
      const shard = contexts.shardOf(customer);
      const [loaded] = await contexts.load(shard, [customer]);
      const state = { ...emptyState(customer), lastAt: Date.now(), ...given };
      const revision = loaded?.revision ?? 0;
      const change = { customer, revision, state, journal: undefined, nextDueAt: undefined, rows: [], jobs: [] };
      await contexts.commit(shard, [change]);
    },
    openSecond: () => openApi({ ...parts, settings: { ...parts.settings, consolePort: api.port } }),
    async reset() {
      for (const customer of stored) await contexts.forget(customer);
      await definitions.publish([], { replace: true });
      Object.assign(outside, { readiness: { ok: true }, signal: undefined, recorded: [], aheadMs: 0 });
      letters.clear();
    },
    async close() {
      await api.close();
      await backTests.close();
      await segments.close();
      await definitions.close();
      await pauses.close();
      await keys.close();
      await redis.stop();
    },
  };
}

/** What people keep beside documents. Alerts are judged when they are tried, and told to nobody. */
function openTestShelves(
  redis: Redis,
  queries: ApiParts['queries'],
  guests: ApiParts['guests'],
  clock: Clock,
  log: Log,
): Pick<ApiParts, 'questions' | 'boards' | 'alertShelf' | 'alerts' | 'askSource'> {
  const questions = createShelf<SavedQuestion>(redis, 'question', () => Date.now());
  const boards = createShelf<Board>(redis, 'board', () => Date.now());
  const alertShelf = createShelf<Alert>(redis, 'alert', () => Date.now());
  const workspace = () => ({ zone: 'Europe/Berlin' });
  const language = () => 'en' as const;
  const askSource = createAskSource({ queries, guests, questions, workspace, now: clock.now, language });
  const alerts = startAlerts({
    sole: createSole(redis, 'kairos:alerts:lease', 60_000),
    ...{ redis, alerts: alertShelf, boards, workspace, language, clock, log, consoleUrl: undefined, lookEveryMs: 0 },
    ask: askSource,
    verdictOf: async () => undefined,
    team: { post: async () => undefined },
  });
  return { questions, boards, alertShelf, alerts, askSource };
}
