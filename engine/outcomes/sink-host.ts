import { systemClock } from '../clock.ts';
import type { Log } from '../contract.ts';
import type { HostedSink, OutcomeStore, OutcomeStreams } from '../stores/contract.ts';
import { connectRedis } from '../stores/redis-connection.ts';
import type { Sink } from './contract.ts';
import { startSink } from './sink.ts';

/** A sink in a process without a Redis store of its own. It starts when it is told where the streams are. */
export interface SinkHost extends HostedSink {
  start(store: OutcomeStore, streams: OutcomeStreams): void;
}

/** Creates a host without a sink. `lag` and `drained` reject until `start`, and after `close`. */
export function createSinkHost(log: Log): SinkHost {
  let sink: Sink | undefined;
  const running = () => {
    if (!sink) throw new Error('no sink was started here');
    return sink;
  };
  return {
    start(store, { target, shards }) {
      const connect: typeof connectRedis = (...how) => {
        const redis = connectRedis(...how);
        // The engine tells of a Redis that is away; what waits for it goes on when it is back.
        redis.on('error', () => undefined);
        return redis;
      };
      sink = startSink({
        redis: { connect: (use) => connect(target, use) },
        store,
        shards,
        log,
        clock: systemClock(),
      });
    },
    lag: async () => running().lag(),
    drained: () => running().drained(),
    async close() {
      await sink?.close();
    },
  };
}
