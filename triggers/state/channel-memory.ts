import type { ChannelMemory } from './channels/contract.ts';
import type { CustomerState } from './contract.ts';
import { copyRecord, copyWith, recordOf } from './records.ts';

/** More channels than there are; a faulty app cannot make the state grow without end. */
export const MOST_CHANNELS = 32;

type Memories = Readonly<Record<string, ChannelMemory>>;

/** Notes that the customer wrote on a channel, to an account of ours where that is known. */
export function noteWritten(state: CustomerState, channel: string, at: number, account?: string): void {
  const known = state.channels?.[channel];
  if (known?.wroteAt !== undefined && at <= known.wroteAt) return;
  const { account: _, replies: __, ...before } = known ?? {};
  noteOf(state, channel, { ...before, wroteAt: at, ...(account !== undefined && { account }) });
}

/** Notes that a person's reply left, or may have; one to what they wrote before counts no more. */
export function noteReplied(state: CustomerState, channel: string, at: number): void {
  const known = state.channels?.[channel];
  if (known?.wroteAt === undefined || at < known.wroteAt) return;
  noteOf(state, channel, { ...known, replies: (known.replies ?? 0) + 1 });
}

/** Notes that the service of a channel wants the customer to write first. */
export function noteClosed(state: CustomerState, channel: string, at: number): void {
  const known = state.channels?.[channel];
  if (known?.closedAt === undefined || at > known.closedAt) noteOf(state, channel, { ...known, closedAt: at });
}

/** Notes that the customer was asked to confirm a yes to a purpose. There are no more of these than purposes. */
export function noteAsked(state: CustomerState, channel: string, purpose: string, at: number): void {
  const known = state.channels?.[channel];
  noteOf(state, channel, { ...known, asked: { ...known?.asked, [purpose]: at } });
}

/** Returns what is remembered of a customer under either of two ids. */
export function joinChannels(mine: Memories = {}, theirs: Memories): Memories {
  const joined = copyRecord(mine);
  for (const [channel, other] of Object.entries(theirs)) {
    const one = joined[channel];
    joined[channel] = one ? joinTwo(one, other) : other;
  }
  return bound(joined);
}

/**
 * Of what was written to whom, what is newer stands. Of how messages fared at one kind of moment, what was seen last
 * stands: joined twice it would count twice.
 */
function joinTwo(a: ChannelMemory, b: ChannelMemory): ChannelMemory {
  const wroteAt = latest(a.wroteAt, b.wroteAt);
  const { account, replies } = (a.wroteAt ?? 0) < (b.wroteAt ?? 0) ? b : a;
  const closedAt = latest(a.closedAt, b.closedAt);
  const fared = { ...a.fared };
  for (const [slot, theirs] of Object.entries(b.fared ?? {}))
    if ((fared[slot]?.at ?? 0) < theirs.at) fared[slot] = theirs;
  return {
    ...(wroteAt !== undefined && { wroteAt }),
    ...(account !== undefined && { account }),
    ...(replies !== undefined && { replies }),
    ...(closedAt !== undefined && { closedAt }),
    ...((a.asked ?? b.asked) && { asked: { ...b.asked, ...a.asked } }),
    ...(Object.keys(fared).length > 0 && { fared }),
    ...(a.trials && { trials: a.trials }),
  };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function noteOf(state: CustomerState, channel: string, memory: ChannelMemory): void {
  state.channels = bound(copyWith(state.channels, channel, memory));
}

/** Forgets the channel that was used the longest time ago. */
function bound(channels: Memories): Memories {
  const all = Object.entries(channels);
  if (all.length <= MOST_CHANNELS) return channels;
  const [oldest] = all.toSorted(([, a], [, b]) => lastOf(a) - lastOf(b));
  return recordOf(all.filter((one) => one !== oldest));
}

function lastOf({ wroteAt = 0, closedAt = 0, fared = {} }: ChannelMemory): number {
  return Math.max(wroteAt, closedAt, ...Object.values(fared).map(({ at }) => at));
}
