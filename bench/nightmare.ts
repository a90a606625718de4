import { createProviderChoice } from '../channels/choose-provider.ts';
import { openChannels } from '../channels/open.ts';
import { loadLanguage } from '../engine/definitions/language.ts';
import { createAccountHealth } from '../engine/dispatch/accounts/account-health.ts';
import { openQueues } from '../engine/dispatch/queue.ts';
import type { DeliveryJob } from '../engine/jobs/contract.ts';
import { FAULTS, type Fault } from '../test/support/bad-service.ts';
import { startRedis, type TestRedis } from '../test/support/redis.ts';
import type { Bench } from './contract.ts';
import { type EndsSeen, quantilesOf, startBadServices, watchAccounts, watchEnds } from './support/bad-hours.ts';
import type { BadServiceReport } from './support/bad-services.ts';
import { dispatchOver, jobsOf, openStore } from './support/passages.ts';

const PER_SECOND = 200;
const HEALTHY_PER_SECOND = 20;
const TICK_MS = 50;
/**
 * The healthy account beside three others that are well, before and after: the first alone is a process that is not
 * warm yet, which made the bad hours look better than the good ones.
 */
const WELL_SECONDS = 10;
/** The country of each account's customers: one healthy account, three that are well, three that fail. */
const COUNTRIES = ['AT', 'CH', 'CH', 'CH', 'DE', 'DE', 'DE'];
/** A room grows to all that it may have within so long. */
const WARM_SECONDS = 2;
const BAD_SHARES = [0.2, 0.5, 1];
/** Each way alone takes so much of the time of all together, and what hangs is given up sooner. */
const SHORTER_BY = 48;
const SHORT_ATTEMPT_MS = 2_000;
const MESSAGE = { subject: 'Hi', html: '<p>Your cart waits around the corner.</p>' };

/** Three accounts in their bad hours, and what a healthy one beside them feels of it. */
export default {
  name: 'nightmare',
  summary: `Three accounts of which 20, 50 and 100 % of the calls fail, in each of ${FAULTS.length} ways alone for a ${SHORTER_BY}th of the time, then in all at once under ${PER_SECOND} messages a second (--seconds, 120); what became of the messages, and the latency of a healthy account of the same channel, beside three others that are well under the same load, before and after, and beside them.`,
  async run({ seconds = 120, say }) {
    const redis = await startRedis();
    const services = startBadServices();
    try {
      const alone: Record<string, object> = {};
      for (const fault of FAULTS) {
        const one = await playBadHours(redis, services, [fault], seconds / SHORTER_BY);
        alone[fault] = one.became;
        say(`${fault}: ${JSON.stringify(one.became)}`);
      }
      say(`all together: ${seconds} s of messages, and then as long as it takes until the last has ended`);
      const { became, ...felt } = await playBadHours(redis, services, FAULTS, seconds, WELL_SECONDS);
      return { perSecond: PER_SECOND, seconds, ...became, ...felt, eachWayAlone: alone };
    } finally {
      await redis.stop();
      services.stop();
    }
  },
} satisfies Bench;

/**
 * Sends by a healthy account and three that fail, before and after by it and three that are well, for so many seconds;
 * what became of all, and what the healthy one felt.
 */
