import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Log } from '../contract.ts';
import { type DeliveryJob, type Later, type Load, QUEUE_PREFIX } from '../jobs/contract.ts';
import { allowScriptsWhenFull } from '../stores/allow-when-full.ts';
import type { RedisStore } from '../stores/contract.ts';
import { type AccountLines, startAccountLines } from './accounts/account-lines.ts';
import { createAccountRates } from './accounts/account-rates.ts';
import { createAccountRooms } from './accounts/account-rooms.ts';
import { type ChannelWorkers, startChannelWorkers } from './channel-workers.ts';
import { type Delivered, deliver, type Postponed } from './deliver.ts';
import type { DeliverParts } from './deliver-parts.ts';
import { isParcel } from './parcels.ts';
import type { PutOffs } from './put-offs.ts';
import { type DeliveryQueue, KEEP_FAILED, priorityOf, queueName } from './queue.ts';
import { createRecords } from './records.ts';
import { createWholeAnswers } from './whole-answers.ts';

export interface DispatcherParts
  extends Omit<DeliverParts, 'records' | 'rates' | 'rooms' | 'lines' | 'misconfigured' | 'attemptMs'> {
  readonly redis: RedisStore;
  /** Takes the messages of a parcel that are not done at the first try, and holds those that wait for an account. */
  readonly queue: Pick<DeliveryQueue, 'addLater' | 'queues'>;
  readonly putOffs: Pick<PutOffs, 'note'>;
  /** The names of the channels whose queues it works on. */
  readonly names: readonly string[];
  readonly shardOf: (customer: string) => number;
  readonly log: Log;
  /** Jobs under way at once, for each account. */
  readonly concurrency?: number;
  /** The time limit of one attempt. */
  readonly attemptMs?: number;
  /** A job whose worker shows no sign of life for this long goes to another worker, after as long again. */
  readonly lockMs?: number;
}

interface WorkingParts extends Pick<DispatcherParts, 'queue' | 'putOffs'> {
  readonly lines: AccountLines;
  /** Deliveries that this process is working on, by their ids. */
  readonly underWay: Map<string, Promise<Delivered>>;
  /** What a dead letter keeps of its end. */
  readonly answerOf: ReturnType<typeof createWholeAnswers>;
}

/** Thrown to BullMQ: the job waits, then is worked on again. */
class Again extends Error {
  override readonly name = 'Again';
  readonly waitMs: number;
  /** The line that it joins when it waits in its queue. */
  readonly line: string | undefined;
  constructor({ again, waitMs, line }: Postponed) {
    super(again);
    this.waitMs = waitMs;
    this.line = line;
  }
}

/**
 * A message takes 0.4 ms of the process and waits for 50: with fewer under way the process waits, too (bench:
 * channels).
 */
const CONCURRENCY = 512;
const ATTEMPT_MS = 15_000;
const LOCK_MS = 10_000;
/** The wait after a failure of the worker itself, such as an absent Redis. */
const TROUBLE_WAIT_MS = 1_000;
/** However often a worker dies, the delivery's record knows what may be done: no number of deaths ends a delivery. */
const MOST_DEATHS = 1_000_000;
const SAY_AGAIN_MS = 60_000;

/** Works on the queues of channels. */
export type Dispatcher = ChannelWorkers;

