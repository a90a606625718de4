import { firstSettings } from '../../channels/accounts.ts';
import { type ChosenAccount, createProviderChoice } from '../../channels/choose-provider.ts';
import type { OpenIo } from '../../channels/open.ts';
import type { Closable } from '../contract.ts';
import type { OpenDefinitions } from '../definitions/contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import type { AccountView } from './contract.ts';
import { createDeadLetters } from './dead-letters.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { createForget } from './forget.ts';
import { openInbox } from './inbox.ts';
import { createPutOffs } from './put-offs.ts';
import { openQueues } from './queue.ts';
import { createRecords } from './records.ts';
import { startSending } from './start-sending.ts';
import { createTeamPost } from './team-post.ts';
import { openTemplateBook } from './template-book.ts';
import { createTrials } from './trials.ts';

/** The room between a decided message and its provider. */
export type Delivery = ReturnType<typeof openDelivery>;

/** Opens the queues, the inbox and the dead letters; `work` starts sending. */
export function openDelivery(parts: DeliveryParts) {
  const { hot, redis, secrets, fromEnvironment, isMailHeard, hooksAt, noteSent, definitions, language, clock } = parts;
  const { shardOf } = parts.contexts;
  const names = [...language.channels.keys()];
  const providerChoice = createProviderChoice({
    ...{ ...language, fromEnvironment, reveal: secrets.reveal, isMailHeard },
    isCallable: hooksAt !== undefined,
  });
  const together = new Map([...language.channels.values()].map(({ name, together = 1 }) => [name, together]));
  const queue = openQueues(redis, names, together, clock.wall);
  const inbox = openInbox(hot, redis, clock, shardOf);
  const templateBook = openTemplateBook(redis.connect('api'), clock, parts.log);
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
    templateBook,
    trials: createTrials({
      channels: language.channels,
      providerChoice,
      workspace: () => definitions.live.workspace,
      io: { inbox, templates: templateBook, now: clock.now, wall: clock.wall, publicUrl: hooksAt },
      noteSent,
      clock,
    }),
    team: createTeamPost(queue, addressOf, clock),
    /** Returns the accounts of each channel that the live workspace sets up. */
    accounts: () => viewAccounts(providerChoice, definitions.live.workspace.providers),
    /** Counts the jobs that are ready or being worked on; a parcel counts as one. */
    waiting,
    deadLetters: createDeadLetters({ queue, records, redis: redis.connect('api'), clock }),
    forget: createForget(queue, redis.connect('api'), shardOf),
    /** Starts to send queued messages. Links in them lead to `publicUrl`; absent: there are none. */
    work({ report }: EngineSignals, publicUrl: string | undefined, heard: NonNullable<OpenIo['heard']>): Closable {
      return startSending({
        ...parts,
        queue,
        inbox,
        templateBook,
        putOffs,
        health,
        providerChoice,
        report,
        publicUrl,
        heard,
      });
    },
    /** Lets messages go whose time has come by the engine's clock. */
    wake: putOffs.wake,
    /** Resolves when no message is ready to be worked on, being worked on, or put off until a time that has come. */
    async idle(): Promise<void> {
      for (let waitMs = 1; (await putOffs.wake()) || (await waiting()) > 0; waitMs = Math.min(2 * waitMs, IDLE_LOOK_MS))
        await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    async close() {
      await templateBook.close();
      await queue.close();
    },
  };
}

const IDLE_LOOK_MS = 50;

function viewAccounts(
  { channelsOf, choose }: ReturnType<typeof createProviderChoice>,
  written: OpenDefinitions['live']['workspace']['providers'],
): ReadonlyMap<string, readonly AccountView[]> {
  return new Map(
    channelsOf(written).map((channel) => [channel, choose(channel, written[channel] ?? {}).map(viewOfAccount)]),
  );
}

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
