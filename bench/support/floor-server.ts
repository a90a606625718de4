import uws from 'uWebSockets.js';
import { Queue, Worker } from 'bullmq';
import { systemClock } from '../../engine/clock.ts';
import { loadEngineSettings } from '../../engine/load-settings.ts';
import { lineOf } from '../../engine/outcomes/lines.ts';
import { openOutcomes } from '../../engine/outcomes/open.ts';
import { outcomeStreamKey } from '../../engine/outcomes/stream.ts';
import { openOutcomeStore } from '../../engine/stores/clickhouse.ts';
import { openRedis } from '../../engine/stores/redis.ts';
import type { Signal } from '../../sdk/protocol.ts';

/**
 * A process that does what no engine can do without: it parses signals from a socket, writes one state and one log row
 * for each (one script and one XADD a batch), has a queue and its worker pass on one message for each twenty, and moves
 * the rows to ClickHouse. It decides nothing. Tells its port, and how much is not done yet when asked.
 */
const MOST_IN_BATCH = 256;
const SHARDS = 4;
const SIGNALS_A_MESSAGE = 20;
/** As the engine's workers. */
const CONCURRENCY = 50;
const WRITE = `for i = 1, #KEYS do redis.call("SET", KEYS[i], ARGV[i], "EX", ${400 * 86_400}) end`;
/** The size of a state of the engine's, more or less. */
const STATE = 'x'.repeat(400);

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const settings = await loadEngineSettings(process.env);
const clock = systemClock();
const redis = await openRedis(settings, log);
const outcomes = await openOutcomes({
  settings,
  openStore: (stop) => openOutcomeStore(settings, log, stop),
  redis,
  clock,
  log,
  sinks: true,
});
await outcomes.opened;
const hot = redis.connect('hot');
hot.defineCommand('floorWrite', { lua: WRITE });
const write = hot as unknown as { floorWrite(keys: number, ...args: string[]): Promise<unknown> };
const queue = new Queue('floor', { connection: redis.connect('queue'), prefix: '{floor}' });
let unsent = 0;
const worker = new Worker('floor', async () => undefined, {
  connection: redis.connect('worker'),
  prefix: '{floor}',
  concurrency: CONCURRENCY,
  removeOnComplete: { count: 0 },
});
worker.on('completed', () => unsent--);

interface Waiting {
  readonly signal: Signal;
  readonly done: () => void;
}

let number = 0;
const lanes = Array.from({ length: SHARDS }, (_, shard) => laneOf(shard));
const app = uws.App();
app.ws<unknown>('/v1/stream', {
  maxPayloadLength: 2 ** 21,
  message: (socket, bytes) => {
    const { signals } = JSON.parse(Buffer.from(bytes).toString()) as { readonly signals: readonly Signal[] };
    let left = signals.length;
    const done = () => {
      if (--left === 0) socket.send(`{"accepted":${signals.length}}`);
    };
    for (const signal of signals) {
      const id = `f-${++number}`;
      lanes[number % SHARDS]!({ signal: { ...signal, id, at: clock.now() }, done });
    }
  },
});
app.listen('127.0.0.1', 0, (socket) => {
  process.send?.({ port: socket ? uws.us_socket_local_port(socket) : 0 });
});
process.on('message', async () => process.send?.({ behind: unsent + ((await outcomes.sink?.lag())?.entries ?? 0) }));
process.on('disconnect', async () => {
  await worker.close();
  await queue.close();
  await outcomes.close();
  await redis.close();
  process.exit(0);
});

/** Takes what came while the last batch was written; as the engine's lanes do. */
function laneOf(shard: number): (one: Waiting) => void {
  const pending: Waiting[] = [];
  let isBusy = false;
  const next = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = pending.splice(0, MOST_IN_BATCH);
      const keys = batch.map(({ signal }) => `floor:{${shard}}:${signal.customer}`);
      const states = batch.map(({ signal }) => `${signal.id}${STATE}`);
      const lines = batch.map(({ signal }) => lineOf({ signal, receivedAt: signal.at, late: false }));
      await Promise.all([
        write.floorWrite(keys.length, ...keys, ...states),
        hot.xadd(outcomeStreamKey(shard), '*', 'r', lines.join('\n')),
      ]);
      const jobs = batch
        .filter(({ signal }) => Number(signal.id.slice(2)) % SIGNALS_A_MESSAGE === 0)
        .map(({ signal }) => ({ name: 'message', data: signal }));
      unsent += jobs.length;
      if (jobs.length > 0) void queue.addBulk(jobs);
      for (const { done } of batch) done();
    }
    isBusy = false;
  };
  return (one) => {
    pending.push(one);
    if (isBusy) return;
    isBusy = true;
    setImmediate(next);
  };
}
