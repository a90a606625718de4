import type { KeyRole, Keys, Unsubscription } from '../../engine/access/contract.ts';
import { createTokens } from '../../engine/access/tokens.ts';
import type { Clock, Log } from '../../engine/contract.ts';
import type { CardFeeds, InboxReader } from '../../engine/dispatch/contract.ts';
import type { HookIntake } from '../../engine/hooks/contract.ts';
import { type Ingest, type IngestParts, openIngest } from '../../engine/ingest/ingest.ts';
import type { ArrivalResult, Intake, SignalArrival } from '../../engine/pipeline/contract.ts';
import { createEngineSignals } from '../../engine/pipeline/engine-signals.ts';
import type { Card, InAppMessage } from '../../sdk/protocol.ts';
import { loadSignalKinds } from '../../triggers/vocabulary/signal-kinds.ts';
import { neighbourhoodOf } from './sdk/neighbourhood.ts';

export const EDGE_INGEST_KEY = 'kp_test-publishable-key';
export const EDGE_SECRET_KEY = 'ks_test-secret-key';

/** An intake that a test drives: takes all and settles at once, unless told otherwise. */
export class TestIntake implements Intake {
  readonly taken: SignalArrival[] = [];
  private readonly ids = new Set<string>();
  /** Says no to everything. */
  isFull = false;
  /** How often it said no. */
  refusals = 0;
  /** Settles nothing by itself. */
  isHolding = false;
  verdict: ArrivalResult | undefined;

  get waiting(): number {
    return this.taken.length;
  }

  offer(arrivals: readonly SignalArrival[]): boolean {
    if (this.isFull) {
      this.refusals++;
      return false;
    }
    this.taken.push(...arrivals);
    if (!this.isHolding) for (const arrival of arrivals) this.settle(arrival);
    return true;
  }

  /** As the pipeline does it: signals of the engine's own are told to come again. */
  push(arrivals: readonly SignalArrival[]): void {
    if (this.offer(arrivals)) return;
    for (const { settle } of arrivals) settle({ rejected: 'full', again: true });
  }

  settle({ signal, settle }: SignalArrival): void {
    const isNew = !this.ids.has(signal.id);
    this.ids.add(signal.id);
    settle(this.verdict ?? (isNew ? 'accepted' : 'duplicate'));
  }

  get signals() {
    return this.taken.map(({ signal }) => signal);
  }
}

/** In-app messages in memory, by the rules of the contract. */
export class TestInbox implements InboxReader {
  readonly messages = new Map<string, InAppMessage[]>();
  readonly held = new Map<string, string>();
  readonly wasShown: string[] = [];
  readonly released: string[] = [];
  private readonly watchers = new Set<{ customer: string; arrived: () => void }>();
  readonly cards = new TestCards();

  put(customer: string, ...messages: InAppMessage[]): void {
    this.messages.set(customer, [...(this.messages.get(customer) ?? []), ...messages]);
    for (const watcher of this.watchers) if (watcher.customer === customer) watcher.arrived();
  }

  async claim(customer: string, reader: string): Promise<readonly InAppMessage[]> {
    const free = (this.messages.get(customer) ?? []).filter(({ id }) => !this.held.has(id));
    for (const { id } of free) this.held.set(id, reader);
    return free;
  }

  async shown(customer: string, id: string): Promise<boolean> {
    const mine = this.messages.get(customer) ?? [];
    this.messages.set(
      customer,
      mine.filter((message) => message.id !== id),
    );
    if (!mine.some((message) => message.id === id)) return false;
    this.wasShown.push(id);
    return true;
  }

  async release(_customer: string, ids: readonly string[], reader: string): Promise<void> {
    for (const id of ids) if (this.held.get(id) === reader) this.held.delete(id);
    this.released.push(...ids);
  }

