import { readDevices } from '../../channels/push/devices.ts';
import { type Offered, refusalOf, refusedBy } from '../../channels/refusals.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { countsMessages } from '../../triggers/policy/windows.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { End } from './records.ts';

/** Tells whether a live trigger waits for this outcome of another trigger. */
export type IsHeeded = (trigger: string, state: string) => boolean;

const MOST_REASON_CHARS = 500;

/**
 * Returns the signals about a delivery's end: that nothing left, so that caps get their place back; that the address is
 * dead; that the customer opted out, of everything by this channel or of its marketing; that it was sent, or may have
 * been, only where a trigger waits for that, or the service counts what people reply. The same end gives the same
 * signals, with the same ids, so telling it twice does no harm.
 */
export function signalsOf(
  job: Pick<DeliveryJob, 'id' | 'customer' | 'channel' | 'trigger' | 'to' | 'by'>,
  { state, reason, effect }: End,
  attempts: number,
  at: number,
  isHeeded: IsHeeded,
  offered: Offered,
): readonly Signal[] {
  const { id, customer, channel, trigger, to } = job;
  const signals: Signal[] = [];
  const about = { delivery: id, channel, trigger, reason: reason.slice(0, MOST_REASON_CHARS) };
  const add = (name: string, kind: string, value: Signal['value']) =>
    signals.push({ id: `${id}.${name}.${attempts}`, kind, customer, at, value });
  const refusal = refusalOf(effect);
  if (state === 'failed' || state === 'expired' || state === 'held-back')
    add(state, 'message', { ...about, state, ...(refusal && { refusal }) });
  else if (isHeeded(trigger, state) || (job.by !== undefined && countsMessages(channel)))
    add(state, 'message', { ...about, state });
  if (effect === 'suppress-address') add('bounced', 'message', { ...about, state: 'bounced', hard: true, address: to });
  for (const { name, value } of refusedBy(effect, channel, offered, 'provider')) add(name, 'consent', value);
  return signals;
}

/** Returns the signals that devices take no more push messages, as their service says. */
export function goneSignals(
  { id, customer }: Pick<DeliveryJob, 'id' | 'customer'>,
  gone: readonly string[],
  at: number,
): readonly Signal[] {
  return gone.flatMap(readDevices).map((device, i) => ({
    id: `${id}.gone.${i}`,
    kind: 'push-token',
    customer,
    at,
    value: { ...device, removed: true },
  }));
}
