import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { OpenAccount, OpenChannel } from '../../../channels/open.ts';
import type { Clock, Closable, Log } from '../../contract.ts';
import { type DeliveryJob, QUEUE_PREFIX } from '../../jobs/contract.ts';
import { allowWhenFull } from '../../stores/allow-when-full.ts';
import { type DeliveryQueue, priorityOf } from '../queue.ts';
import type { AccountHealth } from './account-health.ts';
import type { AccountRates } from './account-rates.ts';
import type { AccountRooms } from './account-rooms.ts';

/**
 * # The lines before accounts
 *
 * **Idea.** A message whose accounts are all in trouble or full waits in its queue by time, and its id waits in a
 * *line* for these accounts. When one of them can take a message, the first of the line is let go. So a message is
 * looked at when it can leave, however many wait, and messages of other accounts have the queue for themselves: those
 * that are let go and not looked at yet are few.
 *
 * **By example.** The accounts `a` and `b` serve message `d-7` and are full. It waits in `{kairos}:line:email a,b`, a
 * sorted set by importance and age, beside 900 others; in BullMQ it is delayed. An attempt of `b` ends: one message is
 * taken out of the line, its place in the room of `b` is held, and its job is promoted.
 *
 * **Invariants.** The line is not trusted: a process that dies between taking and promoting, a line that is lost, an
 * account that is set up anew are all met by the time in the queue, after which a message is looked at in any case.
 * That time is longer the longer the line is, so that those which come back by it are few a second.
 */
export interface AccountLines extends Closable {
  /** Returns how long a message waits in a line at most, by real time. */
  longestWaitMs(job: DeliveryJob, line: string): number;
  /** Puts a message that waits in its queue into a line. Never rejects: without a line it waits by time. */
  join(job: DeliveryJob, line: string): Promise<void>;
  /** Notes that a message which may have been let go is looked at. */
  look(id: string): void;
  /** Lets as many of a channel go as its accounts can take. To be called when one of them may have room again. */
  heed(channel: string): void;
}

