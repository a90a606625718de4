import type { Queue } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import type { Clock } from '../contract.ts';
import type { AccountTrouble, AccountView, QueueCounts, UnusableTemplate } from '../dispatch/contract.ts';
import type { Load } from '../jobs/contract.ts';
import type { Outcomes } from '../outcomes/contract.ts';
import type { Pauses } from '../pauses/contract.ts';
import type { ChannelState, ChannelWord, EngineState, EngineWord, RedisState } from './contract.ts';
import { AWAY_AFTER_MS, readEngines } from './heartbeat.ts';
import { findHindrances } from './hindrances.ts';
import { oldestWaiting } from './queue-ages.ts';

/** A part that has not answered within this time counts as silent: the whole answer takes no longer than 300 ms. */
const ANSWER_WITHIN_MS = 200;
const HOUR_MS = 3_600_000;

export interface StateParts {
  readonly redis: Redis | Cluster;
  readonly queue: {
    readonly queues: ReadonlyMap<string, Queue<Load>>;
    counts(): Promise<Readonly<Record<string, QueueCounts>>>;
  };
  readonly outcomes: Pick<Outcomes, 'store' | 'notYet'>;
  /** The accounts of each channel that the live workspace sets up. */
  readonly accounts: () => ReadonlyMap<string, readonly Pick<AccountView, 'name'>[]>;
  /** Templates that cannot be sent now. */
  readonly unusable?: () => readonly UnusableTemplate[];
  readonly pauses: Pick<Pauses, 'current'>;
  /** Entries that wait in the streams, as this engine counted them last. */
  readonly backlog: () => number;
  readonly clock: Pick<Clock, 'wall'>;
}

/**
 * Creates the reader of the state of everything, of all engines. Reading asks each part once and waits for none long.
 */
export function createStateReader(parts: StateParts): () => Promise<EngineState> {
  const { redis, queue, outcomes, accounts, pauses, clock } = parts;
  return async () => {
    const at = clock.wall();
    const inTime = <T>(answer: Promise<T>) => settleWithin(answer, ANSWER_WITHIN_MS);
    const [memory, words, counts, ages, isClickHouseUp] = await Promise.all([
      inTime(readMemory(redis, clock)),
      inTime(readEngines(redis, at)),
      inTime(queue.counts()),
      inTime(readAges(redis, queue.queues, at)),
      inTime(outcomes.store.ping()),
    ]);
    const said = sumWords(words ?? [], at);
    const provided = accounts();
    const isAllPaused = pauses.current.has('all');
    const channels = [...queue.queues.keys()].map((name) =>
      channelState(
        name,
        {
          accounts: provided.get(name)?.map((account) => account.name),
          isPaused: isAllPaused || pauses.current.has(`channel:${name}`),
        },
        counts?.[name],
        {
          ...ages?.get(name),
          ...said.get(name),
          ...(name === TEMPLATES_OF && templatesIn(parts.unusable?.() ?? [])),
        },
      ),
    );
    const sinks = (words ?? []).flatMap(({ sink }) => (sink ? [sink] : []));
    const facts = {
      at,
      channels,
      redis: memory ?? { isUp: false },
      clickhouse: isClickHouseUp
        ? { isUp: true }
        : { isUp: false, why: outcomes.notYet ?? `it did not answer within ${ANSWER_WITHIN_MS} ms` },
      ...(memory && { sink: sinkState(sinks, parts.backlog()) }),
      engines: (words ?? []).map(({ id, host, roles, startedAt, at: heardAt }) => ({
        id,
        host,
        roles,
        startedAt,
        heardAt,
        isAway: at - heardAt > AWAY_AFTER_MS,
      })),
    };
    return { ...facts, ...findHindrances({ ...facts, isAllPaused }) };
  };
}

