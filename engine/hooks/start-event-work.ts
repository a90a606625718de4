import { type Job, Worker } from 'bullmq';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import type { Offered } from '../../channels/refusals.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { allowScriptsWhenFull } from '../stores/allow-when-full.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { FindCustomer, SentMessage, SentMessages } from './contract.ts';
import { EVENT_QUEUE, type EventJob, FIND_ATTEMPTS, shortHashOf } from './event-queue.ts';
import { resumeSignals } from './resume-signals.ts';
import { signalsOfEvent } from './signals-of-event.ts';

export interface EventWorkParts {
  readonly redis: RedisStore;
  readonly sent: SentMessages;
  /** Reads a customer's state. */
  readonly read: (customer: string) => Promise<CustomerState>;
  /** What the workspace has that a customer can say no to. */
  readonly offered: () => Offered;
  readonly clock: Clock;
  readonly log: Log;
}

interface Reporting extends EventWorkParts {
  readonly report: EngineSignals['report'];
  readonly findCustomer: FindCustomer | undefined;
}

/** Starts to make signals of stored events; closing waits for those that are worked on. */
export function startEventWork(
  parts: EventWorkParts,
  report: EngineSignals['report'],
  findCustomer: FindCustomer | undefined,
): Closable {
  const { redis, log } = parts;
  const worker = new Worker<EventJob>(EVENT_QUEUE, (job) => tellEvent(job, { ...parts, report, findCustomer }), {
    connection: allowScriptsWhenFull(redis.connect('worker')),
    prefix: QUEUE_PREFIX,
    concurrency: 50,
    removeOnComplete: { count: 0 },
  });
  worker.on('error', (cause) => log.warn('the worker of hooks is in trouble', { cause: cause.message }));
  return { close: () => worker.close() };
}

/** Reports the signals of an event. Rejects when no message has its id yet, so that the queue tries it again. */
async function tellEvent(
  { id: job = '', data: { channel, account, event }, attemptsMade }: Job<EventJob>,
  { sent, read, offered, clock, log, report, findCustomer }: Reporting,
): Promise<void> {
  if (SAID_BY_READERS.has(event.state) && (await sent.wasHeard(job))) return;
  const found =
    (await sent.find(channel, account, event)) ?? (await findWriter({ channel, account, event }, findCustomer));
  // Who answers a picture writes a text message: that is where they wrote, and where they are answered.
  const message = found && { ...found, channel };
  if (message?.customer === '') return sent.noteTest(message.delivery, event);
  if (message) {
    const moved = await movedAddress(event, message, read);
    if (moved) await report({ ...moved, at: clock.now() });
    // Together, in their order: a STOP does not wait until the answer that says it is stored.
    const now = clock.now();
    const resumed =
      event.state === 'marketing-resumed' && resumeSignals(event, message, await read(message.customer), now);
    await Promise.all((resumed || signalsOfEvent(account, event, message, now, offered())).map(report));
    // Not before it is told: an engine that is killed in between tells it once more, which counts once.
    if (SAID_BY_READERS.has(event.state)) await sent.noteHeard(job);
    return;
  }
  // Somebody whom nothing was sent to lately reads what people write to them.
  if (isReadByAddress(event)) return;
  if (attemptsMade + 1 < FIND_ATTEMPTS) throw new Error('no message has this id yet');
  log.info('a provider told of a message that nobody knows', { channel, account, state: event.state });
}

/**
 * What readers say and do. A call that somebody kept and makes again, its signature as good as ever, must not say it
 * anew; what becomes of a message only ever moves on.
 */
const SAID_BY_READERS: ReadonlySet<HookEvent['state']> = new Set([
  ...(['replied', 'complained', 'opted-out', 'marketing-resumed'] as const),
  ...(['blocked', 'unblocked', 'address-changed'] as const),
]);

/** Finds the customer who writes first: they are known by where they are reached. */
async function findWriter(
  { channel, event }: EventJob,
  findCustomer: FindCustomer | undefined,
): Promise<SentMessage | undefined> {
  const { message, address } = event;
  if (message !== undefined || address === undefined || isReadByAddress(event)) return undefined;
  const customer = await findCustomer?.(channel, address);
  return customer === undefined ? undefined : { customer, channel, delivery: '', trigger: '', purpose: '' };
}

/** Whether all is told to be read until some time, without the id of a message. */
function isReadByAddress({ state, message }: HookEvent): boolean {
  return state === 'opened' && message === undefined;
}

/** Makes the signal that gives the customer's traits the new address where they have the old one. */
async function movedAddress(
  { state, id, address, to }: HookEvent,
  { customer }: SentMessage,
  read: EventWorkParts['read'],
) {
  if (state !== 'address-changed' || !address || !to) return undefined;
  const traits = traitsAt(await read(customer), address, to);
  if (Object.keys(traits).length === 0) return undefined;
  return { id: `hook.${shortHashOf(id)}.moved`, kind: 'identify', customer, value: { traits } };
}

/** The traits that say where a customer is reached, with the new address in place of the old one. */
function traitsAt({ values }: CustomerState, address: string, to: string): Readonly<Record<string, string>> {
  const old = bare(address);
  const moved = Object.entries(values).filter(
    ([field, { v }]) => field.startsWith(TRAIT) && typeof v === 'string' && bare(v) === old,
  );
  return Object.fromEntries(moved.map(([field]) => [field.slice(TRAIT.length), to]));
}

const TRAIT = 'customer.';

/** A number is the same with and without its plus, spaces and dashes. */
function bare(address: string): string {
  return address.replace(/^\+|[\s()/-]/g, '').toLowerCase();
}
