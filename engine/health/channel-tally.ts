import type { SendResult } from '../../channels/contract.ts';
import type { Clock } from '../contract.ts';
import type { ChannelWord } from './contract.ts';
import { MinuteCount } from './minute-count.ts';

/** Counts how attempts end, by channel. */
export interface ChannelTally {
  answered(channel: string, result: SendResult): void;
  read(): Readonly<Record<string, ChannelWord>>;
}

interface Counted {
  readonly sent: MinuteCount;
  readonly errors: MinuteCount;
  lastSentAt?: number;
  lastErrorAt?: number;
  lastError?: string;
}

/** Creates a tally of these channels, in the memory of this process. */
export function createChannelTally(names: readonly string[], clock: Pick<Clock, 'wall'>): ChannelTally {
  const channels = new Map<string, Counted>(
    names.map((name) => [name, { sent: new MinuteCount(), errors: new MinuteCount() }]),
  );
  return {
    answered(channel, result) {
      const counted = channels.get(channel);
      if (!counted) return;
      const at = clock.wall();
      if (result.kind === 'accepted') {
        counted.sent.add(at);
        counted.lastSentAt = at;
      } else {
        counted.errors.add(at);
        counted.lastErrorAt = at;
        counted.lastError = result.reason;
      }
    },
    read() {
      const at = clock.wall();
      return Object.fromEntries(
        [...channels].map(([name, { sent, errors, ...last }]) => [
          name,
          { ...last, sent: sent.sum(at), errors: errors.sum(at) },
        ]),
      );
    },
  };
}
