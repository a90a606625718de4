import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SendResult } from '../../channels/contract.ts';
import type { Signal } from '../../sdk/protocol.ts';
import {
  deliveryJob,
  LEAVES,
  NOW,
  recheckBy,
  SILENT,
  standingClock,
  storeOver,
  toldChannel,
} from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { rowsIn } from '../../test/support/rows.ts';
import { STOPS } from '../../triggers/reasons/stops.ts';
import type { Closable } from '../contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import { lineOf } from '../outcomes/lines.ts';
import { queuedRow } from '../outcomes/rows.ts';
import { createAccountHealth } from './accounts/account-health.ts';
import { feedKey } from './cards.ts';
import type { Recheck } from './contract.ts';
import { createDeadLetters } from './dead-letters.ts';
import { startDispatcher } from './dispatcher.ts';
import { createForget } from './forget.ts';
import { createPutOffs, type PutOffs } from './put-offs.ts';
import { type DeliveryQueue, openQueues } from './queue.ts';
import { createRecords, type DeliveryRecords } from './records.ts';
import type { IsHeeded } from './reports.ts';
import { createTeamPost } from './team-post.ts';

const ACCOUNT = 'told';
const ACCEPTED: SendResult = { kind: 'accepted', providerId: 'p-1' };
const NAMES = ['email', 'in-app', 'webhook'];
const FINAL = ['sent', 'held-back', 'expired', 'failed', 'uncertain'];

let server: TestRedis;
let redis: Redis;
let queue: DeliveryQueue;
let records: DeliveryRecords;
const open: Closable[] = [];
beforeAll(async () => {
  server = await startRedis();
  redis = server.connect();
  queue = openQueues(storeOver(server), NAMES, new Map([['in-app', 3]]));
  records = createRecords(server.connect(), () => 0);
});
afterEach(async () => {
  for (const closable of open.splice(0)) await closable.close();
});
afterAll(async () => {
  await queue.close();
  await server.stop();
});

function deadLetters() {
  return createDeadLetters({ queue, records, redis, clock: standingClock(NOW) });
}

interface Told {
  readonly email?: (id: string, attempt: number) => SendResult | Promise<SendResult>;
  /** What a second account of e-mail does. Absent: there is none. */
  readonly second?: (id: string, attempt: number) => SendResult | Promise<SendResult>;
  readonly misconfiguredMs?: number;
  readonly webhook?: (id: string, attempt: number) => SendResult | Promise<SendResult>;
  readonly inApp?: (id: string, attempt: number) => SendResult | Promise<SendResult>;
  readonly recheck?: Recheck;
  readonly isHeeded?: IsHeeded;
  readonly attemptMs?: number;
  /** How many mails the provider has under way at once. */
  readonly atOnce?: number;
  readonly isPaused?: (channel: string) => boolean;
}

/** A dispatcher whose providers are told what to do. No jitter: waits are nothing unless a test says so. */
function dispatch({
  email = () => ACCEPTED,
  second,
  misconfiguredMs,
  webhook = () => ACCEPTED,
  inApp,
  recheck,
  isHeeded = () => false,
  attemptMs = 20_000,
  atOnce,
  isPaused = () => false,
}: Told = {}) {
  const clock = standingClock(NOW);
  const mails = toldChannel('email', false, email, atOnce);
  const others = second ? toldChannel('email', false, second).accounts : [];
  const accounts = [...mails.accounts, ...others.map((account) => ({ ...account, name: 'second', order: 1 }))];
  const channels = new Map([
    ['email', { ...mails, accounts }],
    ['webhook', toldChannel('webhook', true, webhook)],
    ...(inApp ? [['in-app', toldChannel('in-app', true, inApp)] as const] : []),
  ]);
  const putOffs: PutOffs = createPutOffs(queue, clock);
  const reports: Signal[] = [];
  const complaints: string[] = [];
  const happened: string[] = [];
  const dispatcher = startDispatcher({
    redis: storeOver(server),
    queue,
    putOffs,
    names: NAMES,
    isPaused,
    channels: () => channels,
    noteSent: async () => undefined,
    recheck: recheck ?? LEAVES,
    report: async (signal) => void reports.push(signal),
    isHeeded,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: ({ step, attempt }) => void happened.push(`${step} ${attempt}`),
    random: () => 0,
    clock,
    log: { ...SILENT, error: (message) => void complaints.push(message) },
    attemptMs,
    health: createAccountHealth(clock, misconfiguredMs ? { misconfiguredMs: [misconfiguredMs, misconfiguredMs] } : {}),
  });
  open.push(dispatcher);
  const told = (name: string) => channels.get(name)!;
  const providers = { email: told('email'), webhook: told('webhook'), inApp: told('in-app') };
  const { heedPauses } = dispatcher;
  return { clock, putOffs, reports, complaints, happened, heedPauses, ...providers };
}

interface Row {
  readonly step: string;
  readonly decision: string;
  readonly [field: string]: unknown;
}

async function rowsOf(id: string): Promise<Row[]> {
  const entries = await redis.xrange('kairos:outcomes:{0}', '-', '+');
  const rows = entries.flatMap(([, fields]) => rowsIn<Row>(fields[1]!));
  return rows.filter(({ decision, step }) => decision === id && step !== undefined);
}

/** The delivery's rows, once it has ended; waits for the stream, not for time. */
async function ended({ id }: DeliveryJob): Promise<Row[]> {
  const waiting = server.connect();
  for (let last = '0'; ; ) {
    const rows = await rowsOf(id);
    if (rows.some(({ step }) => FINAL.includes(step))) {
      waiting.disconnect();
      return rows;
    }
    const [newest] = await redis.xrevrange('kairos:outcomes:{0}', '+', '-', 'COUNT', 1);
    if (newest && newest[0] !== last) last = newest[0];
    else await waiting.xread('BLOCK', 5_000, 'STREAMS', 'kairos:outcomes:{0}', last);
  }
}

