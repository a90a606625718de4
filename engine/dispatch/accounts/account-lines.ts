import type { Cluster, Redis } from 'ioredis';
import type { Clock, Closable, Log } from '../../contract.ts';
import type { DeliveryJob } from '../../jobs/contract.ts';
import type { DeliveryQueue } from '../queue.ts';
import type { AccountRooms } from './account-rooms.ts';
import { createKnownLines, fullNameOf, type KnownLines, type Line } from './known-lines.ts';
import { type PlacesParts, placesFor } from './line-places.ts';
import { createLineStore, type LineStore } from './line-store.ts';
import { createReadyMessages, type ReadyMessages } from './ready-messages.ts';
import { startServing } from './start-serving.ts';

/**
 * # The lines before accounts
 *
 * **Idea.** A message whose accounts are all in trouble or full waits in its queue by time, and its id waits in a
 * *line* for these accounts. When one of them can take a message, the first of the line is let go. So a message is
 * looked at when it can leave, however many wait, and messages of other accounts have the queue for themselves: those
 * that are let go and not looked at yet are few.
 *
 * **By example.** The accounts `a` and `b` serve message `d-7` and are full. It waits in `{kairos}:line:email a,b`, a
 * sorted set by priority and age, beside 900 others; in BullMQ it is delayed. An attempt of `b` ends: one message is
 * taken out of the line, its place in the room of `b` is held, and its job is promoted.
 *
 * **Invariants.** The line is not trusted: a process that dies between taking and promoting, a line that is lost, an
 * account that is set up anew are all met by the time in the queue, after which a message is looked at in any case.
 * That time is longer the longer the line is, so that those which come back by it are few a second.
 */
export interface AccountLines extends Closable {
  /** Returns how long a message waits in a line at most, by real time. */
  longestWaitMs(job: DeliveryJob, line: string): number;
  /**
   * Puts a message that waits in its queue under this priority into a line. Never rejects: without a line it waits by
   * time.
   */
  join(job: DeliveryJob, line: string, priority: number): Promise<void>;
  /** Notes that a message which may have been let go is looked at. */
  look(id: string): void;
  /** Lets as many of a channel go as its accounts can take. To be called when one of them may have room again. */
  heed(channel: string): void;
}

export interface AccountLinesParts extends PlacesParts {
  readonly redis: Redis | Cluster;
  readonly queue: Pick<DeliveryQueue, 'queues'>;
  readonly isPaused: (channel: string) => boolean;
  readonly rooms: PlacesParts['rooms'] & Pick<AccountRooms, 'hold' | 'release'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** So many of a channel are let go and not looked at yet: another account's message stands behind no more. */
const MOST_READY = 4;
/** The shortest wait by time, and how much longer it is for each message in the line: 100 a second come back by it. */
const SHORTEST_WAIT_MS = 15_000;
const WAIT_FOR_EACH_MS = 10;
const LONGEST_WAIT_MS = 3_600_000;
/** Those that expire together end one after the other: 500 a second. */
const EXPIRE_APART_MS = 2;
/** An account's trouble ends without a sign. */
const LOOK_EVERY_MS = 250;
/** Lines of processes that died are found within this time. */
const FIND_EVERY_MS = 10_000;
/** The priority comes before age: a time in milliseconds is smaller until 2096, and the place is a whole number. */
const OF_PRIORITY = 4e12;

/** Starts to let messages go from the lines of all channels. Closing waits for what is under way. */
export function startAccountLines(parts: AccountLinesParts): AccountLines {
  const { redis, clock, log, rooms } = parts;
  const letting = { ...parts, store: createLineStore(redis), lines: createKnownLines(), ready: createReadyMessages() };
  const { store, lines, ready } = letting;
  const serving = startServing((channel) => serveLines(channel, letting), log);
  const heed = (channel: string) => {
    if (!lines.isEmpty) serving.heed(channel);
  };
  let finding: Promise<void> | undefined;
  const find = () => {
    finding ??= findLines(letting).finally(() => {
      finding = undefined;
    });
  };
  find();
  const looking = setInterval(() => {
    for (const id of ready.takeLost(clock.wall())) rooms.release(id);
    for (const channel of lines.channels()) heed(channel);
  }, LOOK_EVERY_MS).unref();
  const seeking = setInterval(find, FIND_EVERY_MS).unref();
  return {
    longestWaitMs({ channel, expiresAt }, line) {
      const length = lines.lengthOf(fullNameOf(channel, line));
      const untilOver = Math.max(0, expiresAt - clock.now()) + length * EXPIRE_APART_MS;
      return Math.ceil(Math.min(SHORTEST_WAIT_MS + length * WAIT_FOR_EACH_MS, LONGEST_WAIT_MS, untilOver + 1));
    },
    async join(job, line, priority) {
      const name = fullNameOf(job.channel, line);
      const place = priority * OF_PRIORITY + job.decidedAt;
      try {
        lines.note(name, await store.join(name, place, job.id));
      } catch (cause) {
        log.warn('a message waits for its account by time alone', { channel: job.channel, cause });
      }
      // Its account may have got room since it was looked at.
      heed(job.channel);
    },
    look(id) {
      const channel = ready.take(id);
      if (channel !== undefined) heed(channel);
    },
    heed,
    async close() {
      clearInterval(looking);
      clearInterval(seeking);
      await Promise.all([finding, serving.close()]);
    },
  };
}

interface Letting extends AccountLinesParts {
  readonly store: LineStore;
  readonly lines: KnownLines;
  readonly ready: ReadyMessages;
}

async function findLines({ store, lines, log }: Letting): Promise<void> {
  try {
    for (const name of await store.names()) lines.find(name);
  } catch (cause) {
    log.warn('cannot look for messages that wait for an account', { cause });
  }
}

/** Lets go what the accounts of each line of a channel can take; resolves with whether some went. */
async function serveLines(channel: string, parts: Letting): Promise<boolean> {
  let went = false;
  for (const line of parts.lines.of(channel)) if (await letGo(line, parts)) went = true;
  return went;
}

async function letGo(line: Line, parts: Letting): Promise<boolean> {
  const { name, channel } = line;
  const { store, lines, ready, rooms, clock } = parts;
  const places = placesFor(line, MOST_READY - ready.countOf(channel), parts);
  if (places.length === 0 || parts.isPaused(channel)) return false;
  const [left, ...ids] = await store.take(name, places.length);
  lines.serve(name, left);
  for (const [i, id] of ids.entries()) {
    ready.add(id, channel, clock.wall());
    const account = places[i];
    if (account) rooms.hold(account, id);
  }
  await Promise.all(
    ids.map(async (id) => {
      if (await promote(channel, id, parts)) return;
      ready.take(id);
      rooms.release(id);
    }),
  );
  return ids.length > 0;
}

/** Lets a message go; resolves with false when it does not wait in its queue. */
async function promote(channel: string, id: string, { queue }: Pick<AccountLinesParts, 'queue'>): Promise<boolean> {
  const job = await queue.queues.get(channel)?.getJob(id);
  if (!job) return false;
  try {
    await job.promote();
    return true;
  } catch (cause) {
    // It may be worked on, or have ended.
    if ((await job.getState()) === 'delayed') throw cause;
    return false;
  }
}