  watch(customer: string, arrived: () => void): () => void {
    const watcher = { customer, arrived };
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** Cards in memory, by the rules of the contract. */
export class TestCards implements CardFeeds {
  readonly feeds = new Map<string, readonly Card[]>();
  readonly wasShown: string[] = [];
  private readonly watchers = new Set<{ customer: string; changed: () => void }>();

  put(customer: string, ...cards: readonly Card[]): void {
    this.change(customer, [...(this.feeds.get(customer) ?? []), ...cards]);
  }

  async list(customer: string): Promise<readonly Card[]> {
    const rank = ({ isPinned, at }: Card) => (isPinned ? 1e15 : 0) + at;
    return (this.feeds.get(customer) ?? []).toSorted((a, b) => rank(b) - rank(a));
  }

  async shown(customer: string, id: string): Promise<boolean> {
    const cards = this.feeds.get(customer) ?? [];
    if (!cards.some((card) => card.id === id && !card.isShown)) return false;
    this.wasShown.push(id);
    this.change(
      customer,
      cards.map((card) => (card.id === id ? { ...card, isShown: true } : card)),
    );
    return true;
  }

  async dismiss(customer: string, id: string): Promise<boolean> {
    const cards = this.feeds.get(customer) ?? [];
    const left = cards.filter((card) => card.id !== id);
    if (left.length === cards.length) return false;
    this.change(customer, left);
    return true;
  }

  watch(customer: string, changed: () => void): () => void {
    const watcher = { customer, changed };
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private change(customer: string, cards: readonly Card[]): void {
    this.feeds.set(customer, cards);
    for (const watcher of this.watchers) if (watcher.customer === customer) watcher.changed();
  }
}

/** No account has hooks. */
export const NO_HOOKS: HookIntake = {
  headersFor: () => undefined,
  take: async () => ({ status: 404, body: '' }),
};

/** The public edge on a free port of loopback, with everything behind it in the test's hands. */
export interface TestIngest {
  readonly ingest: Ingest;
  readonly url: string;
  readonly streamUrl: string;
  readonly intake: TestIntake;
  readonly inbox: TestInbox;
  readonly keys: Keys;
  readonly unsubscribed: Unsubscription[];
  readonly logged: { readonly level: string; readonly message: string }[];
  /** By key; delete one to revoke it. */
  readonly roles: Map<string, KeyRole>;
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<IngestAnswer>;
}

export interface IngestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export async function startIngest(
  changes: Partial<
    IngestParts & IngestParts['own'] & Pick<IngestParts['settings'], 'rateLimit' | 'port' | 'publicUrl'>
  > = {},
): Promise<TestIngest> {
  const intake = new TestIntake();
  const inbox = new TestInbox();
  const unsubscribed: Unsubscription[] = [];
  const logged: TestIngest['logged'] = [];
  const say = (level: string) => (message: string) => logged.push({ level, message });
  const log: Log = { info: say('info'), warn: say('warn'), error: say('error') };
  const clock: Clock = { now: Date.now, wall: () => performance.timeOrigin + performance.now() };
  const roles = new Map<string, KeyRole>([
    [EDGE_INGEST_KEY, 'publishable'],
    [EDGE_SECRET_KEY, 'secret'],
  ]);
  const keys: Keys = {
    ...createTokens(Buffer.from('a secret of this test')),
    check: (key) => roles.get(key),
    nameOf: (key) => roles.get(key),
    close: async () => undefined,
  };
  const ingest = await openIngest({
    settings: {
      host: '127.0.0.1',
      port: changes.port ?? 0,
      rateLimit: changes.rateLimit ?? 1_000_000,
      ...(changes.publicUrl && { publicUrl: changes.publicUrl }),
    },
    intake,
    kinds: await loadSignalKinds(),
    neighbourhood: neighbourhoodOf(),
    keys,
    hooks: NO_HOOKS,
    inbox,
    trails: { read: async () => [] },
    clock,
    log,
    ready: () => ({ ok: true }),
    ...changes,
    own: {
      ...createEngineSignals({ push: (arrivals) => intake.push(arrivals) }, clock, log),
      unsubscribe:
        changes.unsubscribe ??
        (async (who) => {
          unsubscribed.push(who);
        }),
    },
  });
  const url = `http://127.0.0.1:${ingest.port}`;
  return {
    ingest,
    url,
    streamUrl: `ws://127.0.0.1:${ingest.port}/v1/stream`,
    intake,
    inbox,
    keys,
    unsubscribed,
    logged,
    roles,
    async post(path, body, headers = {}) {
      const answer = await fetch(url + path, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${EDGE_INGEST_KEY}`, ...headers },
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
    },
  };
}
