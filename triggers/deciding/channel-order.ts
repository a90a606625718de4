import type { TriggerDefinition } from '../contract.ts';
import type { Workspace } from '../gates/contract.ts';
import type { CustomerState } from '../state/contract.ts';

/** The trait by which a customer says how they like to be reached: a channel's name, or a list of them. */
export const PREFERRED_CHANNEL = 'customer.preferredChannel';

/**
 * The channels a trigger may use for a customer, most wanted first: the customer's choice, else the trigger's order.
 */
export function channelsFor(
  { message }: TriggerDefinition,
  state: CustomerState,
  workspace: Workspace,
): readonly string[] {
  const order = message.channels === 'preferred' ? workspace.channels : message.channels;
  const choice = state.values[PREFERRED_CHANNEL]?.v;
  const wanted = (Array.isArray(choice) ? choice : [choice]).filter((channel) => order.includes(channel));
  return wanted.length === 0 ? order : [...wanted, ...order.filter((channel) => !wanted.includes(channel))];
}
