import type { Channel } from '../../channels/contract.ts';
import type { ChannelSlots } from '../../templates/contract.ts';

/** The slots that templates may fill, by channel. */
export function slotsOf(channels: ReadonlyMap<string, Channel>): ChannelSlots {
  return Object.fromEntries([...channels.values()].map(({ name, slots }) => [name, slots]));
}
