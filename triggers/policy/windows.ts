import type { CustomerState } from '../state/contract.ts';
import { HOUR_MS } from '../time/spans.ts';
import type { ConversationWindow } from './contract.ts';

/**
 * The conversation windows of channels, by name. A channel that stands not here has none: its service lets a business
 * write whenever the customer has begun, or always.
 */
export const WINDOWS: Readonly<Record<string, ConversationWindow>> = {
  whatsapp: {
    openMs: 24 * HOUR_MS,
    outside: ['template', 'parameters', 'language'],
    source: 'https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows',
    asOf: '2026-11',
  },
  messenger: {
    openMs: 24 * HOUR_MS,
    source: 'https://developers.facebook.com/docs/messenger-platform/policy/policy-overview',
    asOf: '2026-11',
  },
  instagram: {
    openMs: 24 * HOUR_MS,
    source: 'https://developers.facebook.com/docs/messenger-platform/policy/policy-overview',
    asOf: '2026-11',
  },
  tiktok: {
    openMs: 48 * HOUR_MS,
    most: 10,
    source: 'https://business-api.tiktok.com/portal/docs?id=1832183871604753',
    asOf: '2026-11',
  },
  wechat: {
    openMs: 48 * HOUR_MS,
    most: 5,
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html',
    asOf: '2026-11',
  },
};

/**
 * Channels whose service may say after a decision that the customer is to be reached by another one: they have to write
 * first, or their phone cannot show it.
 */
const REFUSING: ReadonlySet<string> = new Set([...Object.keys(WINDOWS), 'rcs', 'push']);

/** Whether a channel's service may ask for another channel. */
export function mayRefuse(channel: string): boolean {
  return REFUSING.has(channel);
}

/** The state of a customer's window on a channel. `unknown`: the customer was never heard there, nor refused. */
export type WindowState = 'open' | 'closed' | 'unknown' | 'none';

/** Returns whether a business may write freely to a customer on a channel. `none`: the channel has no window. */
export function windowOf(state: CustomerState, channel: string, at: number): WindowState {
  const rule = WINDOWS[channel];
  if (!rule) return 'none';
  const memory = state.channels?.[channel];
  if (memory?.wroteAt === undefined) return memory?.closedAt === undefined ? 'unknown' : 'closed';
  const { wroteAt, closedAt, replies = 0 } = memory;
  if (closedAt !== undefined && closedAt >= wroteAt) return 'closed';
  if (at >= wroteAt + rule.openMs) return 'closed';
  return rule.most !== undefined && countSince(state, channel, wroteAt) + replies >= rule.most ? 'closed' : 'open';
}

/** Whether the service of a channel counts what is sent in a window. */
export function countsMessages(channel: string): boolean {
  return WINDOWS[channel]?.most !== undefined;
}

/** Returns when a customer's window on a channel closes by itself; undefined: it is not open. */
export function openUntil(state: CustomerState, channel: string, at: number): number | undefined {
  if (windowOf(state, channel, at) !== 'open') return undefined;
  return state.channels![channel]!.wroteAt! + WINDOWS[channel]!.openMs;
}

/** Returns the slots that a message is sent without: what is for a closed window alone, while it is open. */
export function slotsLeftOut(
  state: CustomerState,
  channel: string,
  message: Readonly<Record<string, string>>,
  at: number,
): readonly string[] {
  const outside = WINDOWS[channel]?.outside;
  if (!outside || !message[outside[0]!] || !message.text) return NONE;
  return windowOf(state, channel, at) === 'open' ? outside : NONE;
}

const NONE: readonly string[] = Object.freeze([]);

function countSince({ reservations }: CustomerState, channel: string, since: number) {
  let count = 0;
  for (const one of reservations) if (one.channel === channel && one.at >= since) count++;
  return count;
}
