import type { Moment, TriggerDefinition } from '../contract.ts';
import { newestConsent } from '../gates/consent.ts';
import type { ChannelChoice, Workspace } from '../gates/contract.ts';
import { shareOf } from '../hash.ts';
import { faredElsewhere } from '../learning/channel-trials.ts';
import type { ChannelLearning, ChannelOption } from '../learning/contract.ts';
import { rankChannels } from '../learning/rank-channels.ts';
import { windowOf } from '../policy/windows.ts';
import type { Weights } from '../state/channels/contract.ts';
import { knownValue } from '../state/known.ts';
import { suppressionOf } from '../state/suppressed.ts';
import { zoneOf } from '../state/zone-of.ts';
import { daypartOf } from '../time/daypart.ts';
import { MINUTE_MS } from '../time/spans.ts';

/**
 * What is thought of a channel before anything was seen anywhere: one message in five is reacted to, and little is
 * known.
 */
const UNKNOWN: Weights = { hits: 1, misses: 4 };
/** A message of such a priority, or one that is over this soon, is urgent. */
const URGENT_PRIORITY = 80;
const URGENT_MS = 15 * MINUTE_MS;

/** What tells one kind of moment from another: the part of the day, and the form of the device. */
export function slotOf(moment: Moment): string {
  const form = knownValue(moment.state, 'device.form', moment.at);
  return `${daypartOf(zoneOf(moment), moment.at)}.${typeof form === 'string' ? form : 'unknown'}`;
}

/**
 * Puts the channels that have worked for a customer at moments like this in front, of those that a message may go by
 * now; the others keep their places behind them. Reads nothing but the moment.
 */
export function chooseChannels(
  id: string,
  { message, priority }: Pick<TriggerDefinition, 'message' | 'priority'>,
  moment: Moment,
  { prices, purposes }: Pick<Workspace, 'prices' | 'purposes'>,
  order: readonly string[],
  learning: ChannelLearning,
): { readonly channels: readonly string[]; readonly choice?: ChannelChoice } {
  const { state, at, workspaceView } = moment;
  const slot = slotOf(moment);
  const isMarketing = purposes[message.purpose]?.marketing ?? true;
  const isOpen = (channel: string) => {
    if (!(newestConsent(state.consents, channel, message.purpose)?.granted ?? !isMarketing)) return false;
    const address = workspaceView?.addressOf(state, channel);
    if (address === undefined || suppressionOf(state, channel, address) !== undefined) return false;
    return windowOf(state, channel, at) !== 'closed';
  };
  const options = order.filter(isOpen).map((channel): ChannelOption => {
    const memory = state.channels?.[channel];
    const elsewhere = faredElsewhere(memory, slot, at, learning.halfLifeMs);
    const prior = workspaceView?.channelPriors?.(channel, slot) ?? UNKNOWN;
    return { channel, price: prices?.[channel], here: memory?.fared?.[slot], elsewhere, prior };
  });
  if (options.length < 2) return { channels: order };
  const isUrgent = priority >= URGENT_PRIORITY || message.expiresMs <= URGENT_MS;
  const { channels: ranked, why: ground } = rankChannels(options, {
    at,
    isUrgent,
    learning,
    draw: shareOf(`channel\n${id}`),
  });
  const names = ranked.map(({ channel }) => channel);
  const channels = [...names, ...order.filter((channel) => !names.includes(channel))];
  const [first, ...others] = ranked;
  const percent = (chance: number) => Math.round(chance * 100);
  const [daypart = '', form = ''] = slot.split('.');
  const choice: ChannelChoice = {
    ...{ ground, channel: first!.channel, percent: percent(first!.chance), seen: Math.round(first!.seen * 10) / 10 },
    ...{ daypart, form, isUrgent },
    over: others.map(({ channel, chance }) => `${channel} ${percent(chance)} %`),
  };
  return { channels, choice };
}
