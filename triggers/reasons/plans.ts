import type { ChannelPlan, Reason, ReasonArgs, SayReason } from '../gates/contract.ts';
import { readList } from './reason-lists.ts';

/**
 * Tells by which channel a message goes and, where it `goesOn`, by which ones after it; undefined: it goes by the one
 * that was wanted most, and by no other.
 */
export function planReason({ channels, without }: ChannelPlan, wanted: string | undefined, goesOn: boolean) {
  const [channel = '', ...after] = channels;
  if (channel === wanted && !(goesOn && after.length > 0)) return undefined;
  return {
    code: 'channel-plan',
    args: { channel, after: goesOn ? after : [], without: sayWithout(without) },
  } satisfies Reason;
}

/** Tells why a message goes by another channel than the one before. */
export function switchReason(
  { channels, without }: ChannelPlan,
  from: string,
  { afterMs, until }: { readonly afterMs: number; readonly until: string },
): Reason {
  const [channel = '', ...after] = channels;
  const args = {
    channel,
    from,
    state: until,
    seconds: Math.round(afterMs / 1_000),
    after,
    without: sayWithout(without),
  };
  return { code: 'channel-switch', args };
}

/** The channel before could not show the message: its template was not filled. */
export function cannotShowReason(plan: ChannelPlan, from: string): Reason {
  const [channel = '', ...after] = plan.channels;
  return { code: 'channel-not-filled', args: { channel, from, after, without: sayWithout(plan.without) } };
}

function sayWithout(without: ChannelPlan['without']): readonly string[] {
  return without.map(({ channel, gate }) => `${channel} (${gate})`);
}

function rest(after: ReasonArgs[string] | undefined, without: ReasonArgs[string] | undefined): string {
  const [next, not] = [readList(after), readList(without)];
  return `${next.length > 0 ? `, then ${next.join(', ')}` : ''}${not.length > 0 ? `; not ${not.join(', ')}` : ''}`;
}

/** Their sentences, by code. */
export const PLAN_REASONS: Readonly<Record<string, SayReason>> = {
  'channel-plan': ({ channel, after, without }) => `by ${channel}${rest(after, without)}`,
  'channel-switch': ({ channel, from, state, seconds, after, without }) =>
    `by ${channel}, as ${from} was not ${state} in ${seconds} s${rest(after, without)}`,
  'channel-not-filled': ({ channel, from, after, without }) =>
    `by ${channel}, as the message could not be written for ${from}${rest(after, without)}`,
};