/** Works on the queues of these channels until closed. Closing waits for the attempts that are under way. */
export function startDispatcher(parts: DispatcherParts): Dispatcher {
  const { redis, names, shardOf, log, clock } = parts;
  const { concurrency = CONCURRENCY, lockMs = LOCK_MS } = parts;
  const { attemptMs = ATTEMPT_MS } = parts;
  const connection = allowScriptsWhenFull(redis.connect('worker'));
  const records = createRecords(connection, shardOf);
  const said = new Map<string, number>();
  const misconfigured = (channel: string, account: string, reason: string) => {
    const name = `${channel} ${account}`;
    if (clock.wall() - (said.get(name) ?? -Infinity) < SAY_AGAIN_MS) return;
    said.set(name, clock.wall());
    log.error(`account '${account}' of channel '${channel}' refuses us; its messages go by others, or wait`, {
      reason,
    });
  };
  const rates = createAccountRates(connection, clock);
  const rooms = createAccountRooms(concurrency);
  const lines = startAccountLines({ ...parts, redis: connection, rates, rooms });
  const whole: DeliverParts = { ...parts, records, rates, rooms, lines, misconfigured, attemptMs };
  const working: WorkingParts = { ...parts, lines, underWay: new Map(), answerOf: createWholeAnswers(clock) };
  const start = (name: string) => {
    const fitting = () => rooms.atOnce(parts.channels().get(name)?.accounts ?? []);
    const begin = (job: Job<Load>) => {
      if (worker.concurrency !== fitting()) worker.concurrency = fitting();
      return work(job, whole, working);
    };
    const worker: Worker<Load> = new Worker<Load>(queueName(name), begin, {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency: fitting(),
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: MOST_DEATHS,
      removeOnComplete: { count: 0 },
      removeOnFail: KEEP_FAILED,
      settings: { backoffStrategy: (_made, _type, error) => (error instanceof Again ? error.waitMs : TROUBLE_WAIT_MS) },
    });
    worker.on('failed', (job, cause) => {
      if (job && cause instanceof Again && cause.line !== undefined && !isParcel(job.data))
        void lines.join(job.data, cause.line, job.opts.priority ?? priorityOf(job.data, 0));
    });
    worker.on('error', (cause) => log.warn('a delivery worker is in trouble', { channel: name, cause: cause.message }));
    return worker;
  };
  const isOpen = (channel: string) => parts.channels().has(channel);
  const workers = startChannelWorkers({ redis: connection, names, isOpen, isPaused: parts.isPaused, start, log });
  return {
    ...workers,
    async close() {
      await lines.close();
      await workers.close();
    },
  };
}

/**
 * Works on a job and tells BullMQ its result: it returns when the job is done, throws `Again` when it must wait, and
 * `UnrecoverableError` when it is a dead letter. A parcel is done when each of its messages has ended or goes on alone.
 */
async function work({ data }: Job<Load>, parts: DeliverParts, working: WorkingParts): Promise<string> {
  const { queue, putOffs, lines } = working;
  if (isParcel(data)) {
    const later = await Promise.all(data.together.map((job) => firstTry(job, parts, working)));
    const alone = later.filter((one) => one !== undefined);
    for (const { job, until, waitMs } of alone) if (until !== undefined) putOffs.note(job, until, waitMs);
    if (alone.length > 0) await queue.addLater(alone);
    for (const { job, line } of alone) if (line !== undefined) void lines.join(job, line, priorityOf(job, 0));
    return `${data.together.length - alone.length} of ${data.together.length}`;
  }
  const delivered = await deliverHere(data, parts, working);
  if ('again' in delivered) {
    if (delivered.until !== undefined) putOffs.note(data, delivered.until, delivered.waitMs);
    throw new Again(delivered);
  }
  if (delivered.end.state === 'failed') throw new UnrecoverableError(working.answerOf(delivered.end) || 'failed');
  return delivered.end.state;
}

/**
 * Works on one message of a parcel; returns how it goes on alone, undefined when it has ended. A dead letter becomes
 * one alone.
 */
async function firstTry(
  job: DeliveryJob,
  parts: DeliverParts,
  working: WorkingParts,
): Promise<(Later & Pick<Postponed, 'line'>) | undefined> {
  try {
    const delivered = await deliverHere(job, parts, working);
    if ('again' in delivered) return { job, ...delivered };
    return delivered.end.state === 'failed' ? { job, waitMs: 0 } : undefined;
  } catch {
    // A failure of the worker itself: the message is tried alone until that is over.
    return { job, waitMs: TROUBLE_WAIT_MS };
  }
}

/**
 * Delivers a message once in this process: a starved worker loses its locks, and may be handed a job that it still
 * works on.
 */
async function deliverHere(
  job: DeliveryJob,
  parts: DeliverParts,
  { underWay, lines }: WorkingParts,
): Promise<Delivered> {
  const running = underWay.get(job.id);
  if (running) return running;
  const delivering = deliver(job, parts);
  lines.look(job.id);
  underWay.set(job.id, delivering);
  try {
    return await delivering;
  } finally {
    underWay.delete(job.id);
    lines.heed(job.channel);
  }
}