async function playBadHours(
  redis: TestRedis,
  services: ReturnType<typeof startBadServices>,
  faults: readonly Fault[],
  seconds: number,
  wellSeconds = 0,
) {
  const well = COUNTRIES.slice(0, -BAD_SHARES.length).map(() => ({ share: 0 }));
  const urls = await services.begin([...well, ...BAD_SHARES.map((share) => ({ share, faults }))]);
  const email = urls.map((url, i) => ({
    ...{ name: `account-${i}`, provider: 'sendgrid', url: `http://${url}`, allow: [url], key: 'k' },
    countries: [COUNTRIES[i]!],
  }));
  const io = { now: Date.now, inbox: { put: async () => undefined } };
  const { channels, close } = openChannels(createProviderChoice(await loadLanguage()), { email }, io);
  const store = openStore(redis);
  const queue = openQueues(store, ['email']);
  const run = `${faults.length}-${faults[0]!.replaceAll(' ', '-')}`;
  const seen = watchEnds((id) => id.startsWith(`${run}-bad-`));
  const accounts = watchAccounts(createAccountHealth({ wall: Date.now }));
  const dispatcher = dispatchOver(store, queue, channels.get('email')!, {
    health: accounts.health,
    happened: seen.happened,
    random: Math.random,
    ...(faults.length === 1 && { attemptMs: SHORT_ATTEMPT_MS }),
  });
  const healthy = (name: string, part: number) =>
    pour(Math.ceil(part * HEALTHY_PER_SECOND), HEALTHY_PER_SECOND, `${run}-${name}`, 'AT', seen, queue.add);
  const others = (name: string, country: string, part: number) =>
    pour(Math.ceil(part * PER_SECOND), PER_SECOND, `${run}-${name}`, country, seen, queue.add);
  const atOnce = (name: string, country: string, part: number) =>
    Promise.all([healthy(`beside-${name}`, part), others(name, country, part)]);
  await atOnce('warm', 'CH', WARM_SECONDS);
  const [before] = await atOnce('well', 'CH', wellSeconds);
  const [beside, bad] = await atOnce('bad', 'DE', seconds);
  const [after] = await atOnce('well-again', 'CH', wellSeconds);
  const reports = (await services.report()).slice(-BAD_SHARES.length);
  await dispatcher.close();
  await queue.close();
  await close();
  await store.close();
  const [usual, felt] = [quantilesOf([...before, ...after]), quantilesOf(beside)];
  return {
    became: {
      ...judge(reports, seen, bad.length),
      leftAlone: email.slice(-BAD_SHARES.length).map(({ name }) => accounts.of(name)),
    },
    ...{ besideWellMs: usual, besideBadMs: felt, badMs: quantilesOf(bad) },
    times: { p50: felt.p50 / usual.p50, p95: felt.p95 / usual.p95, p99: felt.p99 / usual.p99 },
    waitedMs: quantilesOf(seen.waitsOf(`${run}-beside-bad-`)),
  };
}

/** What became of the messages of the three, beside what their services saw. */
function judge(reports: readonly BadServiceReport[], seen: EndsSeen, messages: number) {
  const { ends } = seen;
  const took = reports.flatMap((report) => report.took);
  const taken = new Set(took);
  const count = (end: string) => [...ends.values()].filter((one) => one === end).length;
  const [sent, uncertain] = [count('sent'), count('uncertain')];
  return {
    ...{ messages, sent, uncertain, otherEnds: messages - sent - uncertain, endedTwice: seen.endedTwice },
    ...{ took: took.length, tookTwice: took.length - taken.size },
    tookUnknown: took.filter((id) => !['sent', 'uncertain'].includes(ends.get(id) ?? '')).length,
    sentNotTaken: [...ends].filter(([id, end]) => end === 'sent' && !taken.has(id)).length,
    attempts: seen.attempts,
    // The schedule: one each, and one more after each call that took nothing, as the services counted them.
    ofTheSchedule: seen.attempts / (messages + againAfter(reports)),
    callsOfAccounts: reports.map(({ calls }) => calls),
  };
}

function againAfter(reports: readonly BadServiceReport[]): number {
  const again = (['429', 'resets before it reads'] as const).map((fault) =>
    reports.reduce((sum, { counts }) => sum + (counts[fault] ?? 0), 0),
  );
  return again.reduce((sum, one) => sum + one, 0);
}

/** Adds so many messages a second; returns how long each took from the queue to its end, in milliseconds. */
async function pour(
  count: number,
  perSecond: number,
  name: string,
  country: string,
  seen: EndsSeen,
  add: (jobs: readonly DeliveryJob[]) => Promise<void>,
): Promise<readonly number[]> {
  const jobs = jobsOf(name, count, { country, message: MESSAGE });
  const from = performance.now();
  const took: Promise<number>[] = [];
  for (let next = 0; next < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - from) / 1_000) * perSecond));
    const some = jobs.slice(next, due);
    next = Math.max(next, due);
    took.push(...some.map(({ id }) => seen.endOf(id)));
    if (some.length > 0) await add(some);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return Promise.all(took);
}
