import { openUntil } from '../../triggers/policy/windows.ts';
import { replyId } from '../../triggers/state/reply-id.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { RedisContexts } from '../context/contract.ts';
import type { Clock, Log } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { writtenRow } from '../outcomes/rows.ts';
import type { Replies } from './contract.ts';

export interface RepliesParts {
  readonly contexts: Pick<RedisContexts, 'putOut'>;
  /** Hands messages of the outbox to the queue. */
  readonly enqueue: (jobs: readonly DeliveryJob[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A person waits for what they wrote to leave: it goes before what triggers send. */
const FIRST_OF_ALL = 100;
/** What could not be sent within this time answers nobody any more. */
const VALID_MS = DAY_MS;

/**
 * Creates the way of what people write to customers: the outbox, the row of the conversation and the mark that knows a
 * repeat are written together, so that a process that dies leaves all of it or nothing. From there on it is a delivery
 * like any other; the sweep of the outbox hands over what this process did not.
 */
export function createReplies({ contexts, enqueue, clock, log }: RepliesParts): Replies {
  return {
    async send({ state, channel, to, country, thread, message, by, key }) {
      const now = clock.now();
      const id = replyId(state.id, channel, thread ?? '', key, JSON.stringify(message));
      const { account } = state.channels?.[channel] ?? {};
      const until = openUntil(state, channel, now) ?? Number.POSITIVE_INFINITY;
      const job: DeliveryJob = {
        ...{ id, customer: state.id, signal: id, signalAt: now, receivedAt: clock.wall(), trigger: '', version: 0 },
        ...{
          place: '',
          channel,
          purpose: 'reply',
          country,
          to,
          message,
          by,
          ...(account !== undefined && { account }),
        },
        thread: channel === 'email' ? (thread ?? id) : channel,
        ...{ decidedAt: now, expiresAt: Math.min(now + VALID_MS, until), priority: FIRST_OF_ALL },
      };
      if (await contexts.putOut(job, [writtenRow(job)])) {
        await enqueue([job]).catch((cause: unknown) => {
          log.warn('what a person wrote waits in the outbox', { delivery: id, cause });
        });
      }
      return job;
    },
  };
}
