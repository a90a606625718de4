import { createHash } from 'node:crypto';
import { type Job, Queue, Worker } from 'bullmq';
import type { ProviderChoice } from '../../channels/choose-provider.ts';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { mapOf } from '../../channels/hooks/verify.ts';
import { createHttpDoor } from '../../channels/http/door.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { allowScriptsWhenFull } from '../stores/allow-when-full.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { HookAnswer, HookIntake, ReportMails, SentMessage, SentMessages } from './contract.ts';
import { createReportMails } from './report-mails.ts';
import { signalsOfEvent } from './signals-of-event.ts';

/**
 * # Hooks
 *
 * **Idea.** A provider tells what became of messages when it likes: twice, in any order, before our own attempt has its
 * answer, for hours while we are away. So a call is checked, stored and answered, and what it tells is worked on
 * afterwards. Nothing of it is counted here: an event becomes signals with ids of its own, and the pipeline takes a
 * signal once.
 *
 * A report by mail comes in over SMTP (`report-listener.ts`) and is told in the same queue.
 *
 *     provider ──> /hooks/<channel>/<account> ──> signature ──> queue `hooks` ──> message it is about ──> signals
 *                                                    │ no          ↑ not known yet: parked, looked for again
 *                                                    └─> 401       └──────┘
 *
 * **States of an event**: told → stored (a job, by a hash of its id) → signals, or parked while no message has its id;
 * one that is still not known after some twenty minutes is dropped with a line in the log.
 *
 * **Read in this order:** contract → channels/hooks/contract → sent-messages → signals-of-event → this file →
 * report-mails → report-listener.
 */
const NAME = 'hooks';
/** How long an event waits for its message to be known: 1, 2, 4 … s, twenty minutes in all. */
const FIND_ATTEMPTS = 11;
const FIND_MS = 1_000;
const MOST_EVENTS = 1_000;
/** A provider waits for our answer while a page of its own is fetched. */
const FETCH_MS = 5_000;

interface EventJob {
  readonly channel: string;
  readonly account: string;
  readonly event: HookEvent;
}

export interface HooksParts {
  readonly redis: RedisStore;
  readonly providerChoice: ProviderChoice;
  readonly workspace: () => Workspace;
  readonly sent: SentMessages;
  /** Reads a customer's state. */
  readonly read: (customer: string) => Promise<CustomerState>;
  readonly clock: Clock;
  readonly log: Log;
  /** Gets a page of a provider by its URL. Absent: from its public address. */
  readonly fetchText?: ((url: string) => Promise<string>) | undefined;
}

/** Returns the one customer who is reached at an address; undefined: nobody is, or several are. */
type FindCustomer = (channel: string, address: string) => Promise<string | undefined>;

/** The room of hooks: `intake` for the edge, `work` for the role `dispatch`. */
export interface OpenHooks extends Closable {
  readonly intake: HookIntake;
  readonly reports: ReportMails;
  /** Stores what a provider heard over its own connection. Never throws. */
  heard(channel: string, account: string, event: HookEvent): void;
  /**
   * Makes signals of what was told, until closed. `findCustomer` knows who is reached at an address that was never
   * written to; absent: nobody is.
   */
  work(report: EngineSignals['report'], findCustomer?: FindCustomer): Closable;
}

