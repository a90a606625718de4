import type { AddressOf } from '../contract.ts';
import type { CustomerState, Suppression } from './contract.ts';

/** Addresses of one customer that are remembered as dead: many more than anybody has. */
const MOST_SUPPRESSED = 64;
/** The beginning of a bounce's reason. */
export const BOUNCED = 'bounced';

/**
 * Why a channel's address must not be written to; undefined: nothing is against it. What is suppressed under the channel's own name
 * holds for whichever address it has: a complaint is the person's word.
 */
export function suppressionOf(
  { suppressed }: Pick<CustomerState, 'suppressed'>,
  channel: string,
  address: string | undefined,
): Suppression | undefined {
  if (Object.hasOwn(suppressed, channel)) return suppressed[channel];
  const name = address === undefined ? undefined : nameOf(channel, address);
  return name !== undefined && Object.hasOwn(suppressed, name) ? suppressed[name] : undefined;
}

/** Notes that an address, or without one the whole channel, must not be written to; the first reason stays. */
export function suppress(
  state: Pick<CustomerState, 'suppressed'>,
  channel: string,
  address: string | undefined,
  why: Suppression,
): void {
  const name = address === undefined ? channel : nameOf(channel, address);
  if (Object.hasOwn(state.suppressed, name)) return;
  state.suppressed = boundSuppressed({ ...state.suppressed, [name]: why });
}

/**
 * Gives a bounce that did not say its address the one that the customer has now, so that another one is written to. Asked before the
 * next signal is heard, as that may change the address; so it also mends what earlier releases stored by channel alone.
 */
export function nameBounces(state: CustomerState, addressOf: AddressOf): void {
  for (const channel in state.suppressed) {
    const why = state.suppressed[channel]!;
    if (channel.includes(':') || !why.reason.startsWith(BOUNCED)) continue;
    const address = addressOf(state, channel);
    if (address === undefined) continue;
    const { [channel]: _, ...others } = state.suppressed;
    state.suppressed = { [nameOf(channel, address)]: why, ...others };
  }
}

/** A mailbox is the same in any letter case, and two tokens that differ in nothing else do not happen. */
function nameOf(channel: string, address: string): string {
  return `${channel}:${address.trim().toLowerCase()}`;
}

function boundSuppressed(suppressed: Readonly<Record<string, Suppression>>): Readonly<Record<string, Suppression>> {
  const all = Object.entries(suppressed);
  if (all.length <= MOST_SUPPRESSED) return suppressed;
  return Object.fromEntries(all.toSorted(([, a], [, b]) => b.at - a.at).slice(0, MOST_SUPPRESSED));
}
