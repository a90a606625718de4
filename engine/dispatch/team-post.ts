import { DAY_MS } from '../../triggers/time/spans.ts';
import type { Clock } from '../contract.ts';
import type { TeamPost } from './contract.ts';
import type { DeliveryQueue } from './queue.ts';

/** What is told later than this is no news. */
const VALID_MS = DAY_MS;
const FIRST_OF_ALL = 100;

/**
 * Creates the post to people of the workspace: their messages go through the queues of the channels. `addressOf` is
 * where a channel leads that needs nobody's address; one that leads nowhere makes a dead letter.
 */
export function createTeamPost(
  queue: Pick<DeliveryQueue, 'add'>,
  addressOf: (channel: string) => string | undefined,
  clock: Clock,
): TeamPost {
  return {
    async post({ id, about, channel, message, files, to = addressOf(channel) ?? '' }) {
      const now = clock.now();
      await queue.add([
        {
          ...{ id, customer: '', signal: id, signalAt: now, receivedAt: clock.wall(), trigger: about, version: 0 },
          ...{ place: '', channel, purpose: 'team', to, message, decidedAt: now, expiresAt: now + VALID_MS },
          priority: FIRST_OF_ALL,
          isForTeam: true,
          ...(files && { files }),
        },
      ]);
    },
  };
}
