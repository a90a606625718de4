import type { Clock } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { DeliveryQueue } from './queue.ts';

/**
 * Remembers the deliveries that this process has put off, and until which time of the engine's clock. The queue lets
 * them wait by real time; a replay's clock may get there sooner, and then `wake` lets them go. A delivery that is not
 * remembered waits by real time.
 */
export interface PutOffs {
  /**
   * Remembers a delivery that is about to wait in the queue: until a time of the engine's clock, and for how long by
   * real time.
   */
  note(job: Pick<DeliveryJob, 'id' | 'channel'>, until: number, waitMs: number): void;
  /** Lets deliveries go whose time has come. True while some of them have to be looked at again. */
  wake(): Promise<boolean>;
}

interface PutOff {
  readonly channel: string;
  readonly until: number;
  /** Wall clock, when it is put back into the queue and when that lets it go. */
  readonly notedAt: number;
  readonly goesAt: number;
}

/** Further ones wait by real time. */
const MOST_REMEMBERED = 10_000;
/** A message of a parcel is put into the queue after it was noted; if it is not there by then, it has left. */
const THERE_WITHIN_MS = 5_000;

/** Creates an empty memory of put-offs. */
export function createPutOffs(queue: Pick<DeliveryQueue, 'queues'>, clock: Clock): PutOffs {
  const putOff = new Map<string, PutOff>();

  /** Lets one go; resolves with true when it has to be looked at again. */
  async function release(id: string, { channel, notedAt }: PutOff): Promise<boolean> {
    const job = await queue.queues.get(channel)?.getJob(id);
    if (!job) return clock.wall() < notedAt + THERE_WITHIN_MS;
    const state = await job.getState();
    if (state !== 'delayed') return state === 'active';
    await job.promote().catch(async (cause: unknown) => {
      // Its real time may have come in the same moment.
      if ((await job.getState()) === 'delayed') throw cause;
    });
    return false;
  }

  return {
    note({ id, channel }, until, waitMs) {
      const notedAt = clock.wall();
      putOff.delete(id);
      if (putOff.size < MOST_REMEMBERED) putOff.set(id, { channel, until, notedAt, goesAt: notedAt + waitMs });
    },
    async wake() {
      if (putOff.size === 0) return false;
      const [now, wall] = [clock.now(), clock.wall()];
      const due = [...putOff].filter(([, { until, goesAt }]) => until <= now || goesAt <= wall);
      await Promise.all(
        due.map(async ([id, one]) => {
          const isLeft = wall < one.goesAt && (await release(id, one));
          if (!isLeft && putOff.get(id) === one) putOff.delete(id);
        }),
      );
      return due.some(([id, one]) => putOff.get(id) === one);
    },
  };
}
