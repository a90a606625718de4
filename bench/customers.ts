import { join } from 'node:path';
import { Redis } from 'ioredis';
import { privateSocket } from '../engine/stores/embedded-redis.ts';
import { startTestEngine, willingCustomer } from '../test/support/engine.ts';
import type { Bench } from './contract.ts';

const CUSTOMERS = 2_000;
const TOGETHER = 100;
/** Redis, the definitions and what is kept once for all are there before the first that is counted. */
const WARM_UP = 200;

/** What Redis holds of a customer once what happened is in ClickHouse: for how much memory to give it. */
export default {
  name: 'customers',
  summary:
    'Bytes of Redis a customer: four signals each (traits, a consent, an app, a position), once their rows have left.',
  async run({ say }) {
    const engine = await startTestEngine();
    try {
      await fill(engine, 'warm', WARM_UP);
      const before = await held(engine);
      await fill(engine, 'counted', CUSTOMERS);
      const bytes = (await held(engine)) - before;
      const figures = { customers: CUSTOMERS, bytesEach: Math.round(bytes / CUSTOMERS) };
      say(JSON.stringify(figures));
      return figures;
    } finally {
      await engine.close();
    }
  },
} satisfies Bench;

type Engine = Awaited<ReturnType<typeof startTestEngine>>;

async function fill(engine: Engine, name: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += TOGETHER) {
    const ids = Array.from({ length: TOGETHER }, (_, i) => `${name}-${first + i}`);
    await engine.send(
      ...ids.flatMap((id, i) => [
        ...willingCustomer(id, { firstName: 'Anna', lastName: 'Berger', language: 'de' }),
        { kind: 'device', customer: id, value: { battery: 0.8 } },
        { kind: 'location', customer: id, value: { lat: 52.5 + i / 1_000, lon: 13.4, accuracyMetres: 10 } },
      ]),
    );
  }
  await engine.settled();
}

/** Bytes that Redis uses, when the sink has trimmed what it moved: it looks once a second. */
async function held(engine: Engine): Promise<number> {
  const redis = new Redis({ path: (await privateSocket(join(engine.folder, 'data', 'redis')))! });
  try {
    for (;;) {
      const left = await Promise.all([0, 1, 2, 3].map((shard) => redis.xlen(`kairos:outcomes:{${shard}}`)));
      if (left.every((entries) => entries <= 1)) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  } finally {
    redis.disconnect();
  }
}
