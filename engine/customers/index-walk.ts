import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { causeOf } from '../cause-of.ts';
import type { KnownCustomers } from '../context/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { NotOpenYet } from '../outcomes/contract.ts';
import type { OutcomeStore } from '../stores/contract.ts';
import { factsOf } from './facts.ts';

export interface IndexWalkParts {
  /** A connection of use `api`. */
  readonly redis: Redis | Cluster;
  readonly known: KnownCustomers;
  readonly read: (customer: string) => Promise<CustomerState>;
  readonly isErased: (customer: string) => Promise<boolean>;
  readonly store: Pick<OutcomeStore, 'insert' | 'command'>;
  readonly clock: Pick<Clock, 'wall'>;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

const LOOK_EVERY_MS = 60_000;
/** A row that is not written again for 30 days goes (`007-customer-index.sql`), so each is written four times. */
const EVERY_MS = 7 * 86_400_000;
/** An engine that does not go on for so long is taken for dead, and another one goes on. */
const LEASE_MS = 60_000;
/** The customers of one insert. */
const AT_ONCE = 4_000;
/** The walk works for a third of the time at most. */
const REST = 2;

const KEY = 'kairos:customer-index';
const LEASE = 'kairos:customer-index:lease';
const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";

/**
 * Writes the words of all known customers into the index once a week, so that it holds those from before there was an
 * index, and what a killed ClickHouse lost. One engine at a time walks, page by page; another one goes on where it
 * stood. Writing a customer again changes nothing.
 */
export function startIndexWalk(parts: IndexWalkParts): Closable & { readonly look: () => Promise<boolean> } {
  const { redis, known, clock, log } = parts;
  const me = randomUUID();
  const stopped = new AbortController();
  let looking: Promise<boolean> | undefined;

  const look = () => {
    looking ??= walkIfDue()
      .catch((cause: unknown) => {
        // Before ClickHouse is open nothing is amiss.
        if (!(cause instanceof NotOpenYet) && !stopped.signal.aborted) {
          log.warn('the index of customers is not walked now, will try again', { cause: causeOf(cause) });
        }
        return false;
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const timer = setInterval(() => void look(), parts.lookEveryMs ?? LOOK_EVERY_MS);

  /** Whether it came to the end. */
  async function walkIfDue(): Promise<boolean> {
    const { mark = '', doneAt = '0' } = await redis.hgetall(KEY);
    if (mark === '' && Number(doneAt) > clock.wall() - EVERY_MS) return false;
    if ((await redis.set(LEASE, me, 'PX', LEASE_MS, 'NX')) !== 'OK' && !(await isOurs())) return false;
    if (!(await walk(mark))) return false;
    await redis.hset(KEY, { mark: '', doneAt: clock.wall() });
    log.info('the index of customers was walked', {});
    return true;
  }

  async function walk(from: string): Promise<boolean> {
    for (let mark = from; ; ) {
      const startedAt = performance.now();
      const { customers, next } = await readPages(known, mark);
      await note(customers, parts);
      if (next === '') return true;
      mark = next;
      await redis.hset(KEY, { mark });
      if (stopped.signal.aborted || !(await isOurs())) return false;
      await pause((performance.now() - startedAt) * REST, undefined, { signal: stopped.signal });
    }
  }

  async function isOurs(): Promise<boolean> {
    return (await redis.eval(RENEW, 1, LEASE, me, LEASE_MS)) === 1;
  }

  return {
    look,
    async close() {
      clearInterval(timer);
      stopped.abort();
      await looking;
      if (await isOurs()) await redis.del(LEASE);
    },
  };
}

async function readPages(
  known: KnownCustomers,
  from: string,
): Promise<{ readonly customers: readonly string[]; readonly next: string }> {
  const customers: string[] = [];
  let next = from;
  do {
    const page = await known.page(next);
    customers.push(...page.customers);
    next = page.next;
  } while (next !== '' && customers.length < AT_ONCE);
  return { customers, next };
}

async function note(
  customers: readonly string[],
  { read, isErased, store }: Pick<IndexWalkParts, 'read' | 'isErased' | 'store'>,
): Promise<void> {
  const states = await Promise.all(customers.map(read));
  const lines = states.flatMap((state, i) => (state.id === customers[i] ? factsOf(state) : []));
  if (lines.length === 0) return;
  await store.insert('customer_facts', lines);
  // One who was erased since they were read: what was just written goes too.
  const erased = await Promise.all(customers.map(isErased));
  const gone = customers.filter((_, i) => erased[i]);
  if (gone.length === 0) return;
  await store.command('ALTER TABLE customer_index DELETE WHERE customer IN {gone:Array(String)}', { gone });
}
