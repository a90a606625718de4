import type { SignalClock } from '../../engine/clock.ts';
import type { RedisContexts } from '../../engine/context/contract.ts';
import { createKnownCustomers } from '../../engine/context/known-customers.ts';
import { createContexts } from '../../engine/context/store.ts';
import type { Clock, Closable } from '../../engine/contract.ts';
import { compileAtOnce, createCompiler } from '../../engine/definitions/compile.ts';
import type { Document, Live } from '../../engine/definitions/contract.ts';
import { openDefinitions } from '../../engine/definitions/definitions.ts';
import { loadLanguage } from '../../engine/definitions/language.ts';
import type { DeliveryJob } from '../../engine/jobs/contract.ts';
import type { Outcome } from '../../engine/outcomes/contract.ts';
import { startBeginnings } from '../../engine/pipeline/beginnings.ts';
import { startClockwork } from '../../engine/pipeline/clockwork.ts';
import type { ArrivalResult, Pipeline } from '../../engine/pipeline/contract.ts';
import { createEnqueue } from '../../engine/pipeline/enqueue.ts';
import { createLiveView } from '../../engine/pipeline/live-view.ts';
import { startPipeline } from '../../engine/pipeline/pipeline.ts';
import type { WokenTally } from '../../engine/pipeline/woken/tally.ts';
import type { RedisStore } from '../../engine/stores/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { createAdvance } from '../../triggers/hearing/advance.ts';
import { SILENT } from './deliveries.ts';
import { BERLIN } from './moments.ts';
import type { TestRedis } from './redis.ts';
import { documentOf } from './workspace.ts';

const language = await loadLanguage();
const compile = createCompiler({ ...language, zoneAt: () => 'Europe/Berlin' });
const advance = createAdvance(language.vocabulary.signals);

/** What is in the way of nobody, and one template. */
const AROUND: readonly Document[] = [
  documentOf('workspace', 'workspace', { zone: 'Europe/Berlin', channels: ['in-app'], 'quiet-hours': 'off', caps: [] }),
  documentOf('template', 'note', { name: 'note', channels: { 'in-app': { title: 'Hello', body: 'there' } } }),
];

type Triggers = Readonly<Record<string, { readonly on: unknown } & Readonly<Record<string, unknown>>>>;

/** A workspace of these triggers; each is named and woken, the rest is filled in. */
export function documentsWith(triggers: Triggers): readonly Document[] {
  const documents = Object.entries(triggers).map(([name, body]) =>
    documentOf('trigger', name, { name, message: { template: 'note', purpose: 'service', expires: '12h' }, ...body }),
  );
  return [...AROUND, ...documents];
}

/** Compiles the same as a publish does. */
export function liveWith(triggers: Triggers, revision = 1, more: readonly Document[] = []): Live {
  return compileAtOnce(
    compile,
    [...documentsWith(triggers), ...more].map((one) => ({ ...one, version: revision })),
    revision,
  );
}

/** Definitions on a real Redis, compiled as an engine does. One that is deaf hears of no publish, and does not look. */
export function openRealDefinitions(server: TestRedis, { isDeaf }: { readonly isDeaf: boolean }) {
  const connect: RedisStore['connect'] = (use) => {
    const connection = server.connect();
    return use === 'subscribe' && isDeaf ? Object.assign(connection, { subscribe: async () => 0 }) : connection;
  };
  const redis: RedisStore = { target: server.target, connect, close: async () => undefined };
  return openDefinitions({ redis, compile, log: SILENT, ...(isDeaf && { pollMs: 3_600_000 }) });
}

export interface BareEngineOptions {
  readonly shards?: number;
  /** How often triggers that begin by themselves are looked for. */
  readonly lookEveryMs?: number;
  /** How to follow a publish; absent: `live` is set by hand. */
  readonly reach?: (revision: number) => Promise<void>;
  /** Told of each row when it is stored. */
  readonly happened?: (outcome: Outcome) => void;
  /** Counts what wakes triggers; absent: nothing does. */
  readonly woken?: WokenTally;
}

const ignore = () => undefined;

/** An engine without its ends, on a real Redis: what goes in is given, what comes out is kept. */
export class BareEngine<C extends Clock = SignalClock> implements Closable {
  readonly clock: C;
  readonly contexts: RedisContexts;
  readonly pipeline: Pipeline;
  readonly outcomes: Outcome[] = [];
  readonly queued: DeliveryJob[] = [];
  #live: Live;
  readonly #closables: Closable[] = [];
  #waiters: (() => void)[] = [];

  constructor(
    server: TestRedis,
    live: Live,
    clock: C,
    { shards = 4, lookEveryMs = 5, reach, happened = ignore, woken }: BareEngineOptions = {},
  ) {
    this.#live = live;
    this.clock = clock;
    this.contexts = createContexts(server.connect(), shards);
    const { channels } = language;
    const present = createLiveView({
      definitions: this,
      pauses: { current: new Map() },
      world: { ...BERLIN, changeAt: () => undefined },
      channels,
      advance,
      clock,
      positionDecimals: 3,
      ...(woken && { woken }),
    });
    const parts = {
      contexts: this.contexts,
      clock,
      queue: { add: async (jobs: readonly DeliveryJob[]) => void this.queued.push(...jobs) },
      probe: {
        passed: () => undefined,
        failed: () => undefined,
        settled: () => undefined,
        happened: (outcome: Outcome) => {
          this.#take(outcome);
          happened(outcome);
        },
      },
    };
    this.pipeline = startPipeline({
      ...parts,
      kinds: language.vocabulary.signals,
      batchView: present.batchView,
      takeWorld: () => undefined,
      reach: reach ?? ((revision) => this.until(() => this.live.revision >= revision)),
      mostWaiting: 1_000_000,
      mostBacklog: 1_000_000,
    });
    const { push } = this.pipeline;
    const api = server.connect();
    this.#closables.push(
      startClockwork({ contexts: this.contexts, push, enqueue: createEnqueue(parts).whole, clock, log: SILENT }),
      startBeginnings({
        redis: api,
        known: createKnownCustomers(api),
        live: () => this.live,
        push,
        clock,
        log: SILENT,
        lookEveryMs,
      }),
      this.pipeline,
    );
  }

  get live(): Live {
    return this.#live;
  }

  /** What another engine published is live here from now on. */
  set live(live: Live) {
    this.#live = live;
    this.#wake();
  }

  /** Sends signals together; resolves with their verdicts when all are stored. */
  send(signals: readonly Signal[]): Promise<readonly ArrivalResult[]> {
    const receivedAt = this.clock.wall();
    return Promise.all(
      signals.map(
        (signal) =>
          new Promise<ArrivalResult>((settle) => this.pipeline.push([{ type: 'signal', signal, receivedAt, settle }])),
      ),
    );
  }

  event(customer: string, name: string, at: number, properties: Readonly<Record<string, unknown>> = {}): Signal {
    return { id: `${customer}-${name}-${at}`, kind: 'event', customer, at, value: { name, properties } };
  }

  /** Resolves once it holds, asked again whenever a row was stored here, and at each publish. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  async close(): Promise<void> {
    for (const closable of this.#closables) await closable.close();
  }

  #take(outcome: Outcome): void {
    this.outcomes.push(outcome);
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
