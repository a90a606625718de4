import type { SendResult } from '../../channels/contract.ts';

/** How many messages of each channel are worked on at once: few at first, more while they are taken. */
export interface ChannelPace {
  atOnce(channel: string): number;
  note(channel: string, result: Pick<SendResult, 'kind'>): void;
}

/** So few meet a service of which nothing is known: no more than its breaker needs to see that it is down. */
const AT_FIRST = 16;
/** What a failure costs; at a fifth of failures the pace stays. */
const LOST_BY_FAILURE = 4;

/**
 * Creates the pace of channels, of `most` messages each. Each message that is taken lets one more go beside it, so that a
 * service at its best has all of them within a few answers, and one that fails has few to fail.
 */
export function createPace(most: number): ChannelPace {
  const reached = new Map<string, number>();
  const atOnce = (channel: string) => reached.get(channel) ?? Math.min(AT_FIRST, most);
  return {
    atOnce,
    note(channel, { kind }) {
      if (kind === 'permanent') return;
      const next = atOnce(channel) + (kind === 'accepted' ? 1 : -LOST_BY_FAILURE);
      reached.set(channel, Math.min(most, Math.max(Math.min(AT_FIRST, most), next)));
    },
  };
}