/** A job that is done is not kept. */
async function settled({ id, channel }: DeliveryJob): Promise<'done' | 'failed'> {
  const jobs = queue.queues.get(channel)!;
  await expect.poll(() => jobs.getJobState(id), { timeout: 10_000 }).toMatch(/unknown|failed/);
  return (await jobs.getJobState(id)) === 'failed' ? 'failed' : 'done';
}

const stepsOf = (rows: readonly Row[]) => rows.map(({ step }) => step);

test('no more are begun than the provider has under way, so a crash leaves few uncertain', async () => {
  let underWay = 0;
  let most = 0;
  const email = async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    return ACCEPTED;
  };
  dispatch({ email, atOnce: 2 });
  const jobs = Array.from({ length: 30 }, () => deliveryJob({ channel: 'email' }));
  await queue.add(jobs);
  for (const job of jobs) expect(stepsOf(await ended(job))).toEqual(['attempted', 'sent']);
  expect(most).toBeLessThanOrEqual(4);
});

test('messages of a paused channel wait, those of others leave, and all leave when the pause is over', async () => {
  const paused = new Set(['email']);
  const { email, heedPauses } = dispatch({ isPaused: (channel) => paused.has(channel) });
  const [mail, hook] = [deliveryJob({ channel: 'email' }), deliveryJob({ channel: 'webhook' })];
  await queue.add([mail, hook]);
  expect(stepsOf(await ended(hook))).toEqual(['attempted', 'sent']);
  expect(await rowsOf(mail.id)).toEqual([]);
  expect((await queue.counts()).email).toMatchObject({ waiting: 1, active: 0 });
  paused.clear();
  heedPauses();
  expect(stepsOf(await ended(mail))).toEqual(['attempted', 'sent']);
  expect(email.attempts).toHaveLength(1);
});

test('a job that is taken in the moment of a pause is put back, and costs no attempt', async () => {
  const paused = new Set(['email']);
  let hasStarted = false;
  const { email } = dispatch({
    // The worker has not heard of it yet.
    isPaused: (channel) => hasStarted && paused.delete(channel),
  });
  hasStarted = true;
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'sent']);
  expect([paused.size, email.attempts]).toEqual([0, [{ id: job.id, attempt: 1 }]]);
});

test('a message is sent once, its attempt noted before and its end after', async () => {
  const { email, reports } = dispatch();
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job, job]);
  await queue.add([job]);
  const rows = await ended(job);
  expect(rows).toMatchObject([
    {
      step: 'attempted',
      provider: 'told-email',
      attempt: 1,
      customer: 'c1',
      trigger: 'rainy',
      version: 3,
      channel: 'email',
    },
    { step: 'sent', provider: 'told-email', attempt: 1, reason: 'p-1', place: 'p1', signal: 's1' },
  ]);
  expect(await settled(job)).toBe('done');
  expect(email.attempts).toEqual([{ id: job.id, attempt: 1 }]);
  expect(reports).toEqual([]);
});

test('that it was sent, or may have been, is told where a trigger goes by it', async () => {
  const { reports, clock } = dispatch({
    webhook: () => {
      clock.at = NOW + 3_600_000;
      return { kind: 'uncertain', reason: 'connection lost' };
    },
    isHeeded: (trigger, state) => trigger === 'rainy' && (state === 'sent' || state === 'uncertain'),
  });
  const jobs = [deliveryJob({ channel: 'email' }), deliveryJob({ channel: 'webhook' })];
  await queue.add(jobs);
  for (const job of jobs) await ended(job);
  for (const job of jobs) await settled(job);
  const told = reports.map(({ kind, value }) => [kind, value.delivery, value.trigger, value.state]);
  expect(told.sort()).toEqual(
    jobs.map(({ id, channel }) => ['message', id, 'rainy', channel === 'email' ? 'sent' : 'uncertain']).sort(),
  );
});

test('what was sent is kept beside the row that says so, and nothing of what was not', async () => {
  dispatch({ email: (id) => (id === 'd-kept' ? ACCEPTED : { kind: 'permanent', reason: 'no', effect: 'drop' }) });
  const [kept, refused] = [
    deliveryJob({ id: 'd-kept', channel: 'email' }),
    deliveryJob({ id: 'd-refused', channel: 'email' }),
  ];
  await queue.add([kept, refused]);
  await Promise.all([ended(kept), ended(refused)]);
  const entries = await redis.xrange('kairos:outcomes:{0}', '-', '+');
  const rows = entries.flatMap(([, fields]) => rowsIn<{ decision: string; content?: unknown }>(fields[1]!));
  const { id: decision, customer, channel, message: content } = kept;
  const told = rows.filter((row) => row.content !== undefined && ['d-kept', 'd-refused'].includes(row.decision));
  expect(told).toMatchObject([{ decision, customer, channel, content, content_cut: 0 }]);
});

test('a job that is added again after it ended does nothing', async () => {
  const { email } = dispatch();
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  await ended(job);
  await settled(job);
  await queue.add([job]);
  expect(await settled(job)).toBe('done');
  expect(email.attempts).toHaveLength(1);
  expect(stepsOf(await rowsOf(job.id))).toEqual(['attempted', 'sent']);
});

