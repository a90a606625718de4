import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProviderChoice } from '../../../channels/choose-provider.ts';
import type { Channel, Provider, SendResult } from '../../../channels/contract.ts';
import { openChannels } from '../../../channels/open.ts';
import { FAULTS, type Fault, startBadService } from '../../../test/support/bad-service.ts';
import { deliveryJob, LEAVES, NOW, SILENT, standingClock, storeOver } from '../../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../../test/support/redis.ts';
import { rowsIn } from '../../../test/support/rows.ts';
import { loadFolder } from '../../../triggers/vocabulary/registry.ts';
import { startDispatcher } from '../dispatcher.ts';
import { createPutOffs } from '../put-offs.ts';
import { openQueues } from '../queue.ts';
import { type AccountHealth, createAccountHealth } from './account-health.ts';

const FINAL = ['sent', 'held-back', 'expired', 'failed', 'uncertain'];
/** An account is left alone after at most so many calls that failed. */
const MOST_FAILING_CALLS = 20;
const SHARES = [0.2, 0.5, 1];
const MOST_OF_THE_SCHEDULE = 1.2;
/** Faults after which a message is tried again: nothing was taken. */
const TAKE_NOTHING: ReadonlySet<Fault> = new Set(['429', 'resets before it reads']);

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** All ways at once with messages enough for each, then each way alone. */
const HOURS: readonly (readonly [what: string, messages: number, faults: readonly Fault[]])[] = [
  ['fails in all ways', 600, FAULTS],
  ...FAULTS.map((fault) => [fault, 120, [fault]] as const),
];

test.each(HOURS)(
  'three accounts whose service %s: each message has one end, what they took is known, and nothing is tried more than it has to be',
  async (what, messages, faults) => {
    const services = await Promise.all(SHARES.map((share, i) => startBadService({ share, seed: i + 1, faults })));
    const dead = services[2]!;
    const folder = (name: string) => new URL(`../../../channels/${name}/`, import.meta.url);
    const choice = createProviderChoice({
      channels: await loadFolder<Channel>(folder('kinds')),
      providers: await loadFolder<Provider>(folder('providers')),
    });
    const email = services.map(({ url }, i) => ({
      ...{ name: `account-${i}`, provider: 'sendgrid', url: `http://${url}`, allow: [url], key: 'SG.k' },
    }));
    const clock = standingClock(NOW);
    const io = { now: clock.now, wall: clock.wall, inbox: { put: async () => undefined } };
    const opened = openChannels(choice, { email }, io);
    const queue = openQueues(storeOver(redis), ['email']);
    const seen = watchHealth(createAccountHealth(clock), () => dead.calls);
    const dispatcher = startDispatcher({
      redis: storeOver(redis),
      queue,
      putOffs: createPutOffs(queue, clock),
      names: ['email'],
      channels: () => opened.channels,
      health: seen.health,
      noteSent: async () => undefined,
      isPaused: () => false,
      recheck: LEAVES,
      report: async () => undefined,
      isHeeded: () => false,
      sender: () => ({ name: 'A', email: 'a@b.example' }),
      unsubscribeUrl: () => '',
      confirmUrl: () => '',
      shardOf: () => 0,
      happened: () => undefined,
      random: Math.random,
      clock,
      log: SILENT,
      // What hangs is given up soon, that the test ends; a busy machine takes long for what does not.
      attemptMs: 1_000,
    });
    const message = { subject: 'Hi', html: '<p>Hi</p>' };
    const jobs = Array.from({ length: messages }, (_, i) =>
      deliveryJob({ id: `${what}-${i}`, channel: 'email', to: 'eva@example.org', message }),
    );
    await queue.add(jobs);
    const connection = redis.connect();
    const rows = async () => {
      const entries = await connection.xrange('kairos:outcomes:{0}', '-', '+');
      const all = entries.flatMap(([, fields]) => rowsIn<Row>(fields[1]!));
      return all.filter(({ decision }) => decision.startsWith(`${what}-`));
    };
    const endsIn = (all: readonly Row[]) => all.filter(({ step = '' }) => FINAL.includes(step));
    await expect.poll(async () => endsIn(await rows()).length, { timeout: 60_000, interval: 250 }).toBe(messages);

    const all = await rows();
    const ended = endsIn(all);
    expect(new Set(ended.map(({ decision }) => decision)).size).toBe(messages);
    const idsOf = (...steps: string[]) =>
      new Set(ended.filter(({ step = '' }) => steps.includes(step)).map(({ decision }) => decision));

    // What they took is what is `sent`, and what is flagged as `uncertain`; none of it twice.
    const took = services.flatMap((service) => service.took);
    expect(new Set(took).size).toBe(took.length);
    const uncertain = idsOf('uncertain');
    expect(new Set(took.filter((id) => !uncertain.has(id)))).toEqual(idsOf('sent'));
    // Nothing failed for good, and nothing expired: what was not taken went on by another account.
    expect(idsOf('failed', 'expired', 'held-back').size).toBe(0);
    for (const fault of faults)
      expect(services.reduce((sum, { counts }) => sum + (counts[fault] ?? 0), 0)).toBeGreaterThan(0);

    // One attempt each, and one more after each that took nothing: the schedule, without a storm.
    const attempts = all.filter(({ step }) => step === 'attempted').length;
    expect(attempts).toBe(messages + seen.results.filter(isTriedAgain).length);
    expect(services.reduce((sum, { calls }) => sum + calls, 0)).toBe(attempts);
    // And no more than the shares of the two that answer make of it, whatever happened here.
    expect(attempts).toBeLessThanOrEqual(MOST_OF_THE_SCHEDULE * messages * attemptsAMessage(faults) + dead.calls);

    expect(seen.failingWhenLeftAlone).toBeLessThanOrEqual(MOST_FAILING_CALLS);
    expect(seen.failingWhenLeftAlone).toBeGreaterThan(0);
    // Those were all, but for the single messages that tried it out again.
    expect(dead.calls).toBeLessThanOrEqual(MOST_FAILING_CALLS + seen.trials);
    await dispatcher.close();
    await Promise.all([opened.close(), queue.close(), ...services.map(({ close }) => close())]);
    connection.disconnect();
  },
);

/** How often a message is tried, where the account that is dead is left alone and the others get as much each. */
function attemptsAMessage(faults: readonly Fault[]): number {
  const nothing = faults.filter((fault) => TAKE_NOTHING.has(fault)).length / faults.length;
  const again = ((SHARES[0]! + SHARES[1]!) / 2) * nothing;
  return 1 / (1 - again);
}

interface Row {
  readonly step?: string;
  readonly decision: string;
}

function isTriedAgain({ kind }: SendResult): boolean {
  return kind === 'throttled' || kind === 'transient';
}

/**
 * Watches what the accounts answered, and the third of them: its calls when it is left alone, and how often it is tried
 * out.
 */
function watchHealth(health: AccountHealth, calls: () => number) {
  const seen = { results: [] as SendResult[], failingWhenLeftAlone: 0, trials: 0 };
  const watched: AccountHealth = {
    ...health,
    async attempt(channel, account, send) {
      const isWatched = account.name === 'account-2';
      const wasLeftAlone = seen.failingWhenLeftAlone > 0;
      const result = await health.attempt(channel, account, () => {
        if (isWatched && wasLeftAlone) seen.trials++;
        return send();
      });
      if (result) seen.results.push(result);
      if (isWatched && !wasLeftAlone && health.troubleOf(account)) seen.failingWhenLeftAlone ||= calls();
      return result;
    },
  };
  return Object.assign(seen, { health: watched });
}
