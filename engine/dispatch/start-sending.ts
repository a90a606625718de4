import type { createProviderChoice } from '../../channels/choose-provider.ts';
import type { Inbox } from '../../channels/contract.ts';
import type { OpenIo } from '../../channels/open.ts';
import { offeredBy } from '../../channels/refusals.ts';
import { isHeeded } from '../../triggers/patterns/heeded.ts';
import type { Keys } from '../access/contract.ts';
import type { Closable } from '../contract.ts';
import { isOfDecision } from '../outcomes/rows.ts';
import { isChannelPaused } from '../pauses/views.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { confirmationToken } from '../preferences/tokens.ts';
import type { AccountHealth } from './accounts/account-health.ts';
import { startAskingForTemplates } from './ask-for-templates.ts';
import type { TemplateBook } from './contract.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { startDispatcher } from './dispatcher.ts';
import { openLiveChannels } from './live-channels.ts';
import type { PutOffs } from './put-offs.ts';
import type { DeliveryQueue } from './queue.ts';
import { createRecheck } from './recheck.ts';

export interface SendingParts extends DeliveryParts {
  readonly queue: DeliveryQueue;
  readonly inbox: Inbox;
  readonly templateBook: TemplateBook;
  readonly putOffs: PutOffs;
  readonly health: AccountHealth;
  readonly providerChoice: ReturnType<typeof createProviderChoice>;
  readonly report: EngineSignals['report'];
  /** Where links in messages lead; absent: there are none. */
  readonly publicUrl: string | undefined;
  readonly heard: NonNullable<OpenIo['heard']>;
}

/**
 * Starts to send queued messages over the channels of the live workspace, and follows what is published, paused, and
 * kept as secrets. Closing it waits for the sends that are under way.
 */
export function startSending(parts: SendingParts): Closable {
  const { definitions, pauses, secrets, providerChoice, clock } = parts;
  const { templateBook: templates } = parts;
  const { now, wall } = clock;
  const io = { inbox: parts.inbox, templates, now, wall, heard: parts.heard, publicUrl: parts.hooksAt };
  const channels = openLiveChannels(definitions.live.workspace, { providerChoice, io, log: parts.log });
  const dispatcher = dispatchTo(channels.open, parts);
  const asking = startAskingForTemplates(channels.open, templates, clock, parts.log);
  const unwatch = definitions.watch(({ workspace }) => {
    channels.follow(workspace);
    void asking.look();
    dispatcher.heedAccounts();
  });
  const unwatchSecrets = secrets.watch(channels.renew);
  const unwatchPauses = pauses.watch(dispatcher.heedPauses);
  return {
    async close() {
      unwatch();
      unwatchSecrets();
      unwatchPauses();
      await asking.close();
      await dispatcher.close();
      await channels.close();
    },
  };
}

function dispatchTo(channels: ReturnType<typeof openLiveChannels>['open'], parts: SendingParts) {
  const { contexts, definitions, pauses, present, clock, happened } = parts;
  return startDispatcher({
    ...{ redis: parts.redis, queue: parts.queue, putOffs: parts.putOffs, names: [...parts.language.channels.keys()] },
    isPaused: (channel) => isChannelPaused(pauses.current, channel),
    shardOf: contexts.shardOf,
    log: parts.log,
    channels,
    ...{ noteSent: parts.noteSent, links: parts.links, health: parts.health },
    recheck: createRecheck({
      contexts,
      live: () => definitions.live,
      reach: definitions.reach,
      world: present.world,
      workspaceView: present.workspaceView,
      clock,
    }),
    report: parts.report,
    isHeeded: (trigger, state) => isHeeded(definitions.live.matcher, trigger, state),
    offered: () => offeredBy(definitions.live.workspace, parts.providerChoice),
    sender: () => definitions.live.workspace.sender,
    ...linksInMessages(parts.keys, parts.publicUrl),
    clock,
    random: Math.random,
    // What is written to the team, or by a person, is in no figure.
    happened: (outcome) => {
      if (outcome.customer !== '' && isOfDecision(outcome)) happened(outcome);
    },
    answered: parts.answered,
  });
}

/** The signed links by which a customer says no to messages, and confirms a yes. */
function linksInMessages(
  keys: Keys,
  publicUrl: string | undefined,
): Pick<Parameters<typeof startDispatcher>[0], 'unsubscribeUrl' | 'confirmUrl'> {
  return {
    unsubscribeUrl({ customer, channel, purpose, id: delivery }) {
      if (publicUrl === undefined) return '';
      return `${publicUrl}/v1/unsubscribe/${keys.unsubscribeToken({ customer, channel, purpose, delivery })}`;
    },
    confirmUrl({ customer, purpose, to: address, id: delivery, decidedAt: askedAt }) {
      return `${publicUrl ?? ''}/c/${confirmationToken(keys, { customer, purpose, address, delivery, askedAt })}`;
    },
  };
}