test('what was not taken is tried again, and sent when it is', async () => {
  const { email } = dispatch({
    email: (_, attempt) =>
      [
        { kind: 'transient', reason: '451' } as const,
        { kind: 'throttled', reason: '429', retryAfterMs: 20 } as const,
        ACCEPTED,
      ][attempt - 1]!,
  });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'attempted', 'attempted', 'sent']);
  expect(email.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

test('a message is tried until it expires, and then the reservation is given back', async () => {
  const { reports, clock, email } = dispatch({
    email: (_, attempt) => {
      if (attempt === 12) clock.at = job.expiresAt;
      return { kind: 'transient', reason: '451 later' };
    },
  });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  const rows = await ended(job);
  expect(rows.at(-1)).toMatchObject({
    step: 'expired',
    attempt: 12,
    code: 'expired-before-retry',
    reason: '451 later',
  });
  // Each further attempt says what came of the one before.
  expect(rows.slice(0, 2)).toMatchObject([
    { step: 'attempted', attempt: 1, code: '' },
    { step: 'attempted', attempt: 2, code: 'tried-before', args: '{"account":"told-email"}', reason: '451 later' },
  ]);
  expect(await settled(job)).toBe('done');
  expect(email.attempts).toHaveLength(12);
  expect(reports.map(({ value }) => [value.delivery, value.state])).toEqual([[job.id, 'expired']]);
});

test('a refusal for good is not tried again; a dead address and an opt-out are reported', async () => {
  const effects = ['suppress-address', 'opt-out', 'drop'] as const;
  const { reports, email } = dispatch({
    email: (id) => ({ kind: 'permanent', reason: '550 no', effect: effects.find((effect) => id.endsWith(effect))! }),
  });
  const jobs = effects.map((effect) => deliveryJob({ id: `d-${effect}`, channel: 'email' }));
  await queue.add(jobs);
  for (const job of jobs) {
    expect(stepsOf(await ended(job))).toEqual(['attempted', 'failed']);
    expect(await settled(job)).toBe('failed');
  }
  expect(email.attempts).toHaveLength(3);
  const told = reports.map(({ id, kind, value }) => [id, kind, value.state ?? value.granted, value.hard]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['d-suppress-address.failed.1', 'message', 'failed', undefined],
      ['d-suppress-address.bounced.1', 'message', 'bounced', true],
      ['d-opt-out.failed.1', 'message', 'failed', undefined],
      ['d-opt-out.opted-out.1', 'consent', false, undefined],
    ]),
  );
  expect(told).toHaveLength(5);
});

test('devices that are gone are reported, also when another one took the message', async () => {
  const gone = ['fcm:registration-token-1'];
  const { reports } = dispatch({ email: () => ({ ...ACCEPTED, gone }) });
  const job = deliveryJob({ id: 'd-gone', channel: 'email' });
  await queue.add([job]);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'sent']);
  expect(reports.map(({ kind, value }) => [kind, value])).toEqual([
    ['push-token', { service: 'fcm', token: 'registration-token-1', removed: true }],
  ]);
});

test('messages of an account that is not set up right go by the next one, and it is tried by one message a minute', async () => {
  const wrong: SendResult = { kind: 'permanent', reason: '535 wrong password', effect: 'channel-misconfigured' };
  const { email, complaints } = dispatch({ email: () => wrong, second: () => ACCEPTED });
  const jobs = Array.from({ length: 30 }, () => deliveryJob({ channel: 'email' }));
  await queue.add(jobs.slice(0, 1));
  expect(await ended(jobs[0]!)).toMatchObject([
    { step: 'attempted', provider: 'told-email', attempt: 1 },
    { step: 'attempted', provider: 'second', attempt: 2, code: 'tried-before', reason: '535 wrong password' },
    { step: 'sent', provider: 'second' },
  ]);
  await queue.add(jobs.slice(1));
  for (const job of jobs.slice(1)) {
    expect(await ended(job)).toMatchObject([{ provider: 'second' }, { step: 'sent', provider: 'second' }]);
  }
  expect(email.attempts).toHaveLength(1);
  expect(complaints).toEqual([expect.stringContaining("account 'told-email' of channel 'email' refuses us")]);
});

test('with no other account they wait, and leave when it takes them', async () => {
  let isRight = false;
  const wrong: SendResult = { kind: 'permanent', reason: '535', effect: 'channel-misconfigured' };
  const { email } = dispatch({ email: () => (isRight ? ACCEPTED : wrong), misconfiguredMs: 50 });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  await expect.poll(() => email.attempts.length).toBeGreaterThan(1);
  isRight = true;
  expect(stepsOf(await ended(job)).at(-1)).toBe('sent');
});

test('what one account may have sent is not sent by another', async () => {
  const { email } = dispatch({ email: () => ({ kind: 'uncertain', reason: 'reset' }), second: () => ACCEPTED });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(await ended(job)).toMatchObject([
    { step: 'attempted', provider: 'told-email' },
    { step: 'uncertain', provider: 'told-email' },
  ]);
  expect(email.attempts).toHaveLength(1);
});

test('an uncertain attempt is never made again where the same id would be taken twice', async () => {
  const { email, reports } = dispatch({ email: () => ({ kind: 'uncertain', reason: 'connection lost' }) });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(await ended(job)).toMatchObject([{ step: 'attempted' }, { step: 'uncertain', reason: 'connection lost' }]);
  expect(await settled(job)).toBe('done');
  expect(email.attempts).toHaveLength(1);
  // It may have arrived: it keeps its place in caps.
  expect(reports).toEqual([]);
});

test('an uncertain attempt is made again, with the same id, where that has no second effect', async () => {
  const { webhook } = dispatch({ webhook: (_, n) => (n < 2 ? { kind: 'uncertain', reason: 'reset' } : ACCEPTED) });
  const job = deliveryJob({ channel: 'webhook' });
  await queue.add([job]);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'attempted', 'sent']);
  expect(webhook.attempts.map(({ id }) => id)).toEqual([job.id, job.id]);
});

