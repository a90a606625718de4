import type { Cluster, Redis } from 'ioredis';
import { firstSettings } from '../../channels/accounts.ts';
import { type ChosenAccount, createProviderChoice } from '../../channels/choose-provider.ts';
import type { SendResult } from '../../channels/contract.ts';
import type { OpenIo } from '../../channels/open.ts';
import type { Settings } from '../../config/settings.ts';
import { isHeeded } from '../../triggers/patterns/heeded.ts';
import type { Keys } from '../access/contract.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import type { Language, OpenDefinitions } from '../definitions/contract.ts';
import type { Links } from '../links/contract.ts';
import type { Outcome } from '../outcomes/contract.ts';
import { isOfDecision } from '../outcomes/rows.ts';
import type { Pauses } from '../pauses/contract.ts';
import { isChannelPaused } from '../pauses/views.ts';
import type { EngineSignals, LiveView } from '../pipeline/contract.ts';
import { confirmationToken } from '../preferences/tokens.ts';
import type { OpenSecrets } from '../secrets/contract.ts';
import type { RedisStore } from '../stores/contract.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import type { AccountView, NoteSent } from './contract.ts';
import { createDeadLetters } from './dead-letters.ts';
import { startDispatcher } from './dispatcher.ts';
import { createForget } from './forget.ts';
import { openInbox } from './inbox.ts';
import { openLiveChannels } from './live-channels.ts';
import { createPutOffs } from './put-offs.ts';
import { openQueues } from './queue.ts';
import { createRecheck } from './recheck.ts';
import { createRecords } from './records.ts';
import { createTeamPost } from './team-post.ts';
import { createTrials } from './trials.ts';

export interface DeliveryParts {
  /** The connection for what customers wait for. */
  readonly hot: Redis | Cluster;
  readonly redis: RedisStore;
  readonly contexts: RedisContexts;
  readonly definitions: OpenDefinitions;
  readonly pauses: Pauses;
  readonly language: Language;
  readonly secrets: Pick<OpenSecrets, 'reveal' | 'watch'>;
  /** Settings of providers from the environment. */
  readonly fromEnvironment: Settings['providers'];
  readonly isMailHeard: boolean;
  readonly noteSent: NoteSent;
  readonly links?: Links | undefined;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly log: Log;
  readonly present: LiveView;
  readonly happened: (outcome: Outcome) => void;
  /** Called with the result of every attempt. */
  readonly answered: (channel: string, result: SendResult) => void;
}

/** The room between a decided message and its provider. */
export type Delivery = ReturnType<typeof openDelivery>;

