/**
 * Channels that reach one number: https://www.twilio.com/docs/messaging/channels. An answer to a message of one of them
 * may come by another one, and a no by one of them is meant for all.
 */
const FAMILIES: readonly (readonly string[])[] = [['sms', 'mms', 'rcs']];

/** Returns the channels that reach the same number as a channel, this one first; of most it is alone. */
export function familyOf(channel: string): readonly [channel: string, ...others: string[]] {
  const family = FAMILIES.find((channels) => channels.includes(channel)) ?? [];
  return [channel, ...family.filter((other) => other !== channel)];
}

/** Returns the one name that stands for all channels of a family. */
export function nameFamily(channel: string): string {
  return FAMILIES.find((channels) => channels.includes(channel))?.[0] ?? channel;
}
