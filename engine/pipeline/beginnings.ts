import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import type { Matcher } from '../../triggers/contract.ts';
import type { KnownCustomers } from '../context/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { Arrival } from './contract.ts';

export interface BeginningsParts {
  /** A connection of use `api`. */
  readonly redis: Redis | Cluster;
  readonly known: KnownCustomers;
  readonly live: () => { readonly matcher: Matcher };
  readonly push: (arrivals: readonly Arrival[]) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

/** How often to look for triggers that were published and whose customers are not begun with. */
const LOOK_EVERY_MS = 1_000;
/** An engine that does not go on for so long is taken for dead, and another one goes on. */
const LEASE_MS = 15_000;

const KEY = 'kairos:beginnings';
const LEASE = 'kairos:beginnings:lease';
/** Not a name that a trigger can have. */
const PROGRESS = '*';
const RENEW =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";

/** How far the walk over all customers has come, and for which triggers it is made. */
interface Progress {
  readonly versions: Readonly<Record<string, number>>;
  readonly mark: string;
}

/**
 * Steps wakers whose first timer waits for no signal (a schedule, a silence) once for each customer who was known
 * before they were published. One engine at a time walks over all customers, a page at a time, in at most half of the
 * time; whoever takes over goes on where it stood. Doing a page again changes nothing. Costs nothing while no such
 * trigger is new.
 */
export function startBeginnings({ redis, known, live, push, clock, log, lookEveryMs }: BeginningsParts): Closable {
  const me = randomUUID();
  let isClosed = false;
  let finished: Matcher | undefined;
  let looking: Promise<void> | undefined;

  const timer = setInterval(() => {
    looking ??= look()
      .catch((cause: unknown) => log.warn('cannot begin with known customers, will try again', { cause }))
      .finally(() => {
        looking = undefined;
      });
  }, lookEveryMs ?? LOOK_EVERY_MS);

  async function look(): Promise<void> {
    const { matcher } = live();
    if (isClosed || matcher === finished) return;
    const versions = findBeginners(matcher);
    if (Object.keys(versions).length > 0 && !(await begin(versions))) return;
    finished = matcher;
  }

  /** Whether all is done. */
  async function begin(versions: Progress['versions']): Promise<boolean> {
    const { [PROGRESS]: stored, ...done } = await redis.hgetall(KEY);
    const missing = Object.entries(versions).filter(([name, version]) => done[name] !== String(version));
    if (missing.length === 0) return true;
    if ((await redis.set(LEASE, me, 'PX', LEASE_MS, 'NX')) !== 'OK' && !(await isOurs())) return false;
    const progress = stored === undefined ? undefined : (JSON.parse(stored) as Progress);
    const isSame = progress && missing.every(([name, version]) => progress.versions[name] === version);
    const wanted = isSame ? progress.versions : Object.fromEntries(missing);
    if (!(await walk(wanted, isSame ? progress.mark : ''))) return false;
    const gone = Object.keys(done).filter((name) => versions[name] === undefined);
    await redis.hset(KEY, wanted);
    await redis.hdel(KEY, PROGRESS, ...gone);
    log.info('began with all known customers', { triggers: Object.keys(wanted).join(' ') });
    return false; // looks once more, for what was published meanwhile
  }

  /** Whether it came to the end. */
  async function walk(versions: Progress['versions'], from: string): Promise<boolean> {
    const names = Object.keys(versions);
    for (let mark = from; ; ) {
      const startedAt = performance.now();
      const { customers, next } = await known.page(mark);
      if (!(await step(customers, names))) return false;
      if (next === '') return true;
      mark = next;
      await redis.hset(KEY, PROGRESS, JSON.stringify({ versions, mark } satisfies Progress));
      if (isClosed || !(await isOurs())) return false;
      await pause(performance.now() - startedAt);
    }
  }

  /** Whether all of them are stored. */
  async function step(customers: readonly string[], triggers: readonly string[]): Promise<boolean> {
    const arrivals = customers.map(
      (customer) =>
        new Promise<boolean>((settled) =>
          push([
            {
              type: 'tick',
              customer,
              begin: triggers,
              receivedAt: clock.wall(),
              settle: (result) => settled(typeof result === 'string'),
            },
          ]),
        ),
    );
    return (await Promise.all(arrivals)).every(Boolean);
  }

  async function isOurs(): Promise<boolean> {
    return (await redis.eval(RENEW, 1, LEASE, me, LEASE_MS)) === 1;
  }

  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
      if (await isOurs()) await redis.del(LEASE);
    },
  };
}

/** The triggers that begin without a signal, with their versions. */
function findBeginners({ triggers }: Matcher): Progress['versions'] {
  const versions: Record<string, number> = {};
  for (const [name, { waker, version }] of triggers) if (waker.begins) versions[name] = version;
  return versions;
}
