import { ulid } from 'ulid';
import type { Clock, Log } from '../../contract.ts';
import type { RedisStore } from '../../stores/contract.ts';
import type { KeptBackTest, KeptBackTests } from './contract.ts';
import { type RunParts, runKept } from './run-kept.ts';
import { createKeptStore, isOver, type KeptStore, type StoredKept } from './store.ts';

export interface KeptParts extends RunParts {
  readonly redis: Pick<RedisStore, 'connect'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How often to look for tests that another engine has put in the queue. */
  readonly pollMs?: number;
  /** How often a running one tells how far it has come. */
  readonly tellMs?: number;
}

const POLL_MS = 2_000;
const TELL_MS = 250;

/** Starts to run the back-tests that wait, one at a time, and keeps their results. */
export function startKeptBackTests({
  redis,
  clock,
  log,
  pollMs = POLL_MS,
  tellMs = TELL_MS,
  ...parts
}: KeptParts): KeptBackTests {
  const store = createKeptStore(redis.connect('api'), clock.now);
  const closing = new AbortController();
  const runs = createRuns(store, parts, clock, closing.signal, tellMs);
  let running: Promise<void> | undefined;
  const look = () => {
    if (running || closing.signal.aborted) return;
    running = runs()
      .catch((cause: unknown) => log.warn('kept back-tests cannot be read, will try again', { cause }))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(look, pollMs);
  look();

  const enqueue = async (test: StoredKept): Promise<KeptBackTest | undefined> => {
    if (!(await store.enqueue(test))) return undefined;
    const shown = await viewTest(test, store);
    look();
    return shown;
  };
  return {
    ask: (request) => enqueue({ ...request, id: ulid(), state: 'waiting', askedAt: Math.round(clock.now()) }),
    async list() {
      const shown = await Promise.all((await store.all()).map((test) => viewTest(test, store)));
      return shown.map(({ tested: _, live: __, document: ___, ...test }) => test);
    },
    async get(id) {
      const test = await store.read(id);
      return test && viewTest(test, store);
    },
    people: (id) => store.people(id),
    async remove(id) {
      const test = await store.read(id);
      if (!test) return false;
      const { state } = await viewTest(test, store);
      if (state === 'running') await store.cancel(id);
      else if (state === 'waiting') await cancelWaiting(test, store, clock);
      else await store.drop(id);
      return true;
    },
    async again(id) {
      const test = await store.read(id);
      if (!test || !isOver(await viewTest(test, store))) return undefined;
      return enqueue({ ...requestOf(test), id, state: 'waiting', askedAt: test.askedAt });
    },
    forget: (customers) => store.forget(customers),
    async close() {
      clearInterval(timer);
      closing.abort();
      await running;
    },
  };
}

/** Returns the function that runs tests until none waits. */
function createRuns(store: KeptStore, parts: RunParts, clock: Clock, closing: AbortSignal, tellMs: number) {
  const now = () => Math.round(clock.now());
  const runOne = async (test: StoredKept) => {
    const begun: StoredKept = { ...test, state: 'running', beganAt: now() };
    await store.write(begun);
    const cancelled = new AbortController();
    let progress = { done: 0, of: 0 };
    const telling = setInterval(() => {
      store.renew(test.id, progress).then(
        (isToEnd) => isToEnd && cancelled.abort(),
        () => undefined, // Redis is away: the lease runs out, or is renewed in a moment.
      );
    }, tellMs);
    try {
      const see = (done: number, of: number) => {
        progress = { done, of };
      };
      const { people, ...result } = await runKept(test, parts, see, AbortSignal.any([cancelled.signal, closing]));
      const wasCut = cancelled.signal.aborted || closing.aborted;
      if (!wasCut) await store.writePeople(test.id, people);
      const state = cancelled.signal.aborted ? 'cancelled' : closing.aborted ? 'interrupted' : 'done';
      await store.write({ ...begun, ...(!wasCut && result), state, endedAt: now() });
    } catch (cause) {
      const error = cause instanceof Error ? cause.message : String(cause);
      await store.write({ ...begun, state: 'failed', error, endedAt: now() });
    } finally {
      clearInterval(telling);
      await store.release(test.id);
    }
  };
  return async () => {
    while (!closing.aborted) {
      const test = await store.take();
      if (!test) return;
      await runOne(test);
    }
  };
}

async function cancelWaiting(test: StoredKept, store: KeptStore, clock: Clock): Promise<void> {
  if (await store.withdraw(test.id)) {
    await store.write({ ...test, state: 'cancelled', endedAt: Math.round(clock.now()) });
  }
  // An engine took it in this moment.
  else await store.cancel(test.id);
}

/** What was asked, without what became of it. */
function requestOf({ trigger, document, withLive, period, assume, windowMs, person }: StoredKept) {
  return {
    trigger,
    ...(document && { document }),
    withLive,
    period,
    assume,
    windowMs,
    ...(person !== undefined && { person }),
  };
}

/** Adds how it stands now: its place in the queue, how far it has come, or that its engine is gone. */
async function viewTest(test: StoredKept, store: KeptStore): Promise<KeptBackTest> {
  const { withLive: _, ...shown } = test;
  if (isOver(test)) return shown;
  const progress = await store.progress(test.id);
  if (progress) return { ...shown, state: 'running', progress };
  const ahead = (await store.waiting()).indexOf(test.id);
  if (ahead >= 0) return { ...shown, state: 'waiting', ahead };
  // It may have ended, or been taken from the queue, since it was read.
  const latest = await store.read(test.id);
  if (latest && isOver(latest)) return viewTest(latest, store);
  const begun = await store.progress(test.id);
  return begun ? { ...shown, state: 'running', progress: begun } : { ...shown, state: 'interrupted' };
}