/** Opens the queues, the inbox and the dead letters; `work` starts sending. */
export function openDelivery(parts: DeliveryParts) {
  const {
    hot,
    redis,
    secrets,
    fromEnvironment,
    isMailHeard,
    noteSent,
    links,
    contexts,
    definitions,
    pauses,
    language,
    keys,
    clock,
    log,
    present,
  } = parts;
  const { happened, answered } = parts;
  const { shardOf } = contexts;
  const names = [...language.channels.keys()];
  const providerChoice = createProviderChoice({ ...language, fromEnvironment, reveal: secrets.reveal, isMailHeard });
  const together = new Map([...language.channels.values()].map(({ name, together = 1 }) => [name, together]));
  const queue = openQueues(redis, names, together, clock.wall);
  const inbox = openInbox(hot, redis, clock, shardOf);
  const putOffs = createPutOffs(queue, clock);
  const health = createAccountHealth(clock);
  const records = createRecords(redis.connect('api'), shardOf);
  const waiting = async () =>
    Object.values(await queue.counts()).reduce((sum, counts) => sum + counts.waiting + counts.active, 0);

  const addressOf = (name: string) =>
    language.channels.get(name)?.address('', {}, firstSettings(definitions.live.workspace.providers[name]));

  return {
    providerChoice,
    /** Returns the accounts of a channel that get nothing from this engine for now. */
    troublesOf: health.troublesOf,
    queue,
    inbox,
    trials: createTrials({
      channels: language.channels,
      providerChoice,
      workspace: () => definitions.live.workspace,
      io: { inbox, now: clock.now, wall: clock.wall },
      noteSent,
      clock,
    }),
    team: createTeamPost(queue, addressOf, clock),
    /** Returns the accounts of each channel that the live workspace sets up. */
    accounts(): ReadonlyMap<string, readonly AccountView[]> {
      const written = definitions.live.workspace.providers;
      return new Map(
        providerChoice
          .channelsOf(written)
          .map((channel) => [channel, providerChoice.choose(channel, written[channel] ?? {}).map(viewOfAccount)]),
      );
    },
    /** Counts the jobs that are ready or being worked on; a parcel counts as one. */
    waiting,
    deadLetters: createDeadLetters({ queue, records, redis: redis.connect('api'), clock }),
    forget: createForget(queue, redis.connect('api'), shardOf),
    /** Starts to send queued messages. Links in them lead to `publicUrl`; absent: there are none. */
    work({ report }: EngineSignals, publicUrl: string | undefined, heard: NonNullable<OpenIo['heard']>): Closable {
      const io = { inbox, now: clock.now, wall: clock.wall, heard };
      const { live } = definitions;
      const channels = openLiveChannels(live.workspace, { providerChoice, io, log });
      const dispatcher = startDispatcher({
        redis,
        queue,
        putOffs,
        names,
        isPaused: (channel) => isChannelPaused(pauses.current, channel),
        shardOf,
        log,
        channels: channels.open,
        noteSent,
        links,
        health,
        recheck: createRecheck({
          contexts,
          live: () => definitions.live,
          reach: definitions.reach,
          world: present.world,
          workspaceView: present.workspaceView,
          clock,
        }),
        report,
        isHeeded: (trigger, state) => isHeeded(definitions.live.matcher, trigger, state),
        sender: () => definitions.live.workspace.sender,
        unsubscribeUrl: ({ customer, channel, purpose, id }) =>
          publicUrl === undefined
            ? ''
            : `${publicUrl}/v1/unsubscribe/${keys.unsubscribeToken({ customer, channel, purpose, delivery: id })}`,
        confirmUrl: ({ customer, purpose, to: address, id: delivery, decidedAt: askedAt }) =>
          `${publicUrl ?? ''}/c/${confirmationToken(keys, { customer, purpose, address, delivery, askedAt })}`,
        clock,
        random: Math.random,
        // What is written to the team, or by a person, is in no figure.
        happened: (outcome) => {
          if (outcome.customer !== '' && isOfDecision(outcome)) happened(outcome);
        },
        answered,
      });
      const unwatch = definitions.watch(({ workspace }) => {
        channels.follow(workspace);
        dispatcher.heedAccounts();
      });
      const unwatchSecrets = secrets.watch(channels.renew);
      const unwatchPauses = pauses.watch(dispatcher.heedPauses);
      return {
        async close() {
          unwatch();
          unwatchSecrets();
          unwatchPauses();
          await dispatcher.close();
          await channels.close();
        },
      };
    },
    /** Lets messages go whose time has come by the engine's clock. */
    wake: putOffs.wake,
    /** Resolves when no message is ready to be worked on, being worked on, or put off until a time that has come. */
    async idle(): Promise<void> {
      for (let waitMs = 1; (await putOffs.wake()) || (await waiting()) > 0; waitMs = Math.min(2 * waitMs, IDLE_LOOK_MS))
        await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    close: () => queue.close(),
  };
}

const IDLE_LOOK_MS = 50;

function viewOfAccount({
  name,
  provider,
  tells,
  order,
  weight,
  countries,
  purposes,
  perSecond,
}: ChosenAccount): AccountView {
  return {
    ...{ name, provider: provider.name, order, weight, hasReceipts: tells === true },
    ...(countries && { countries }),
    ...(purposes && { purposes }),
    ...(perSecond !== undefined && { perSecond }),
  };
}
