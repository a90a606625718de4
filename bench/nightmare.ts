import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createProviderChoice } from '../channels/choose-provider.ts';
import { openChannels } from '../channels/open.ts';
import { loadLanguage } from '../engine/definitions/language.ts';
import { openQueues } from '../engine/dispatch/queue.ts';
import type { DeliveryJob } from '../engine/jobs/contract.ts';
import type { Outcome } from '../engine/outcomes/contract.ts';
import { startRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { dispatchOver, jobsOf, openStore } from './support/passages.ts';

const SERVICES = fileURLToPath(new URL('support/bad-services.ts', import.meta.url));
const PER_SECOND = 200;
const HEALTHY_PER_SECOND = 20;
const TICK_MS = 50;
/** The healthy account alone, before and after. */
const QUIET_SECONDS = 30;
const FINAL = new Set(['sent', 'held-back', 'expired', 'failed', 'uncertain']);
const MESSAGE = { subject: 'Hi', html: '<p>Your cart waits around the corner.</p>' };

/** Three accounts in their bad hours, and what a healthy one beside them feels of it. */
export default {
  name: 'nightmare',
  summary: `Three accounts of which 20, 50 and 100 % of the calls fail in seven ways, under ${PER_SECOND} messages a second (--seconds, 120); what became of the messages, and the latency of a healthy account of the same channel, alone and beside them.`,
  async run({ seconds = 120, say }) {
    const services = fork(SERVICES, { execArgv: ['--import', './engine/typescript.mjs'] });
    const [urls] = (await once(services, 'message')) as [readonly string[]];
    const redis = await startRedis();
    const email = urls.map((url, i) => ({
      ...{ name: i === 0 ? 'healthy' : `bad-${i}`, provider: 'sendgrid', url: `http://${url}`, allow: [url], key: 'k' },
      countries: [i === 0 ? 'AT' : 'DE'],
    }));
    const io = { now: Date.now, inbox: { put: async () => undefined } };
    const { channels, close } = openChannels(createProviderChoice(await loadLanguage()), { email }, io);
    const store = openStore(redis);
    const queue = openQueues(store, ['email']);
    const seen = watchOutcomes();
    const dispatcher = dispatchOver(store, queue, channels.get('email')!, {
      happened: seen.happened,
      random: Math.random,
    });
    const healthy = (name: string, part: number) =>
      pour(part * HEALTHY_PER_SECOND, HEALTHY_PER_SECOND, name, 'AT', seen, (jobs) => queue.add(jobs));
    try {
      await healthy('warm', 5);
      const alone = await healthy('alone', QUIET_SECONDS);
      const [beside, bad] = await Promise.all([
        healthy('beside', seconds),
        pour(seconds * PER_SECOND, PER_SECOND, 'bad', 'DE', seen, (jobs) => queue.add(jobs)),
      ]);
      services.send('report');
      const [reports] = (await once(services, 'message')) as [readonly Report[]];
      const ends = new Map([...seen.ends].filter(([id]) => id.startsWith('bad-')));
      const took = reports.slice(1).flatMap((report) => report.took);
      const [sent, uncertain] = ['sent', 'uncertain'].map((step) => [...ends].filter(([, end]) => end === step).length);
      const figures = {
        ...{
          messages: bad.length,
          perSecond: PER_SECOND,
          seconds,
          sent,
          uncertain,
          otherEnds: bad.length - sent! - uncertain!,
        },
        endedTwice: seen.endedTwice,
        took: took.length,
        tookTwice: took.length - new Set(took).size,
        tookUnknown: took.filter((id) => !['sent', 'uncertain'].includes(ends.get(id) ?? '')).length,
        sentNotTaken: [...ends].filter(([id, end]) => end === 'sent' && !new Set(took).has(id)).length,
        attemptsAMessage: round(seen.attempts / bad.length),
        callsOfAccounts: reports.map(({ calls }) => calls),
        callsOfTheDeadOne: reports[3]!.calls,
        healthyAloneMs: quantilesOf(alone),
        healthyBesideMs: quantilesOf(beside),
        ofItsLatency: round(quantilesOf(beside).p50 / quantilesOf(alone).p50),
        badMs: quantilesOf(bad),
      };
      say(JSON.stringify(figures));
      return figures;
    } finally {
      await dispatcher.close();
      await queue.close();
      await close();
      await store.close();
      await redis.stop();
      services.disconnect();
    }
  },
} satisfies Bench;

interface Report {
  readonly calls: number;
  readonly took: readonly string[];
}

type Seen = ReturnType<typeof watchOutcomes>;

/** Keeps the end of each message, and tells whoever waits for it. */
function watchOutcomes() {
  const seen = {
    ends: new Map<string, string>(),
    waiting: new Map<string, () => void>(),
    attempts: 0,
    endedTwice: 0,
    happened({ step, decision }: Outcome) {
      if (step === 'attempted' && decision.startsWith('bad-')) seen.attempts++;
      if (!FINAL.has(step)) return;
      if (seen.ends.has(decision)) seen.endedTwice++;
      seen.ends.set(decision, step);
      seen.waiting.get(decision)?.();
    },
  };
  return seen;
}

/** Adds so many messages a second; returns how long each took from the queue to its end, in milliseconds. */
async function pour(
  count: number,
  perSecond: number,
  name: string,
  country: string,
  seen: Seen,
  add: (jobs: readonly DeliveryJob[]) => Promise<void>,
): Promise<readonly number[]> {
  const jobs = jobsOf(name, count, { country, message: MESSAGE });
  const from = performance.now();
  const took: Promise<number>[] = [];
  for (let next = 0; next < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - from) / 1_000) * perSecond));
    const some = jobs.slice(next, due);
    next = Math.max(next, due);
    const begun = performance.now();
    for (const { id } of some) {
      took.push(new Promise((resolve) => seen.waiting.set(id, () => resolve(performance.now() - begun))));
    }
    if (some.length > 0) await add(some);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return Promise.all(took);
}

function quantilesOf(all: readonly number[]) {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
