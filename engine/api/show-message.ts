import type { Message } from '../../templates/contract.ts';
import type { ApiParts } from './parts.ts';

/** A message as its reader gets it, and what it takes to send it. */
export interface ShownMessage {
  /** Absent: nothing but its slots is to be seen. */
  readonly shown?: Message;
  /** How many segments a text message takes, its alphabet, its places. */
  readonly segments?: string;
  /** What it costs by the first account of its channel, where that has a price. */
  readonly cost?: string;
}

/** Shows a message of a channel by the provider that would send it. */
export function showMessage(
  channel: string,
  customer: string,
  message: Message,
  trials: Pick<ApiParts['trials'], 'show'>,
): ShownMessage {
  const all = trials.show({ channel, customer, to: '', message });
  if (!all) return {};
  const { segments, cost, ...shown } = all;
  return { shown, ...(segments !== undefined && { segments }), ...(cost !== undefined && { cost }) };
}
