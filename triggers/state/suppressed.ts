import type { AddressOf } from '../contract.ts';
import type { CustomerState, Suppression } from './contract.ts';
import { copyWith, recordOf } from './records.ts';

/** The most suppressed addresses of one customer: many more than a person has. */
const MOST_SUPPRESSED = 64;
/** The word with which the reason of a block begins. */
const BLOCKED = 'blocked';
/** The word with which the reason of a bounce begins. */
export const BOUNCED = 'bounced';

/**
 * Returns why a channel's address must not be written to; undefined: it may be. A suppression of the channel itself
 * counts for every address, as a complaint is the person's word.
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

/**
 * Notes that an address must not be written to, or the whole channel where no address is given. The first reason stays.
 */
export function suppress(
  state: Pick<CustomerState, 'suppressed'>,
  channel: string,
  address: string | undefined,
  why: Suppression,
): void {
  const name = address === undefined ? channel : nameOf(channel, address);
  if (Object.hasOwn(state.suppressed, name)) return;
  state.suppressed = boundSuppressed(copyWith(state.suppressed, name, why));
}

/**
 * Ends what a customer's own block has suppressed on a channel, as they let us in again. A no of theirs stays, and so
 * does a dead address.
 */
export function liftBlock(state: Pick<CustomerState, 'suppressed'>, channel: string, at: number): void {
  const left = Object.entries(state.suppressed).filter(([name, why]) => {
    const isOfChannel = name === channel || name.startsWith(`${channel}:`);
    return !(isOfChannel && why.reason.startsWith(BLOCKED) && why.at <= at);
  });
  if (left.length < Object.keys(state.suppressed).length) state.suppressed = recordOf(left);
}

/**
 * Gives each bounce without an address the address that the customer has now, so that another address can be written
 * to. Called before the next signal is heard, which may change the address. Also mends what earlier releases stored by
 * channel alone.
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

/** Ignores the letter case: a mailbox is the same in any, and no two tokens differ in their case alone. */
function nameOf(channel: string, address: string): string {
  return `${channel}:${address.trim().toLowerCase()}`;
}

function boundSuppressed(suppressed: Readonly<Record<string, Suppression>>): Readonly<Record<string, Suppression>> {
  const all = Object.entries(suppressed);
  if (all.length <= MOST_SUPPRESSED) return suppressed;
  return recordOf(all.toSorted(([, a], [, b]) => b.at - a.at).slice(0, MOST_SUPPRESSED));
}