test('what may have arrived ends uncertain, whatever else comes after', async () => {
  const { reports, clock } = dispatch({
    webhook: (id, attempt) => {
      if (attempt === 1) return { kind: 'uncertain', reason: 'reset' };
      if (id.endsWith('late')) clock.at = NOW + 4_000_000;
      return id.endsWith('late')
        ? { kind: 'transient', reason: 'x' }
        : { kind: 'permanent', reason: '410', effect: 'drop' };
    },
  });
  const jobs = [
    deliveryJob({ id: 'd-doubt-refused', channel: 'webhook' }),
    deliveryJob({ id: 'd-doubt-late', channel: 'webhook' }),
  ];
  for (const job of jobs) {
    await queue.add([job]);
    expect((await ended(job)).at(-1)).toMatchObject({ step: 'uncertain', attempt: 2 });
    expect(await settled(job)).toBe('done');
  }
  expect(reports).toEqual([]);
});

test('an attempt that was lost makes uncertain what a later one was refused', async () => {
  const job = deliveryJob({ id: 'd-lost-refused', channel: 'webhook' });
  await records.begin(
    job,
    { begun: 0, isOpen: false, isInDoubt: false },
    'told-webhook',
    lineOf(queuedRow(job, NOW, NOW)),
  );
  const { reports } = dispatch({ webhook: () => ({ kind: 'permanent', reason: '410', effect: 'drop' }) });
  await queue.add([job]);
  expect((await ended(job)).at(-1)).toMatchObject({
    ...{ step: 'uncertain', reason: '410', attempt: 2 },
    ...{ code: 'earlier-attempt-in-doubt', args: JSON.stringify({ stop: 'failed' }) },
  });
  expect(await settled(job)).toBe('done');
  expect(reports).toEqual([]);
});

const QUIET = { code: 'quiet-hours', args: { from: '22:00', to: '08:00', zone: 'UTC' } };
const NO_CONSENT = { code: 'no-consent', args: { purpose: 'offers', channels: ['email'] } };

test('an attempt of another process counts as under way until its time is surely up', async () => {
  const job = deliveryJob({ id: 'd-elsewhere', channel: 'email' });
  const never = { begun: 0, isOpen: false, isInDoubt: false };
  await records.begin(job, never, ACCOUNT, lineOf(queuedRow(job, NOW, NOW)), { since: standingClock(NOW).wall() });
  const { email } = dispatch({ attemptMs: 20_000 });
  await queue.add([job]);
  const jobs = queue.queues.get('email')!;
  await expect.poll(() => jobs.getJobState(job.id), { timeout: 10_000 }).toBe('delayed');
  await records.finish(job, { state: 'sent', reason: '', effect: '' }, lineOf(queuedRow(job, NOW, NOW)));
  await (await jobs.getJob(job.id))!.promote();
  expect(await settled(job)).toBe('done');
  expect(stepsOf(await rowsOf(job.id))).not.toContain('uncertain');
  expect(email.attempts).toEqual([]);
});

test('a message that is handed out again while this process is at it, as its lock was lost, ends as that attempt does', async () => {
  let answer: (result: SendResult) => void = () => undefined;
  const { email } = dispatch({
    email: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const job = deliveryJob({ id: 'd-starved', channel: 'email' });
  const jobs = queue.queues.get('email')!;
  await queue.add([job]);
  await expect.poll(() => email.attempts.length).toBe(1);
  const again = await jobs.add('deliver', job);
  await expect.poll(() => again.getState()).toBe('active');
  answer(ACCEPTED);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'sent']);
  await expect.poll(() => again.getState()).toBe('unknown');
  expect(email.attempts).toHaveLength(1);
});

test('a beginning that is sent again, as the connection was lost before its answer, has begun once', async () => {
  const connection = server.connect();
  const mine = createRecords(connection, () => 0);
  const job = deliveryJob({ id: 'd-sent-again', channel: 'email' });
  const never = { begun: 0, isOpen: false, isInDoubt: false };
  const begin = () => mine.begin(job, never, ACCOUNT, lineOf(queuedRow(job, NOW, NOW)));
  const sent: string[][] = [];
  const scripts = connection as unknown as { kairosDeliveryBegin: (...args: unknown[]) => Promise<string[]> };
  const command = scripts.kairosDeliveryBegin.bind(connection);
  scripts.kairosDeliveryBegin = async (...args) => {
    sent.push(await command(...args));
    return command(...args);
  };
  expect(await begin()).toBeUndefined();
  expect(sent).toEqual([['']]);
  expect(await rowsOf(job.id)).toHaveLength(1);
  expect(await begin(), 'of somebody else').toBe('busy');
});

test('where Redis is full messages leave, are put off and tried again, each with its rows', async () => {
  const ids = ['sent', 'again', 'put-off', 'refused'];
  const jobs = ids.map((id) => deliveryJob({ id: `d-full-${id}`, channel: 'email' }));
  await queue.add(jobs);
  await redis.config('SET', 'maxmemory', '1');
  const isPutOff = new Set<string>();
  dispatch({
    email: (id, attempt) => {
      if (id === 'd-full-again' && attempt === 1) return { kind: 'transient', reason: 'later' };
      return id === 'd-full-refused' ? { kind: 'permanent', reason: 'no', effect: 'drop' } : ACCEPTED;
    },
    recheck: recheckBy(async ({ id }) => {
      if (id !== 'd-full-put-off' || isPutOff.has(id)) return { go: true };
      isPutOff.add(id);
      return { deferUntil: NOW + 20, gate: 'quiet-hours', reason: QUIET };
    }),
  });
  const steps = await Promise.all(jobs.map(async (job) => stepsOf(await ended(job)).join(' ')));
  await redis.config('SET', 'maxmemory', '0');
  expect(steps).toEqual(['attempted sent', 'attempted attempted sent', 'deferred attempted sent', 'attempted failed']);
});

