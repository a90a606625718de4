import { Redis } from 'ioredis';
import { createDeadLetters } from '../../engine/dispatch/dead-letters.ts';
import { openQueues } from '../../engine/dispatch/queue.ts';
import { createRecords } from '../../engine/dispatch/records.ts';
import { standingClock } from './deliveries.ts';

/** What a process that puts dead letters back is told, as JSON in its only argument. */
export interface RequeueTask {
  readonly socket: string;
  readonly now: number;
  readonly channel: string;
}

// Puts back all there are, then ends; it may be killed on the way.
const { socket, now, channel } = JSON.parse(process.argv[2]!) as RequeueTask;
const connect = () => new Redis({ path: socket, maxRetriesPerRequest: null });
const store = { target: { label: socket, options: { path: socket } }, connect, close: async () => undefined };
const letters = createDeadLetters({
  queue: openQueues(store, [channel]),
  records: createRecords(connect(), () => 0),
  redis: connect(),
  clock: standingClock(now),
});
process.send?.('ready');
for (let { next } = await letters.requeueAll({ channel }); next; )
  ({ next } = await letters.requeueAll({ channel }, next));
process.exit(0);
