import type { Candidate, ChannelChoice, ChannelPlan, Reason, ReasonArgs, SayReason } from '../gates/contract.ts';
import { readList } from '../words/reason-lists.ts';

/**
 * Tells by which channel a message goes and, where it `goesOn`, by which ones after it; undefined: it goes by the one
 * that was wanted most, and by no other.
 */
export function planReason(
  { channels, without }: ChannelPlan,
  { channels: wanted, choice }: Pick<Candidate, 'channels' | 'choice'>,
  goesOn: boolean,
): Reason | undefined {
  const [channel = '', ...after] = channels;
  if (choice?.channel === channel) return choiceReason(choice, goesOn ? after : [], sayWithout(without));
  if (channel === wanted[0] && !(goesOn && after.length > 0)) return undefined;
  return {
    code: 'channel-plan',
    args: { channel, after: goesOn ? after : [], without: sayWithout(without) },
  } satisfies Reason;
}

function choiceReason(choice: ChannelChoice, after: readonly string[], without: readonly string[]): Reason {
  const { ground, channel, percent = 0, seen = 0, daypart = '', form = '', over = [], isUrgent } = choice;
  if (ground === 'stated') return { code: 'channel-stated', args: { channel, after, without } };
  const learnt = { percent, seen, daypart, form, over };
  return {
    code: 'channel-learnt',
    args: { channel, ground, ...learnt, urgent: isUrgent ? 'yes' : 'no', after, without },
  };
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

/** The service of the channel before did not take the message for this customer. */
export function refusedReason(plan: ChannelPlan, from: string): Reason {
  const [channel = '', ...after] = plan.channels;
  return { code: 'channel-refused', args: { channel, from, after, without: sayWithout(plan.without) } };
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
  'channel-stated': ({ channel, after, without }) => `by ${channel}, as the customer wishes${rest(after, without)}`,
  'channel-learnt': sayLearnt,
  'channel-switch': ({ channel, from, state, seconds, after, without }) =>
    `by ${channel}, as ${from} was not ${state} in ${seconds} s${rest(after, without)}`,
  'channel-refused': ({ channel, from, after, without }) =>
    `by ${channel}, as the service of ${from} did not take it for this customer${rest(after, without)}`,
  'channel-not-filled': ({ channel, from, after, without }) =>
    `by ${channel}, as the message could not be written for ${from}${rest(after, without)}`,
};

const WHY_FIRST: Readonly<Record<string, string>> = {
  best: 'as it works best for the customer',
  cheaper: 'as it works as well as the best and costs less',
  'tried-out': 'to try it out, as little is known of it',
};

function sayLearnt({
  channel,
  ground,
  percent,
  seen,
  daypart,
  form,
  over,
  urgent,
  after,
  without,
}: ReasonArgs): string {
  const moment = `in the ${daypart} on ${form === 'unknown' ? 'any device' : `a ${form}`}`;
  const others = readList(over);
  const than = others.length > 0 ? `, than ${others.join(', ')}` : '';
  const urgency = urgent === 'yes' ? '; it is urgent' : '';
  const basis = `${percent} % ${moment}, by ${seen} messages${than}`;
  return `by ${channel}, ${WHY_FIRST[String(ground)] ?? ground} (${basis}${urgency})${rest(after, without)}`;
}