test('a re-check before every attempt can hold a message back or let it expire', async () => {
  let asked = 0;
  const { email, reports } = dispatch({
    email: () => ({ kind: 'transient', reason: 'later' }),
    recheck: recheckBy(async ({ id }) => {
      if (id.endsWith('expired')) return { stop: 'expired', gate: 'expiry', reason: STOPS.overInQueue };
      return ++asked === 1 ? { go: true } : { stop: 'held-back', gate: 'consent', reason: NO_CONSENT };
    }),
  });
  const held = deliveryJob({ id: 'd-stop-held', channel: 'email' });
  const expired = deliveryJob({ id: 'd-stop-expired', channel: 'email' });
  await queue.add([held, expired]);
  expect(await ended(held)).toMatchObject([
    { step: 'attempted' },
    { step: 'held-back', gate: 'consent', code: 'no-consent', args: JSON.stringify(NO_CONSENT.args) },
  ]);
  expect(await ended(expired)).toMatchObject([{ step: 'expired', gate: 'expiry', attempt: 0 }]);
  expect([await settled(held), await settled(expired)]).toEqual(['done', 'done']);
  expect(email.attempts).toHaveLength(1);
  expect(reports.map(({ id }) => id).sort()).toEqual(['d-stop-expired.expired.0', 'd-stop-held.held-back.1']);
});

test('a re-check can put a message off: it waits, is told once to wait, and goes when it may', async () => {
  let asked = 0;
  const { email, reports, happened } = dispatch({
    email: (_, attempt) => (attempt === 1 ? { kind: 'transient', reason: 'try later' } : ACCEPTED),
    recheck: recheckBy(async () => {
      asked++;
      if (asked === 1 || asked > 3) return { go: true };
      return { deferUntil: NOW + 20, gate: 'quiet-hours', reason: QUIET };
    }),
  });
  const job = deliveryJob({ id: 'd-put-off', channel: 'email' });
  await queue.add([job]);
  expect(await ended(job)).toMatchObject([
    { step: 'attempted', attempt: 1 },
    { step: 'deferred', gate: 'quiet-hours', code: 'quiet-hours', until: NOW + 20, attempt: 1 },
    { step: 'attempted', attempt: 2 },
    { step: 'sent', attempt: 2 },
  ]);
  expect(email.attempts).toHaveLength(2);
  expect(reports).toEqual([]);
  await expect.poll(() => happened, { timeout: 10_000 }).toHaveLength(4);
  expect(happened, 'each row is told of as it is written').toEqual([
    'attempted 1',
    'deferred 1',
    'attempted 2',
    'sent 2',
  ]);
});

test('one that is put off beyond its expiry waits no longer than that, and expires', async () => {
  const { clock, email, reports } = dispatch({
    recheck: recheckBy(async () => {
      if (clock.at > NOW) return { stop: 'expired', gate: 'expiry', reason: STOPS.overInQueue };
      clock.at += 30;
      return { deferUntil: NOW + 8 * 3_600_000, gate: 'quiet-hours', reason: QUIET };
    }),
  });
  const job = deliveryJob({ id: 'd-put-off-too-long', channel: 'email', expiresAt: NOW + 60 });
  await queue.add([job]);
  expect(await ended(job)).toMatchObject([
    { step: 'deferred', gate: 'quiet-hours' },
    { step: 'expired', gate: 'expiry' },
  ]);
  expect(email.attempts).toEqual([]);
  expect(reports).toMatchObject([{ value: { state: 'expired' } }]);
});

test('what was put off goes when the clock of the engine is there, alone or out of a parcel, however little time has passed', async () => {
  const [now, until] = [NOW, NOW + 8 * 3_600_000];
  const { clock, putOffs } = dispatch({
    inApp: () => ACCEPTED,
    recheck: recheckBy(async () =>
      clock.at < until ? { deferUntil: until, gate: 'quiet-hours', reason: QUIET } : { go: true },
    ),
  });
  const expiresAt = now + 12 * 3_600_000;
  const alone = deliveryJob({ id: 'd-until-morning', channel: 'email', expiresAt });
  const parcel = ['d-until-morning-1', 'd-until-morning-2'].map((id) =>
    deliveryJob({ id, channel: 'in-app', expiresAt }),
  );
  const all = [alone, ...parcel];
  await queue.add(all);
  const stateOf = ({ id, channel }: DeliveryJob) => queue.queues.get(channel)!.getJobState(id);
  await expect.poll(() => Promise.all(all.map(stateOf)), { timeout: 10_000 }).toEqual(all.map(() => 'delayed'));
  clock.at = until - 1;
  expect(await putOffs.wake(), 'their time has not come').toBe(false);
  expect(await Promise.all(all.map(stateOf))).toEqual(all.map(() => 'delayed'));
  clock.at = until;
  expect(await putOffs.wake(), 'nothing is left to let go').toBe(false);
  for (const job of all) expect(stepsOf(await ended(job))).toEqual(['deferred', 'attempted', 'sent']);
});