/** Resolves with undefined for a part that fails or is late. */
async function settleWithin<T>(answer: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([answer.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

async function readMemory(redis: Redis | Cluster, clock: Pick<Clock, 'wall'>): Promise<RedisState> {
  const before = clock.wall();
  const servers = redis.isCluster ? (redis as Cluster).nodes('master') : [redis as Redis];
  const all = await Promise.all(servers.map(async (server) => memoryIn(await server.info('memory'))));
  const usedBytes = all.reduce((sum, { used }) => sum + used, 0);
  const limited = all.filter(({ limit }) => limit > 0);
  return {
    isUp: true,
    answeredMs: clock.wall() - before,
    usedBytes,
    ...(limited.length > 0 && {
      limitBytes: limited.reduce((sum, { limit }) => sum + limit, 0),
      usedShare: Math.max(...limited.map(({ used, limit }) => used / limit)),
    }),
  };
}

function memoryIn(info: string): { readonly used: number; readonly limit: number } {
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  return { used: Math.max(0, read('used_memory') - read('mem_not_counted_for_evict')), limit: read('maxmemory') };
}

/** The channel whose service approves templates. */
const TEMPLATES_OF = 'whatsapp';
const MOST_TEMPLATES = 50;

function templatesIn(unusable: readonly UnusableTemplate[]): Pick<ChannelState, 'templates'> {
  if (unusable.length === 0) return {};
  return { templates: unusable.slice(0, MOST_TEMPLATES).map(({ book: _, ...template }) => template) };
}

type Ages = Pick<ChannelState, 'failedLastHour' | 'oldestAt'>;

async function readAges(
  redis: Redis | Cluster,
  queues: ReadonlyMap<string, Queue<Load>>,
  at: number,
): Promise<ReadonlyMap<string, Ages>> {
  const ages = await Promise.all(
    [...queues].map(async ([name, queue]) => {
      const [failedLastHour, oldestAt] = await Promise.all([
        redis.zcount(queue.toKey('failed'), at - HOUR_MS, '+inf'),
        oldestWaiting(redis, queue),
      ]);
      return [name, { failedLastHour, ...(oldestAt !== undefined && { oldestAt }) }] as const;
    }),
  );
  return new Map(ages);
}

/** Adds up what the engines that live say of each channel. */
function sumWords(words: readonly EngineWord[], at: number): ReadonlyMap<string, ChannelWord> {
  const sum = new Map<string, ChannelWord>();
  for (const { channels } of words.filter((word) => at - word.at <= AWAY_AFTER_MS)) {
    for (const [name, said] of Object.entries(channels)) {
      const before = sum.get(name) ?? { sent: 0, errors: 0 };
      const isNewer = (said.lastErrorAt ?? 0) > (before.lastErrorAt ?? 0);
      sum.set(name, {
        ...(isNewer ? { ...before, ...said } : { ...said, ...before }),
        sent: before.sent + said.sent,
        errors: before.errors + said.errors,
        ...troublesIn(before, said),
        ...((said.lastSentAt ?? before.lastSentAt) !== undefined && {
          lastSentAt: Math.max(said.lastSentAt ?? 0, before.lastSentAt ?? 0),
        }),
      });
    }
  }
  return sum;
}

/** Adds up the troubles that two engines have; of one account the newer. */
function troublesIn(before: ChannelWord, said: ChannelWord): Pick<ChannelWord, 'troubles'> {
  const byAccount = new Map<string, AccountTrouble>();
  for (const trouble of [...(before.troubles ?? []), ...(said.troubles ?? [])]) {
    const known = byAccount.get(trouble.account);
    if (!known || known.until < trouble.until) byAccount.set(trouble.account, trouble);
  }
  return byAccount.size > 0 ? { troubles: [...byAccount.values()] } : {};
}

function channelState(
  name: string,
  { accounts, isPaused }: { readonly accounts: readonly string[] | undefined; readonly isPaused: boolean },
  counts: QueueCounts | undefined,
  said: Partial<ChannelWord & Ages & Pick<ChannelState, 'templates'>>,
): ChannelState {
  const { sent = 0, errors = 0, failedLastHour = 0, ...last } = said;
  const isFailing = errors > 0 && sent === 0;
  return {
    name,
    ...(accounts && { provider: accounts.join(', ') }),
    state: isPaused ? 'paused' : !accounts ? 'not-set-up' : isFailing ? 'failing' : 'ready',
    ...{ waiting: 0, active: 0, delayed: 0, failed: 0, ...counts },
    failedLastHour,
    ...last,
    sent,
    errors,
  };
}

function sinkState(
  sinks: readonly NonNullable<EngineWord['sink']>[],
  backlog: number,
): NonNullable<EngineState['sink']> {
  if (sinks.length === 0) return { entries: backlog };
  const failing = sinks.find((sink) => sink.failing !== undefined)?.failing;
  return {
    entries: Math.max(...sinks.map(({ entries }) => entries)),
    oldestMs: Math.max(...sinks.map(({ oldestMs }) => oldestMs)),
    ...(failing !== undefined && { failing }),
  };
}
