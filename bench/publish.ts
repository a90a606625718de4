import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCompiler } from '../engine/definitions/compile.ts';
import type { Document, OpenDefinitions } from '../engine/definitions/contract.ts';
import { openDefinitions } from '../engine/definitions/definitions.ts';
import { loadLanguage } from '../engine/definitions/language.ts';
import type { RedisStore } from '../engine/stores/contract.ts';
import { startRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { documentsOf, editDocuments } from './data/documents.ts';
import { medianOf } from './support/median.ts';

const COUNTS = [1_000, 10_000, 100_000];
const EDITS = 20;
const silent = { info() {}, warn() {}, error() {} };

/** What a publish takes and what it holds up: a whole workspace at once, then one trigger and one place of it. */
export default {
  name: 'publish',
  summary:
    'Publishing 1,000 to 100,000 triggers and as many places, then edits of one: until live here and in another engine.',
  async run({ runs, say }) {
    const figures: Record<string, unknown> = {};
    const language = await loadLanguage();
    for (const count of COUNTS) {
      const redis = await startRedis();
      const store: RedisStore = { target: redis.target, connect: () => redis.connect(), close: async () => undefined };
      const open = () =>
        openDefinitions({ redis: store, compile: createCompiler({ ...language, zoneAt: () => 'UTC' }), log: silent });
      const publisher = await open();
      try {
        const documents = documentsOf(count);
        const whole = await measureWork(() => publisher.publish(documents, { replace: true }));
        const follower = await open();
        const edits = await medianOf(runs, async (run) => {
          const trigger = await edit(publisher, follower, documentsLike(documents, 'trigger', run));
          const place = await edit(publisher, follower, documentsLike(documents, 'place', run));
          return {
            triggerLiveMs: trigger.liveMs,
            triggerFollowedMs: trigger.followedMs,
            placeLiveMs: place.liveMs,
            placeFollowedMs: place.followedMs,
            longestStallMs: Math.max(trigger.stalledMs, place.stalledMs),
          };
        });
        figures[`triggersAndPlaces${count}`] = { whole, edits };
        say(`${count}: ${JSON.stringify({ whole, edits })}`);
        await follower.close();
      } finally {
        await publisher.close();
        await redis.stop();
      }
    }
    return figures;
  },
} satisfies Bench;

/** How long something took, and how long it kept the event loop from anything else at worst. */
async function measureWork(work: () => Promise<unknown>) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const tookMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  return {
    liveMs: round(tookMs),
    cpuMs: round((user + system) / 1_000),
    longestStallMs: round(delay.max / 1e6),
    stallP99Ms: round(delay.percentile(99) / 1e6),
  };
}

/** Documents of a kind, each with something else in it; of places not the countries, with thousands of points. */
function documentsLike(documents: readonly Document[], kind: Document['kind'], run: number) {
  const all = documents.filter((document) => document.kind === kind && !document.name.startsWith('country-'));
  return Array.from({ length: EDITS }, (_, i) =>
    editDocuments(all[((run * EDITS + i) * 7) % all.length]!, run * EDITS + i),
  );
}

/** Edits of one document each: the median until it is live here, and in an engine that follows. */
async function edit(publisher: OpenDefinitions, follower: OpenDefinitions, documents: readonly Document[]) {
  const live: number[] = [];
  const followed: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (const document of documents) {
    const from = performance.now();
    const { revision } = await publisher.publish([document], { replace: false });
    live.push(performance.now() - from);
    await until(follower, revision);
    followed.push(performance.now() - from);
  }
  delay.disable();
  const middle = (times: number[]) => round(times.sort((a, b) => a - b)[EDITS / 2]!);
  return { liveMs: middle(live), followedMs: middle(followed), stalledMs: round(delay.max / 1e6) };
}

function until(engine: OpenDefinitions, revision: number): Promise<void> {
  return new Promise((resolve) => {
    if (engine.live.revision >= revision) return resolve();
    const stop = engine.watch((live) => {
      if (live.revision < revision) return;
      stop();
      resolve();
    });
  });
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
