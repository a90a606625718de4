import type { ProviderChoice } from '../../channels/choose-provider.ts';
import type { HookEvent } from '../../channels/hooks/contract.ts';
import { mapOf } from '../../channels/hooks/verify.ts';
import { createHttpDoor } from '../../channels/http/door.ts';
import { offeredBy } from '../../channels/refusals.ts';
import type { TemplateNews } from '../../channels/templates/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { Closable } from '../contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import type { FindCustomer, HookAnswer, HookIntake, ReportMails } from './contract.ts';
import { jobOfEvent, openEventQueue } from './event-queue.ts';
import { createReportMails } from './report-mails.ts';
import { type EventWorkParts, startEventWork } from './start-event-work.ts';

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
 * **Read in this order:** contract → channels/hooks/contract → sent-messages → signals-of-event → start-event-work →
 * this file → report-mails → report-listener.
 */
const MOST_EVENTS = 1_000;
/** A provider waits for our answer while a page of its own is fetched. */
const FETCH_MS = 5_000;

export interface HooksParts extends Omit<EventWorkParts, 'offered'> {
  readonly providerChoice: ProviderChoice;
  readonly workspace: () => Workspace;
  /** Stores what a provider says of a template that it has to approve. */
  readonly noteTemplate: (news: TemplateNews) => Promise<void>;
  /** Gets a page of a provider by its URL. Absent: from its public address. */
  readonly fetchText?: ((url: string) => Promise<string>) | undefined;
}

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
  const { redis, providerChoice, workspace, sent, clock, log } = parts;
  const queue = openEventQueue(redis);
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
    await queue.addBulk(events.slice(0, MOST_EVENTS).map((event) => jobOfEvent(channel, account, event)));
  };
  const reportAddresses = () => {
    const { providers } = workspace();
    if (!providerChoice.channelsOf(providers).includes('email')) return [];
    return providerChoice.choose('email', providers.email ?? {}).flatMap(({ name, provider, settings }) => {
      const { reports, answers } = provider.hooks?.byMail ?? {};
      return [reports, answers].flatMap((setting) => {
        const address = setting && mapOf(settings)[setting];
        const isForAnswers = setting === answers;
        return typeof address === 'string' ? [{ account: name, address, isForAnswers }] : [];
      });
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
        for (const news of (reading.templates ?? []).slice(0, MOST_EVENTS)) await parts.noteTemplate(news);
        return { status: 200, body: reading.answer ?? '' };
      },
    },
    heard(channel, account, event) {
      queue.addBulk([jobOfEvent(channel, account, event)]).catch((cause) => {
        log.warn('what a provider told could not be stored', { channel, account, cause });
      });
    },
    work: (report, findCustomer) =>
      startEventWork({ ...parts, offered: () => offeredBy(workspace(), providerChoice) }, report, findCustomer),
    async close() {
      await Promise.all([queue.close(), door.close()]);
    },
  };
}