export interface AccountLinesParts {
  readonly redis: Redis | Cluster;
  readonly queue: Pick<DeliveryQueue, 'queues'>;
  readonly channels: () => ReadonlyMap<string, OpenChannel>;
  readonly isPaused: (channel: string) => boolean;
  readonly health: Pick<AccountHealth, 'troubleOf' | 'isOnTrial'>;
  readonly rates: Pick<AccountRates, 'isSpent'>;
  readonly rooms: Pick<AccountRooms, 'free' | 'isHeld' | 'hold' | 'release'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Names the line for some accounts of a channel. */
export function lineFor(accounts: readonly OpenAccount[]): string {
  return accounts
    .map(({ name }) => name)
    .sort()
    .join(',');
}

/** Names the line for an account that has had its number of messages: others may serve them, and none of them shall. */
export function paceLineFor({ name }: OpenAccount): string {
  return `${name}${PACE}`;
}

const PACE = '/pace';
/** So many of a channel are let go and not looked at yet: another account's message stands behind no more. */
const MOST_READY = 4;
/**
 * So many go no more often than this, 400 a second: most of what a process does is left to messages that did not wait.
 */
const LET_GO_EVERY_MS = 10;
/** Another process may have taken up a message that was let go. */
const TAKEN_WITHIN_MS = 2_000;
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
const KEPT_MS = 7 * 86_400_000;
/** Importance comes before age: a time in milliseconds is smaller. */
const OF_IMPORTANCE = 1e13;
const NAMES = `${QUEUE_PREFIX}:lines`;

interface Scripts {
  kairosLineJoin(keys: 2, ...args: (string | number)[]): Promise<number>;
  kairosLineTake(keys: 2, ...args: (string | number)[]): Promise<[left: number, ...ids: string[]]>;
}

/** A line that this process knows not to be empty. */
interface Line {
  readonly channel: string;
  /** The names of its accounts. */
  readonly names: readonly string[];
  /** It is the line for the pace of one account. */
  readonly isPace: boolean;
  length: number;
}

/** Starts to let messages go from the lines of all channels. Closing waits for what is under way. */
export function startAccountLines(parts: AccountLinesParts): AccountLines {
  const { redis, clock, log, rooms } = parts;
  const lua = (name: string) => ({
    lua: allowWhenFull(readFileSync(new URL(`account-line-${name}.lua`, import.meta.url), 'utf8')),
  });
  redis.defineCommand('kairosLineJoin', lua('join'));
  redis.defineCommand('kairosLineTake', lua('take'));
  const scripts = redis as unknown as Scripts;
  /** By their names, channel and accounts. Those that were served longest ago come first. */
  const lines = new Map<string, Line>();
  /** Messages that were let go and not looked at yet, with their channels and the time when they count no more. */
  const ready = new Map<string, { readonly channel: string; readonly until: number }>();
  const working = new Map<string, Promise<void>>();
  const wanted = new Set<string>();
  const pauses = new Set<() => void>();
  let isClosed = false;

  const lineOf = (name: string, length: number): Line => {
    const known = lines.get(name);
    if (known) return known;
    const [channel = '', names = ''] = name.split(' ');
    const isPace = names.endsWith(PACE);
    const line = { channel, names: (isPace ? names.slice(0, -PACE.length) : names).split(','), isPace, length };
    lines.set(name, line);
    return line;
  };
  const readyIn = (channel: string) => [...ready.values()].filter((one) => one.channel === channel).length;
  const forgetLost = (wall: number) => {
    for (const [id, { until }] of ready) {
      if (until > wall) continue;
      ready.delete(id);
      rooms.release(id);
    }
  };

  /** Lets go what the accounts of one line can take; resolves with whether some went. */
  async function letGo(name: string, line: Line): Promise<boolean> {
    const places = placesFor(line, MOST_READY - readyIn(line.channel), parts);
    if (places.length === 0 || parts.isPaused(line.channel)) return false;
    const [left, ...ids] = await scripts.kairosLineTake(2, keyOf(name), NAMES, name, places.length);
    lines.delete(name);
    if (left > 0) lineOf(name, left);
    const until = clock.wall() + TAKEN_WITHIN_MS;
    for (const [i, id] of ids.entries()) {
      ready.set(id, { channel: line.channel, until });
      const account = places[i];
      if (account) rooms.hold(account, id);
    }
    await Promise.all(
      ids.map(async (id) => {
        if (await promote(line.channel, id, parts)) return;
        ready.delete(id);
        rooms.release(id);
      }),
    );
    return ids.length > 0;
  }
  async function serve(channel: string): Promise<void> {
    for (let goesOn = true; goesOn && !isClosed; ) {
      wanted.delete(channel);
      goesOn = false;
      for (const [name, line] of [...lines]) {
        if (line.channel === channel && (await letGo(name, line))) goesOn = true;
      }
      if (goesOn) await pause();
      if (wanted.has(channel)) goesOn = true;
    }
  }
  /** Waits until more may go; closing ends it. */
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(end, LET_GO_EVERY_MS);
      pauses.add(end);
      function end() {
        clearTimeout(timer);
        pauses.delete(end);
        resolve();
      }
    });
  const heed = (channel: string) => {
    if (isClosed || lines.size === 0) return;
    wanted.add(channel);
    if (working.has(channel)) return;
    const serving = serve(channel)
      .catch((cause: unknown) => log.warn('cannot let messages go that wait for an account', { channel, cause }))
      .finally(() => working.delete(channel));
    working.set(channel, serving);
  };
  const find = async () => {
    for (const name of await redis.smembers(NAMES)) lineOf(name, 0);
  };
  let finding: Promise<void> | undefined;
  const findLines = () => {
    finding ??= find()
      .catch((cause: unknown) => log.warn('cannot look for messages that wait for an account', { cause }))
      .finally(() => {
        finding = undefined;
      });
  };
  findLines();
  const looking = setInterval(() => {
    forgetLost(clock.wall());
    for (const channel of new Set([...lines.values()].map((line) => line.channel))) heed(channel);
  }, LOOK_EVERY_MS).unref();
  const seeking = setInterval(findLines, FIND_EVERY_MS).unref();
  return {
    longestWaitMs({ channel, expiresAt }, line) {
      const length = lines.get(nameOf(channel, line))?.length ?? 0;
      const untilOver = Math.max(0, expiresAt - clock.now()) + length * EXPIRE_APART_MS;
      return Math.ceil(Math.min(SHORTEST_WAIT_MS + length * WAIT_FOR_EACH_MS, LONGEST_WAIT_MS, untilOver + 1));
    },
    async join(job, line) {
      const name = nameOf(job.channel, line);
      const place = priorityOf(job) * OF_IMPORTANCE + job.decidedAt;
      try {
        const length = await scripts.kairosLineJoin(2, keyOf(name), NAMES, KEPT_MS, name, place, job.id);
        lineOf(name, length).length = length;
      } catch (cause) {
        log.warn('a message waits for its account by time alone', { channel: job.channel, cause });
      }
      // Its account may have got room since it was looked at.
      heed(job.channel);
    },
    look(id) {
      const { channel } = ready.get(id) ?? {};
      if (channel === undefined) return;
      ready.delete(id);
      heed(channel);
    },
    heed,
    async close() {
      isClosed = true;
      clearInterval(looking);
      clearInterval(seeking);
      for (const end of pauses) end();
      await Promise.all([finding, ...working.values()]);
    },
  };
}

function nameOf(channel: string, line: string): string {
  return `${channel} ${line}`;
}

function keyOf(name: string): string {
  return `${QUEUE_PREFIX}:line:${name}`;
}

/**
 * Returns the accounts of a line that can take messages now, one for each message and at most so many; undefined where
 * other accounts have to be looked for: the channel has none of them any more, or one at whose pace messages went is in
 * trouble.
 */
function placesFor(
  { channel, names, isPace }: Line,
  most: number,
  { channels, health, rates, rooms }: Pick<AccountLinesParts, 'channels' | 'health' | 'rates' | 'rooms'>,
): readonly (OpenAccount | undefined)[] {
  const accounts = channels()
    .get(channel)
    ?.accounts.filter(({ name }) => names.includes(name));
  if (!accounts?.length || (isPace && health.troubleOf(accounts[0]!))) {
    return Array.from({ length: Math.max(0, most) }, () => undefined);
  }
  const places: OpenAccount[] = [];
  for (const account of accounts) {
    if (health.troubleOf(account) || rates.isSpent(account)) continue;
    // One tries it out; of one with a pace few are let go, as those that are too many come back.
    const one = rooms.isHeld(account, '') ? 0 : 1;
    const atOnce = health.isOnTrial(account) ? one : (account.perSecond ?? Infinity) < SLOW_PER_SECOND ? one : most;
    const free = Math.min(rooms.free(account), atOnce, most - places.length);
    for (let i = 0; i < free; i++) places.push(account);
  }
  return places;
}

/** A pace of less than this is kept by one message after the other. */
const SLOW_PER_SECOND = 200;

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
