import { randomUUID } from 'node:crypto';
import type { ProviderChoice } from '../../channels/choose-provider.ts';
import type { Channel, Outbound } from '../../channels/contract.ts';
import { hookUrlOf, type OpenIo } from '../../channels/open.ts';
import { sendOnce } from '../../channels/send.ts';
import type { Message } from '../../templates/contract.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import { MINUTE_MS } from '../../triggers/time/spans.ts';
import type { Clock } from '../contract.ts';
import type { NoteSent, Trial, Trials } from './contract.ts';

const ATTEMPT_MS = 15_000;
const VALID_MS = 3_600_000;
/** What a preview shows in place of the link that unsubscribes its reader; a test message has none. */
const EXAMPLE_LINK = 'https://example.com/unsubscribe';

export interface TrialsParts {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly providerChoice: ProviderChoice;
  readonly workspace: () => Workspace;
  readonly io: Omit<OpenIo, 'heard'>;
  readonly noteSent: NoteSent;
  readonly clock: Clock;
}

/** Creates the trials: they use the channels' providers, and neither queues nor records. */
export function createTrials({ channels, providerChoice, workspace, io, noteSent, clock }: TrialsParts): Trials {
  const outboundOf = (
    { customer, to, message }: Trial,
    id: string,
    unsubscribeUrl: string,
    now = clock.now(),
  ): Outbound => ({
    id,
    customer,
    to,
    message,
    trigger: 'test',
    purpose: 'test',
    sender: workspace().sender,
    unsubscribeUrl,
    decidedAt: now,
    expiresAt: now + VALID_MS,
    attempt: 1,
  });
  const choose = (channel: string, account?: string) => {
    const { providers } = workspace();
    if (!providerChoice.channelsOf(providers).includes(channel)) return undefined;
    const accounts = providerChoice.choose(channel, providers[channel] ?? {});
    const chosen = accounts.find(({ name }) => account === undefined || name === account);
    if (!chosen) return undefined;
    return { ...chosen, settings: providerChoice.reveal ? providerChoice.reveal(chosen.settings) : chosen.settings };
  };
  return {
    show(trial) {
      const chosen = choose(trial.channel);
      if (!chosen) return undefined;
      const { settings, provider } = chosen;
      // Previews beside each other differ by what they are filled from, not by when that was.
      const at = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
      const to = channels.get(trial.channel)?.address(trial.customer, {}, settings) ?? trial.to;
      const shown = provider.show?.(outboundOf({ ...trial, to }, 'preview', EXAMPLE_LINK, at), settings);
      return shown && withCost(shown, chosen.price, workspace().currency);
    },
    async send(trial) {
      const channel = channels.get(trial.channel);
      const chosen = choose(trial.channel, trial.account);
      if (!channel?.asTest) return { refused: `channel '${trial.channel}' has no test messages` };
      if (!chosen) return { refused: `channel '${trial.channel}' is not set up` };
      const to = channel.isAddress?.(trial.to) ? trial.to : channel.address(trial.to, {}, chosen.settings);
      if (to === undefined) return { refused: `channel '${trial.channel}' is not set up` };
      const id = `test-${randomUUID()}`;
      const marked = { ...trial, to, message: channel.asTest(trial.message) };
      const hookUrl = hookUrlOf(io.publicUrl, trial.channel, chosen.name);
      const connection = chosen.provider.open(chosen.settings, { ...io, hookUrl });
      try {
        const result = await sendOnce(connection, outboundOf(marked, id, ''), ATTEMPT_MS);
        if (result.kind !== 'accepted') return { refused: result.reason };
        if (chosen.tells) {
          const test = { delivery: id, customer: '', trigger: 'test', channel: trial.channel, purpose: 'test' };
          await noteSent(chosen.name, result.providerId, to, test);
        }
        return { id, account: chosen.name, provider: chosen.provider.name, message: marked.message };
      } finally {
        await connection.close();
      }
    },
  };
}

/** Adds what it costs to what a reader gets, where the account has a price. */
function withCost(shown: Message, price: number | undefined, currency: string): Message {
  if (price === undefined) return shown;
  const segments = Number.parseInt(shown.segments ?? '', 10) || 1;
  return { ...shown, cost: `${Number((segments * price).toFixed(4))} ${currency}` };
}