test('what is in memory of a customer counts for a first attempt while it is what is stored, else what is stored does', async () => {
  const asked: string[] = [];
  const consent = { stop: 'held-back', gate: 'consent', reason: NO_CONSENT } as const;
  const { inApp } = dispatch({
    inApp: () => ACCEPTED,
    recheck: {
      atOnce: ({ id }) => (id === 'd-memory-stop' ? { ...consent, revision: 7 } : { go: true, revision: 7 }),
      async ask({ id }) {
        asked.push(id);
        return consent;
      },
    },
  });
  await redis.set('kairos:ctx:{0}:c-7', 'whatever it is0000000007');
  await redis.set('kairos:ctx:{0}:c-8', 'whatever it is0000000008');
  const jobOf = (id: string, customer: string) => deliveryJob({ id, customer, channel: 'in-app' });
  const as = jobOf('d-memory-as-stored', 'c-7');
  const others = [jobOf('d-memory-old', 'c-8'), jobOf('d-memory-erased', 'c-gone'), jobOf('d-memory-stop', 'c-7')];
  await queue.add([as, ...others]);
  expect(await ended(as)).toMatchObject([{ step: 'attempted', attempt: 1 }, { step: 'sent' }]);
  for (const job of others) expect(await ended(job)).toMatchObject([{ step: 'held-back', code: 'no-consent' }]);
  expect(asked.sort()).toEqual(others.map(({ id }) => id).sort());
  expect(inApp.attempts).toEqual([{ id: as.id, attempt: 1 }]);
});

test('by memory too a delivery that ended stays as it is, and an attempt without a result is not made again', async () => {
  const recheck: Recheck = { atOnce: () => ({ go: true, revision: 7 }), ask: async () => ({ go: true }) };
  const { email } = dispatch({ recheck });
  await redis.set('kairos:ctx:{0}:c-7', 'whatever it is0000000007');
  const [done, lost] = ['d-memory-done', 'd-memory-lost'].map((id) =>
    deliveryJob({ id, customer: 'c-7', channel: 'email' }),
  );
  const never = { begun: 0, isOpen: false, isInDoubt: false };
  const row = lineOf(queuedRow(done!, NOW, NOW));
  expect(await records.begin(done!, never, ACCOUNT, row)).toBeUndefined();
  expect(await records.finish(done!, { state: 'sent', reason: '', effect: '' }, row)).toBeUndefined();
  expect(await records.begin(lost!, never, ACCOUNT, row)).toBeUndefined();
  await queue.add([done!, lost!]);
  expect((await ended(lost!)).at(-1)).toMatchObject({ step: 'uncertain', attempt: 1 });
  expect(await settled(done!)).toBe('done');
  expect(email.attempts).toEqual([]);
});

test('of several deliveries in one turn each has an answer of its own', async () => {
  const jobs = Array.from({ length: 70 }, () => deliveryJob());
  const never = { begun: 0, isOpen: false, isInDoubt: false };
  const begin = (job: DeliveryJob) => records.begin(job, never, ACCOUNT, lineOf(queuedRow(job, NOW, NOW)));
  expect(await begin(jobs[3]!)).toBeUndefined();
  expect(
    await records.finish(jobs[5]!, { state: 'expired', reason: '', effect: '' }, lineOf(queuedRow(jobs[5]!, NOW, NOW))),
  ).toBeUndefined();
  const answers = await Promise.all(jobs.map(begin));
  expect(answers.map((answer) => answer ?? 'begun')).toEqual(
    jobs.map((_, i) => (i === 3 ? 'busy' : i === 5 ? 'expired' : 'begun')),
  );
  const ends = await Promise.all(
    jobs.map((job) =>
      records.finish(job, { state: 'sent', reason: job.id, effect: '' }, lineOf(queuedRow(job, NOW, NOW))),
    ),
  );
  expect(ends.map((end) => end ?? 'ended')).toEqual(jobs.map((_, i) => (i === 5 ? 'expired' : 'ended')));
  expect((await records.read(jobs[69]!)).end).toMatchObject({ state: 'sent', reason: jobs[69]!.id });
});

test('a message that would come too late is not tried again', async () => {
  const { email } = dispatch({ email: () => ({ kind: 'throttled', reason: 'slow down', retryAfterMs: 600_000 }) });
  const job = deliveryJob({ channel: 'email', expiresAt: NOW + 60_000 });
  await queue.add([job]);
  expect((await ended(job)).at(-1)).toMatchObject({
    step: 'expired',
    code: 'expired-before-retry',
    reason: 'slow down',
  });
  expect(email.attempts).toHaveLength(1);
});

test('a message for a channel that is not set up fails and can be sent again when it is', async () => {
  dispatch();
  const job = deliveryJob({ channel: 'in-app' });
  await queue.add([job]);
  expect((await ended(job)).at(-1)).toMatchObject({
    step: 'failed',
    ...{ code: 'channel-not-set-up', args: '{"channel":"in-app"}' },
  });
});

test('a provider that hangs is given up at the time limit', async () => {
  dispatch({ email: () => new Promise(() => undefined), attemptMs: 300 });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect((await ended(job)).at(-1)).toMatchObject({ step: 'uncertain', reason: 'no verdict within 300 ms' });
});

test('trouble of our own, such as a failing re-check, is no attempt and ends nothing', async () => {
  let asked = 0;
  const { email } = dispatch({
    recheck: recheckBy(async () => {
      if (++asked === 1) throw new Error('Redis is away');
      return { go: true };
    }),
  });
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(stepsOf(await ended(job))).toEqual(['attempted', 'sent']);
  expect(email.attempts).toEqual([{ id: job.id, attempt: 1 }]);
});

