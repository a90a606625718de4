import { toldChannel } from '../test/support/deliveries.ts';
import { startRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';
import { jobsOf, throughBullMq, throughDispatcher } from './support/passages.ts';

const JOBS = 20_000;
const CONCURRENCY = 50;

/** What a delivery costs from the queue to its end, before a provider that takes everything at once. */
export default {
  name: 'dispatch',
  summary: `${JOBS} deliveries into the queue and out of it, in one process, before a provider that answers at once; beside bare BullMQ.`,
  async run({ runs, say }) {
    const figures = await medianOf(runs, async (run) => {
      const redis = await startRedis();
      const channel = toldChannel('email', false, (id) => ({ kind: 'accepted', providerId: id }));
      try {
        const bare = await throughBullMq(redis, jobsOf(`bare-${run}`, JOBS));
        const ours = await throughDispatcher(redis, jobsOf(`d-${run}`, JOBS), channel, CONCURRENCY);
        return {
          addedPerSecond: ours.addedPerSecond,
          deliveredPerSecond: ours.donePerSecond,
          cpuMicrosPerDelivery: ours.cpuMicros,
          bareAddedPerSecond: bare.addedPerSecond,
          bareDonePerSecond: bare.donePerSecond,
          bareCpuMicrosPerJob: bare.cpuMicros,
          ofBareRate: Math.round((ours.donePerSecond / bare.donePerSecond) * 1_000) / 1_000,
        };
      } finally {
        await redis.stop();
      }
    });
    say(JSON.stringify(figures));
    return { jobs: JOBS, concurrency: CONCURRENCY, ...figures };
  },
} satisfies Bench;