/** Opens the queue of what providers told. */
export function openHooks(parts: HooksParts): OpenHooks {
  const { redis, providerChoice, workspace, sent, read, clock, log } = parts;
  const queue = new Queue<EventJob>(NAME, {
    connection: redis.connect('queue'),
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: FIND_ATTEMPTS,
      backoff: { type: 'exponential', delay: FIND_MS },
      removeOnComplete: true,
      removeOnFail: true,
    },
    streams: { events: { maxLen: 1_000 } },
  });
  queue.on('error', () => undefined); // a rejected `addBulk` tells of events that were not taken
  const door = createHttpDoor({ allow: [], connectSeconds: 3, connections: 2 }, {});
  const fetchFromOutside = async (url: string) => {
    const { status, text } = await door.ask({ method: 'GET', path: url }, AbortSignal.timeout(FETCH_MS));
    if (status !== 200) throw new Error(`${new URL(url).host} answered ${status}`);
    return text;
  };
  const accountOf = (channel: string, name: string) => {
    const { providers } = workspace();
    if (!providerChoice.channelsOf(providers).includes(channel)) return undefined;
    return providerChoice.choose(channel, providers[channel] ?? {}).find((account) => account.name === name);
  };
  const keep = async (channel: string, account: string, events: readonly HookEvent[]) => {
    await queue.addBulk(events.slice(0, MOST_EVENTS).map((event) => jobOf(channel, account, event)));
  };
  const reportAddresses = () => {
    const { providers } = workspace();
    if (!providerChoice.channelsOf(providers).includes('email')) return [];
    return providerChoice.choose('email', providers.email ?? {}).flatMap(({ name, provider, settings }) => {
      const address = provider.hooks?.byMail && mapOf(settings)[provider.hooks.byMail];
      return typeof address === 'string' ? [[name, address] as const] : [];
    });
  };
  return {
    reports: createReportMails({
      ...{ accounts: reportAddresses, sent },
      store: (account, events) => keep('email', account, events),
    }),
    intake: {
      headersFor: (channel, account) => accountOf(channel, account)?.provider.hooks?.headers,
      async take(channel, account, call): Promise<HookAnswer> {
        const found = accountOf(channel, account);
        const hooks = found?.provider.hooks;
        if (!found || !hooks) return { status: 404, body: 'no account has hooks here' };
        const settings = providerChoice.reveal ? providerChoice.reveal(found.settings) : found.settings;
        const { fetchText = fetchFromOutside } = parts;
        const reading = await hooks.read({ ...call, now: clock.wall(), fetchText }, settings);
        if ('untrusted' in reading) {
          log.info('a call to a hook was refused', { channel, account, reason: reading.untrusted });
          return { status: 401, body: reading.untrusted };
        }
        await keep(channel, account, reading.events);
        return { status: 200, body: reading.answer ?? '' };
      },
    },
    heard(channel, account, event) {
      queue.addBulk([jobOf(channel, account, event)]).catch((cause) => {
        log.warn('what a provider told could not be stored', { channel, account, cause });
      });
    },
    work(report, findCustomer) {
      /** Whoever writes first is known by where they are reached. */
      const findWriter = async (channel: string, { message, address }: HookEvent): Promise<SentMessage | undefined> => {
        if (message !== undefined || address === undefined) return undefined;
        const customer = await findCustomer?.(channel, address);
        return customer === undefined ? undefined : { customer, channel, delivery: '', trigger: '', purpose: '' };
      };
      const tell = async ({ data: { channel, account, event }, attemptsMade }: Job<EventJob>) => {
        const message = (await sent.find(channel, account, event)) ?? (await findWriter(channel, event));
        if (message?.customer === '') return sent.noteTest(message.delivery, event);
        if (message) {
          await moveAddress(event, message);
          for (const signal of signalsOfEvent(account, event, message, clock.now())) await report(signal);
          return;
        }
        if (attemptsMade + 1 < FIND_ATTEMPTS) throw new Error('no message has this id yet');
        log.info('a provider told of a message that nobody knows', { channel, account, state: event.state });
      };
      /** Where the customer's traits have the old address, they have the new one. */
      const moveAddress = async ({ state, id, address, to }: HookEvent, { customer }: SentMessage) => {
        if (state !== 'address-changed' || !address || !to) return;
        const traits = traitsAt(await read(customer), address, to);
        if (Object.keys(traits).length === 0) return;
        const signal = { kind: 'identify', customer, at: clock.now(), value: { traits } };
        await report({ id: `hook.${hashOf(id)}.moved`, ...signal });
      };
      const worker = new Worker<EventJob>(NAME, tell, {
        connection: allowScriptsWhenFull(redis.connect('worker')),
        prefix: QUEUE_PREFIX,
        concurrency: 50,
        removeOnComplete: { count: 0 },
      });
      worker.on('error', (cause) => log.warn('the worker of hooks is in trouble', { cause: cause.message }));
      return { close: () => worker.close() };
    },
    async close() {
      await Promise.all([queue.close(), door.close()]);
    },
  };
}

function jobOf(channel: string, account: string, event: HookEvent) {
  const jobId = jobIdOf(channel, account, event);
  return { name: event.state, data: { channel, account, event }, opts: { jobId } };
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

function jobIdOf(channel: string, account: string, { id, state }: HookEvent): string {
  return hashOf(`${channel}\n${account}\n${state}\n${id}`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