test('a report that cannot be stored is told again, and the end still stands once', async () => {
  const clock = standingClock(NOW);
  const told: string[] = [];
  const dispatcher = startDispatcher({
    health: createAccountHealth(clock),
    redis: storeOver(server),
    queue,
    putOffs: createPutOffs(queue, clock),
    names: ['email'],
    isPaused: () => false,
    noteSent: async () => undefined,
    channels: () =>
      new Map([['email', toldChannel('email', false, () => ({ kind: 'permanent', reason: 'no', effect: 'drop' }))]]),
    recheck: LEAVES,
    isHeeded: () => false,
    report: async ({ id }) => {
      told.push(id);
      if (told.length === 1) throw new Error('too far behind');
    },
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: () => undefined,
    random: () => 0,
    clock,
    log: SILENT,
  });
  open.push(dispatcher);
  const job = deliveryJob({ channel: 'email' });
  await queue.add([job]);
  expect(await settled(job)).toBe('failed');
  expect(told).toEqual([`${job.id}.failed.1`, `${job.id}.failed.1`]);
  expect(stepsOf(await rowsOf(job.id))).toEqual(['attempted', 'failed']);
});

/** Queues these messages, and then has them sent one after the other; returns the order in which they leave. */
async function orderOf(jobs: readonly DeliveryJob[]): Promise<readonly string[]> {
  await queue.add(jobs);
  const email = toldChannel('email', false, () => ACCEPTED);
  const dispatcher = startDispatcher({
    health: createAccountHealth(standingClock(NOW)),
    redis: storeOver(server),
    queue,
    putOffs: createPutOffs(queue, standingClock(NOW)),
    names: ['email'],
    isPaused: () => false,
    concurrency: 1,
    channels: () => new Map([['email', email]]),
    noteSent: async () => undefined,
    recheck: LEAVES,
    report: () => undefined,
    isHeeded: () => false,
    sender: () => ({ name: 'A', email: 'a@b.example' }),
    unsubscribeUrl: () => '',
    confirmUrl: () => '',
    shardOf: () => 0,
    happened: () => undefined,
    random: () => 0,
    clock: standingClock(NOW),
    log: SILENT,
  });
  open.push(dispatcher);
  for (const job of jobs) await settled(job);
  return email.attempts.map(({ id }) => id);
}

test('the more important message leaves first', async () => {
  const jobs = [10, 90, 50, 100, 0].map((priority) =>
    deliveryJob({ id: `d-priority-${priority}`, channel: 'email', priority }),
  );
  expect(await orderOf(jobs)).toEqual([100, 90, 50, 10, 0].map((priority) => `d-priority-${priority}`));
});

test('a broadcast delays no message of another trigger, and no more important one', async () => {
  const broadcast = Array.from({ length: 200 }, (_, i) =>
    deliveryJob({ id: `d-broadcast-${i}`, channel: 'email', trigger: 'broadcast' }),
  );
  const [single, important] = ['single', 'important'].map((trigger) =>
    deliveryJob({ id: `d-${trigger}`, channel: 'email', trigger, ...(trigger === 'important' && { priority: 90 }) }),
  );
  const order = await orderOf([...broadcast, single!, important!]);
  expect(order).toHaveLength(202);
  expect(order.slice(0, 3)).toEqual(['d-important', 'd-broadcast-0', 'd-single']);
});

test('a dead letter can be looked at, sent again and thrown away', async () => {
  let works = false;
  dispatch({ email: () => (works ? ACCEPTED : { kind: 'permanent', reason: '554 no', effect: 'drop' }) });
  const letters = deadLetters();
  const [again, away] = [
    deliveryJob({ id: 'd-dead-again', channel: 'email' }),
    deliveryJob({ id: 'd-dead-away', channel: 'email' }),
  ];
  await queue.add([again, away]);
  await settled(again);
  await settled(away);
  const { letters: listed } = await letters.list({ channel: 'email' }, { most: 100 });
  expect(listed.find(({ id }) => id === again.id)).toEqual({
    id: again.id,
    channel: 'email',
    customer: 'c1',
    trigger: 'rainy',
    reason: '554 no',
    words: '554 no',
    kind: 'provider-refused',
    cause: '554 no',
    at: expect.any(Number),
    attempts: 1,
  });
  expect(await letters.list({ channel: 'webhook' }, { most: 100 })).toEqual({ letters: [] });
  expect((await letters.list({}, { most: 1 })).letters).toHaveLength(1);

  works = true;
  expect(await letters.requeue(again.id)).toBe(true);
  await expect
    .poll(async () => stepsOf(await rowsOf(again.id)), { timeout: 10_000 })
    .toEqual(['attempted', 'failed', 'attempted', 'sent']);
  expect((await rowsOf(again.id)).at(-1)).toMatchObject({ attempt: 2 });
  expect(await letters.discard(away.id)).toBe(true);
  expect(await letters.requeue(away.id)).toBe(false);
  expect(await letters.discard('d-unknown')).toBe(false);
  const left = (await letters.list({}, { most: 1_000 })).letters.map(({ id }) => id);
  expect(left).not.toContain(again.id);
  expect(left).not.toContain(away.id);
});

test('messages of a priority go in parcels; what fails of one, or must be tried again, goes on alone', async () => {
  const jobs = Array.from({ length: 5 }, (_, i) => deliveryJob({ channel: 'in-app', priority: i === 4 ? 90 : 50 }));
  await queue.add(jobs);
  expect((await queue.counts())['in-app'], 'three, one that is left, and the urgent one').toMatchObject({ waiting: 3 });
  const [fine, late, wrong] = jobs as [DeliveryJob, DeliveryJob, DeliveryJob];
  const { inApp } = dispatch({
    inApp: (id, attempt) => {
      if (id === late.id && attempt === 1) return { kind: 'transient', reason: 'busy' };
      return id === wrong.id ? { kind: 'permanent', reason: 'no such screen', effect: 'drop' } : ACCEPTED;
    },
  });
  await Promise.all(jobs.map(ended));
  expect(inApp.attempts[0]!.id, 'the urgent one comes first').toBe(jobs[4]!.id);
  expect(stepsOf(await rowsOf(fine.id))).toEqual(['attempted', 'sent']);
  expect(stepsOf(await rowsOf(late.id))).toEqual(['attempted', 'attempted', 'sent']);
  expect(stepsOf(await rowsOf(wrong.id))).toEqual(['attempted', 'failed']);
  expect(await settled(wrong), 'a dead letter of its own').toBe('failed');
  expect(await deadLetters().discard(wrong.id)).toBe(true);
  await expect.poll(async () => (await queue.counts())['in-app']).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
});

