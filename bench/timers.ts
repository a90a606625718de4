import { Queue, Worker } from 'bullmq';
import { systemClock } from '../engine/clock.ts';
import type { Outcome } from '../engine/outcomes/contract.ts';
import { BareEngine, liveWith } from '../test/support/bare-engine.ts';
import { startRedis, type TestRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const ARMED = 100_000;
/** Of them come due one after the other, evenly. */
const STEADY = 10_000;
const STEADY_MS = 5_000;
/** Of them come due at the same instant, a second after the steady ones. */
const BURST = 5_000;
const AFTER_MS = 1_000;
const AT_ONCE = 2_000;

/** How late timers fire, from the instant they are due until what they set off is stored. */
export default {
  name: 'timers',
  summary: `${ARMED} timers armed: how late those fire that come due evenly, and in a burst; beside BullMQ’s delayed jobs.`,
  async run({ runs, say }) {
    const figures = await medianOf(runs, async () => {
      const ours = await inRedis(measureOurs);
      const bullMq = await inRedis(measureBullMq);
      const run = { ...nameFigures('', ours), ...nameFigures('bullMq', bullMq) };
      say(JSON.stringify(run));
      return run;
    });
    return { armed: ARMED, steadyPerSecond: (STEADY * 1_000) / STEADY_MS, burst: BURST, ...figures };
  },
} satisfies Bench;

/** Milliseconds late, by whether the timer was one of the burst. */
interface Lateness {
  readonly armedPerSecond: number;
  readonly steady: readonly number[];
  readonly burst: readonly number[];
}

/** When the i-th timer is due, counted from the first; those past the burst are due in an hour. */
function offsetOf(i: number): number {
  if (i < STEADY) return Math.floor((i * STEADY_MS) / STEADY);
  return i < STEADY + BURST ? STEADY_MS + AFTER_MS : 3_600_000;
}

/** Long enough to arm all of them before the first is due. */
const ARMING_MS = 25_000;

async function measureOurs(redis: TestRedis): Promise<Lateness> {
  const steady: number[] = [];
  const burst: number[] = [];
  let done = () => {};
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const startedAt = Date.now();
  const firstAt = startedAt + ARMING_MS;
  const happened = ({ step, signalAt }: Outcome) => {
    if (step !== 'matched') return;
    (signalAt === firstAt + STEADY_MS + AFTER_MS ? burst : steady).push(Date.now() - signalAt);
    if (steady.length + burst.length === STEADY + BURST) done();
  };
  const event = (name: string) => ({ signal: { kind: 'event', name } });
  // A signal is never of the future: those that are due later than all the others wait longer.
  const awaits = (name: string, withinMs: number) => ({
    on: { absence: { after: event(name), not: event('x'), within: `${withinMs / 1_000}s` } },
    shadow: true,
  });
  const soonMs = ARMING_MS + STEADY_MS + AFTER_MS;
  const live = liveWith({ soon: awaits('soon', soonMs), later: awaits('later', 7_200_000) });
  const engine = new BareEngine(redis, live, systemClock(), { happened });
  try {
    for (let from = 0; from < ARMED; from += AT_ONCE) {
      const signals = Array.from({ length: AT_ONCE }, (_, n) => {
        const i = from + n;
        if (i >= STEADY + BURST) return engine.event(`c${i}`, 'later', startedAt);
        return engine.event(`c${i}`, 'soon', firstAt + offsetOf(i) - soonMs);
      });
      await engine.send(signals);
    }
    const armedPerSecond = Math.round((ARMED * 1_000) / (Date.now() - startedAt));
    if (Date.now() > firstAt) throw new Error(`the machine is too busy: arming took over ${ARMING_MS / 1_000} s`);
    await all;
    return { armedPerSecond, steady, burst };
  } finally {
    await engine.close();
  }
}

async function measureBullMq(redis: TestRedis): Promise<Lateness> {
  const steady: number[] = [];
  const burst: number[] = [];
  const queue = new Queue<{ due: number; isBurst: boolean }>('timers', { connection: redis.connect() });
  let worker: Worker | undefined;
  try {
    const startedAt = Date.now();
    const firstAt = startedAt + 2 * ARMING_MS;
    for (let from = 0; from < ARMED; from += AT_ONCE) {
      await queue.addBulk(
        Array.from({ length: AT_ONCE }, (_, n) => {
          const due = firstAt + offsetOf(from + n);
          const isBurst = from + n >= STEADY;
          return {
            name: 't',
            data: { due, isBurst },
            opts: { delay: due - Date.now(), removeOnComplete: true },
          };
        }),
      );
    }
    const armedPerSecond = Math.round((ARMED * 1_000) / (Date.now() - startedAt));
    if (Date.now() > firstAt) throw new Error(`the machine is too busy: BullMQ’s jobs took over ${ARMING_MS / 500} s`);
    await new Promise<void>((resolve) => {
      worker = new Worker<{ due: number; isBurst: boolean }>(
        'timers',
        async ({ data }) => {
          (data.isBurst ? burst : steady).push(Date.now() - data.due);
          if (steady.length + burst.length === STEADY + BURST) resolve();
        },
        { connection: redis.connect(), concurrency: 100 },
      );
    });
    return { armedPerSecond, steady, burst };
  } finally {
    await worker?.close(true);
    await queue.close();
  }
}

async function inRedis<T>(measure: (redis: TestRedis) => Promise<T>): Promise<T> {
  const redis = await startRedis();
  try {
    return await measure(redis);
  } finally {
    await redis.stop();
  }
}

function nameFigures(prefix: string, { armedPerSecond, steady, burst }: Lateness): Readonly<Record<string, number>> {
  const figures = {
    ArmedPerSecond: armedPerSecond,
    SteadyP50Ms: at(steady, 0.5),
    SteadyP99Ms: at(steady, 0.99),
    SteadyMostMs: at(steady, 1),
    BurstP50Ms: at(burst, 0.5),
    BurstP99Ms: at(burst, 0.99),
    BurstMostMs: at(burst, 1),
  };
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      prefix === '' ? name[0]!.toLowerCase() + name.slice(1) : prefix + name,
      value,
    ]),
  );
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
