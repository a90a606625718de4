import type { Moment, TriggerDefinition } from '../contract.ts';
import type { ChannelChoice, Workspace } from '../gates/contract.ts';
import type { CustomerState } from '../state/contract.ts';
import { chooseChannels } from './choose-channels.ts';

/** The trait by which a customer says how they like to be reached: a channel's name, or a list of them. */
export const PREFERRED_CHANNEL = 'customer.preferredChannel';

/** The channels that a message may use, most wanted first, and why the first is first. */
export interface ChannelOrder {
  readonly channels: readonly string[];
  readonly choice?: ChannelChoice | undefined;
}

/**
 * The channels a trigger may use for a customer, most wanted first: the customer's choice; else, of a trigger that goes
 * by the preferred channel, what has worked for them, where the workspace learns that; else the written order.
 */
export function orderChannels(
  id: string,
  definition: Pick<TriggerDefinition, 'message' | 'priority'>,
  moment: Moment,
  workspace: Workspace,
): ChannelOrder {
  const { message } = definition;
  const order = message.channels === 'preferred' ? workspace.channels : message.channels;
  const wanted = wantedOf(moment.state, order);
  if (wanted.length > 0) {
    const channels = [...wanted, ...order.filter((channel) => !wanted.includes(channel))];
    return { channels, choice: { ground: 'stated', channel: wanted[0]! } };
  }
  const { learning } = workspace;
  const isFree = message.channels === 'preferred' || message.isPreferred === true;
  if (!learning || !isFree) return { channels: order };
  return chooseChannels(id, definition, moment, workspace, order, learning);
}

function wantedOf({ values }: CustomerState, order: readonly string[]): readonly string[] {
  const choice = values[PREFERRED_CHANNEL]?.v;
  return (Array.isArray(choice) ? choice : [choice]).filter((channel) => order.includes(channel));
}
