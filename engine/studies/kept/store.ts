import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { KeptBackTest, KeptCounts, KeptPerson, KeptRequest, KeptState } from './contract.ts';

/** Id → JSON of a StoredKept. */
const TESTS = 'kairos:back-tests';
/** Ids that wait, the next one last. */
const QUEUE = 'kairos:back-tests:queue';
/** Hashes of customers that were erased lately: a test that runs may still have them. Expires. */
const FORGOTTEN = 'kairos:back-tests:forgotten';
const FORGOTTEN_SECONDS = 24 * 3_600;
/** Customer → JSON of their counts. Expires with its test. */
const peopleOf = (id: string) => `kairos:back-test:people:${id}`;
/** JSON of the progress, renewed while it runs. Gone: its engine is. */
const leaseOf = (id: string) => `kairos:back-test:lease:${id}`;
/** It is to end. Expires. */
const cancelOf = (id: string) => `kairos:back-test:cancel:${id}`;

const LEASE_MS = 10_000;
const CANCEL_MS = 60_000;
/** Tests and their people are kept so long. */
const KEPT_MS = 14 * 86_400_000;
/** Tests that are kept; the oldest that is over goes first. */
const MOST_TESTS = 20;
/** Customers that are written with one command. */
const PAGE = 500;

/** A test as Redis keeps it: how far one that runs has come stands in its lease. */
export interface StoredKept extends Omit<KeptBackTest, 'state' | 'ahead' | 'progress'>, Pick<KeptRequest, 'withLive'> {
  readonly state: KeptState;
}

type Progress = NonNullable<KeptBackTest['progress']>;

/** Kept back-tests in Redis, shared by all engines. */
export interface KeptStore {
  all(): Promise<readonly StoredKept[]>;
  read(id: string): Promise<StoredKept | undefined>;
  write(test: StoredKept): Promise<void>;
  /** Adds a test at the end of the queue. False: so many wait or run that there is no room for it. */
  enqueue(test: StoredKept): Promise<boolean>;
  /** Takes the next one from the queue, with a lease; undefined: none waits. */
  take(): Promise<StoredKept | undefined>;
  /** Renews the lease with the progress. Resolves with whether the test is to end. */
  renew(id: string, progress: Progress): Promise<boolean>;
  release(id: string): Promise<void>;
  /** Tells how far it has come; undefined: no engine runs it. */
  progress(id: string): Promise<Progress | undefined>;
  /** The ids that wait, in their order. */
  waiting(): Promise<readonly string[]>;
  /** Takes it out of the queue. False: it did not wait. */
  withdraw(id: string): Promise<boolean>;
  cancel(id: string): Promise<void>;
  drop(id: string): Promise<void>;
  people(id: string): Promise<readonly KeptPerson[]>;
  writePeople(id: string, people: readonly KeptPerson[]): Promise<void>;
  forget(customers: readonly string[]): Promise<void>;
}

/** Creates the store over a connection of use `api`. */
export function createKeptStore(redis: Redis | Cluster, now: () => number): KeptStore {
  const store: KeptStore = {
    async all() {
      const tests = Object.values(await redis.hgetall(TESTS)).map((text) => JSON.parse(text) as StoredKept);
      const over = tests.filter(({ askedAt }) => askedAt < now() - KEPT_MS);
      await Promise.all(over.map(({ id }) => store.drop(id)));
      return tests
        .filter((test) => !over.includes(test))
        .sort((a, b) => b.askedAt - a.askedAt || (a.id < b.id ? 1 : -1));
    },
    async read(id) {
      const text = await redis.hget(TESTS, id);
      return text === null ? undefined : (JSON.parse(text) as StoredKept);
    },
    async write(test) {
      await redis.hset(TESTS, test.id, JSON.stringify(test));
    },
    async enqueue(test) {
      const others = (await store.all()).filter(({ id }) => id !== test.id);
      if (others.length >= MOST_TESTS) {
        const oldest = others.filter(isOver).at(-1);
        if (!oldest) return false;
        await store.drop(oldest.id);
      }
      await redis.del(cancelOf(test.id));
      await store.write(test);
      await redis.lpush(QUEUE, test.id);
      return true;
    },
    async take() {
      const id = await redis.rpop(QUEUE);
      if (id === null) return undefined;
      await store.renew(id, { done: 0, of: 0 });
      return (await store.read(id)) ?? store.take();
    },
    async renew(id, progress) {
      await redis.set(leaseOf(id), JSON.stringify(progress), 'PX', LEASE_MS);
      return (await redis.exists(cancelOf(id))) === 1;
    },
    async release(id) {
      await redis.del(leaseOf(id));
    },
    async progress(id) {
      const text = await redis.get(leaseOf(id));
      return text === null ? undefined : (JSON.parse(text) as Progress);
    },
    waiting: async () => (await redis.lrange(QUEUE, 0, -1)).reverse(),
    withdraw: async (id) => (await redis.lrem(QUEUE, 0, id)) > 0,
    async cancel(id) {
      await redis.set(cancelOf(id), '1', 'PX', CANCEL_MS);
    },
    async drop(id) {
      await redis.hdel(TESTS, id);
      await redis.del(peopleOf(id));
    },
    async people(id) {
      const stored = Object.entries(await redis.hgetall(peopleOf(id)));
      return stored
        .map(([customer, text]) => ({ customer, ...(JSON.parse(text) as Record<'tested' | 'live', KeptCounts>) }))
        .sort((a, b) => (a.customer < b.customer ? -1 : 1));
    },
    async writePeople(id, people) {
      await redis.del(peopleOf(id));
      for (let from = 0; from < people.length; from += PAGE) {
        const page = people.slice(from, from + PAGE);
        await redis.hset(
          peopleOf(id),
          Object.fromEntries(page.map(({ customer, ...of }) => [customer, JSON.stringify(of)])),
        );
      }
      await redis.pexpire(peopleOf(id), KEPT_MS);
      await dropForgotten(redis, id, people);
    },
    async forget(customers) {
      if (customers.length === 0) return;
      // First: what a running test writes after this is cleaned by itself.
      await redis.sadd(FORGOTTEN, ...customers.map(hashOf));
      await redis.expire(FORGOTTEN, FORGOTTEN_SECONDS);
      const ids = await redis.hkeys(TESTS);
      await Promise.all(ids.map((id) => redis.hdel(peopleOf(id), ...customers)));
    },
  };
  return store;
}

/** Whether it neither waits nor runs. */
export function isOver({ state }: { readonly state: KeptState }): boolean {
  return state !== 'waiting' && state !== 'running';
}

async function dropForgotten(redis: Redis | Cluster, id: string, people: readonly KeptPerson[]): Promise<void> {
  const forgotten = new Set(await redis.smembers(FORGOTTEN));
  if (forgotten.size === 0) return;
  const erased = people.filter(({ customer }) => forgotten.has(hashOf(customer))).map(({ customer }) => customer);
  if (erased.length > 0) await redis.hdel(peopleOf(id), ...erased);
}

function hashOf(customer: string): string {
  return createHash('sha256').update(customer).digest('base64url');
}