test('a worker in trouble with one message of a parcel finishes the others', async () => {
  const jobs = Array.from({ length: 3 }, () => deliveryJob({ channel: 'in-app' }));
  let troubles = 0;
  const recheck = recheckBy(async ({ id }) => {
    if (id === jobs[1]!.id && ++troubles === 1) throw new Error('Redis is away');
    return { go: true };
  });
  await queue.add(jobs);
  const { inApp } = dispatch({ recheck, inApp: () => ACCEPTED });
  await Promise.all(jobs.map(ended));
  expect(inApp.attempts.map(({ id }) => id).sort()).toEqual(jobs.map(({ id }) => id).sort());
  expect(troubles).toBe(2);
});

test('a message that was added twice, in two parcels, is sent once', async () => {
  const jobs = Array.from({ length: 4 }, () => deliveryJob({ channel: 'in-app' }));
  await queue.add(jobs.slice(0, 3));
  await queue.add(jobs.slice(1));
  const { inApp } = dispatch({ inApp: () => ACCEPTED, attemptMs: 100 });
  await Promise.all(jobs.map(ended));
  await expect.poll(async () => (await queue.counts())['in-app']).toMatchObject({ waiting: 0, active: 0, delayed: 0 });
  expect(inApp.attempts.map(({ id }) => id).sort()).toEqual(jobs.map(({ id }) => id).sort());
});

test('of an erased customer nothing is left in a parcel, in the inbox and in the feed, and the others stay', async () => {
  const jobs = ['c-gone', 'c-stays', 'c-gone'].map((customer) => deliveryJob({ channel: 'in-app', customer }));
  await queue.add(jobs);
  const keysOf = (customer: string) => [`kairos:inbox:{0}:${customer}`, feedKey(customer, 0)];
  for (const key of [...keysOf('c-gone'), ...keysOf('c-stays')]) await redis.hset(key, 'm:a', '1|{}');
  await createForget(queue, redis, () => 0)('c-gone');
  expect(await redis.exists(...keysOf('c-gone'))).toBe(0);
  expect(await redis.exists(...keysOf('c-stays'))).toBe(2);
  const { inApp } = dispatch({ inApp: () => ACCEPTED });
  await ended(jobs[1]!);
  await expect.poll(async () => (await queue.counts())['in-app']).toMatchObject({ waiting: 0, active: 0 });
  expect(inApp.attempts.map(({ id }) => id)).toEqual([jobs[1]!.id]);
});

test('the queue says how many wait, and refuses a channel it does not have', async () => {
  const job = deliveryJob({ channel: 'webhook' });
  await queue.add([job]);
  expect((await queue.counts()).webhook).toMatchObject({ waiting: 1, active: 0, delayed: 0 });
  await expect(queue.add([deliveryJob({ channel: 'fax' })])).rejects.toThrow('there is no queue for fax');
  dispatch();
  await settled(job);
  expect((await queue.counts()).webhook).toMatchObject({ waiting: 0 });
});

test('a message to the team is sent once, no customer hears of it, and its rows are of no decision', async () => {
  const { reports, email } = dispatch();
  const post = createTeamPost(queue, () => undefined, standingClock(NOW));
  const alert = {
    id: 'alert-1',
    about: 'alert quiet',
    channel: 'email',
    to: 'ann@shop.example',
    message: { subject: 'Hm' },
  };
  await post.post(alert);
  await expect.poll(() => email.attempts).toHaveLength(1);
  await expect
    .poll(async () => (await records.read(deliveryJob({ id: 'alert-1', customer: '' }))).end?.state)
    .toBe('sent');
  await post.post(alert);
  await expect.poll(() => queue.queues.get('email')!.getJobCountByTypes('wait', 'active', 'prioritized')).toBe(0);
  expect([email.attempts.length, reports]).toEqual([1, []]);
  const rows = await teamRows('alert-1');
  expect(rows.map(({ step, decision, customer }) => [step, decision, customer])).toEqual([
    ['team-attempted', '', ''],
    ['team-sent', '', ''],
  ]);
});

test('a message to the team that cannot be sent is a dead letter with its name, and no customer hears of it', async () => {
  const { reports } = dispatch({
    email: () => ({ kind: 'permanent', reason: '550 no such user', effect: 'suppress-address' }),
  });
  const post = createTeamPost(queue, () => undefined, standingClock(NOW));
  await post.post({ id: 'alert-2', about: 'alert quiet', channel: 'email', to: 'gone@shop.example', message: {} });
  await expect
    .poll(async () => (await deadLetters().list({ trigger: 'alert quiet' }, { most: 5 })).letters)
    .toMatchObject([{ id: 'alert-2', customer: '', channel: 'email', kind: 'provider-refused' }]);
  expect(reports).toEqual([]);
});

async function teamRows(signal: string): Promise<Row[]> {
  const entries = await redis.xrange('kairos:outcomes:{0}', '-', '+');
  return entries.flatMap(([, fields]) => rowsIn<Row>(fields[1]!)).filter((row) => row.signal === signal);
}
