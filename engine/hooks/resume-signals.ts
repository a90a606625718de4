import type { HookEvent } from '../../channels/hooks/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import type { SentMessage } from './contract.ts';
import { shortHashOf } from './event-queue.ts';

/**
 * Returns the signals by which marketing is allowed again that a customer had stopped at the service. A no that they
 * said to us, by a stop word or on their page, stays: the service knows nothing of it.
 */
export function resumeSignals(
  { id, at }: Pick<HookEvent, 'id' | 'at'>,
  { customer, channel }: Pick<SentMessage, 'customer' | 'channel'>,
  { consents }: Pick<CustomerState, 'consents'>,
  now: number,
): readonly Signal[] {
  const when = Math.min(at ?? now, now);
  return Object.entries(consents).flatMap(([key, { granted, source, at: saidAt }]) => {
    const purpose = key.startsWith(`${channel}:`) ? key.slice(channel.length + 1) : '*';
    if (purpose === '*' || granted || source !== 'provider' || saidAt > when) return [];
    const value = { channel, purpose, granted: true, source };
    return [{ id: `hook.${shortHashOf(id)}.resumed.${purpose}`, kind: 'consent', customer, at: when, value }];
  });
}
