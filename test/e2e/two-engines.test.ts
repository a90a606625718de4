import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { InvalidSettings } from '../../config/invalid-settings.ts';
import { loadSettings } from '../../config/settings.ts';
import { signalClock } from '../../engine/clock.ts';
import type { SignalInput } from '../../sdk/protocol.ts';
import {
  eventOf,
  mailOf,
  SECRET_KEY,
  startTestEngine,
  type TestEngine,
  testEnv,
  willingCustomer,
} from '../support/engine.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const HOUR = 3_600_000;

let redis: TestRedis;
let mails: MailServer;
/**
 * An engine on stores of its own; two that share a Redis, of which one has ClickHouse; one that only takes signals; one
 * that only sends.
 */
let alone: TestEngine;
let one: TestEngine;
let two: TestEngine;

// A start takes two seconds, and ten times that where the machine has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

beforeAll(async () => {
  [redis, mails] = await Promise.all([startRedis(), startMailServer()]);
  const clock = signalClock(Date.UTC(2026, 10, 2, 11));
  const shared = { mails, clock, env: { KAIROS_REDIS_URL: redis.url } };
  const documents = () => [
    workspaceBody(mails.url, {
      purposes: { offers: { marketing: true }, capped: { marketing: true } },
      'quiet-hours': { from: '22:00', to: '07:00' },
      caps: [{ most: 2, within: '24h', purpose: 'capped' }],
    }),
    NOTE,
    eventTrigger('offer', 'offer-seen', { message: { expires: '12h' } }),
    eventTrigger('capped', 'news', { message: { purpose: 'capped' } }),
  ];
  [alone, one] = await Promise.all([
    startTestEngine({ documents: ({ url }) => [workspaceBody(url), NOTE, eventTrigger('offer', 'offer-seen')] }),
    startTestEngine({ ...shared, documents }),
  ]);
  two = await startTestEngine({ ...shared, env: { ...shared.env, KAIROS_ROLES: 'ingest,dispatch' } });
});
afterAll(async () => {
  await Promise.all([alone?.close(), one?.close(), two?.close()]);
  await mails?.close();
  await redis?.stop();
});

/** Both have done what they took, and all of it is in ClickHouse. */
async function settled(): Promise<void> {
  await two.settled();
  await one.settled();
}

test('two engines with two folders and ports run side by side and know nothing of each other', async () => {
  const customer = 'between';
  alone.nextDay('12:00');
  await alone.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
  const [arrived] = await alone.mails.arrival(mailOf(customer));
  expect(arrived!.mail.subject).toBe('About offer-seen');
  expect(mails.to(mailOf(customer))).toHaveLength(0);
  expect((await alone.ask('GET', `/v1/customers/${customer}`)).status).toBe(200);
  expect((await one.ask('GET', `/v1/customers/${customer}`)).status).toBe(404);
  const before = one.app.definitions.live.revision;
  await alone.publish(eventTrigger('own', 'own'));
  expect((await one.ask('GET', '/v1/triggers/own')).status).toBe(404);
  expect(one.app.definitions.live.revision).toBe(before);
});

describe('two engines on one Redis', () => {
  test('decide a signal that both get once, and send its message once', async () => {
    one.nextDay('12:00');
    const customers = Array.from({ length: 40 }, (_, i) => `both-${i}`);
    await one.send(...customers.flatMap((customer) => willingCustomer(customer)));
    const signals = customers.flatMap((customer): SignalInput[] =>
      Array.from({ length: 3 }, (_, i) => eventOf(customer, 'offer-seen', { id: `${customer}-${i}` })),
    );
    const halves = signals.flatMap((signal) => [one.send(signal), two.send(signal)]);
    const replies = await Promise.all([...halves, one.send(...signals), two.send(...signals.toReversed())]);
    const sum = (of: 'accepted' | 'duplicates') => replies.reduce((all, reply) => all + reply[of], 0);
    expect({ accepted: sum('accepted'), duplicates: sum('duplicates') }).toEqual({
      accepted: signals.length,
      duplicates: 3 * signals.length,
    });
    await settled();
    for (const customer of customers) expect(mails.to(mailOf(customer))).toHaveLength(3);
    expect(
      await one.rows(
        `SELECT count() AS decisions, uniqExact(signal) AS signals, countIf(ends != 1) AS odd FROM (
           SELECT decision, any(signal) AS signal, countIf(step = 'sent') AS ends FROM outcomes
           WHERE startsWith(customer, 'both-') GROUP BY decision)`,
      ),
    ).toEqual([{ decisions: signals.length, signals: signals.length, odd: 0 }]);
  });

  test('keep a cap together that signals to both would break', async () => {
    one.nextDay('12:00');
    const customer = 'pulled-two-ways';
    await one.send(...willingCustomer(customer));
    await two.send({ kind: 'consent', customer, value: { channel: 'email', purpose: 'capped', granted: true } });
    const news = () => eventOf(customer, 'news');
    await Promise.all(Array.from({ length: 15 }, () => [one.send(news()), two.send(news())]).flat());
    await settled();
    expect(mails.to(mailOf(customer))).toHaveLength(2);
    expect(await one.rows(`SELECT count() AS held FROM outcomes WHERE gate = 'frequency-cap'`)).toEqual([{ held: 28 }]);
  });

  test('send once what waited for a time that both look out for', async () => {
    one.nextDay('23:00');
    const customers = Array.from({ length: 20 }, (_, i) => `asleep-${i}`);
    await two.send(...customers.flatMap((customer) => [...willingCustomer(customer), eventOf(customer, 'offer-seen')]));
    for (const customer of customers) await two.outcome(customer, 'deferred');
    one.nextDay('07:00');
    await Promise.all(customers.map((customer) => mails.arrival(mailOf(customer))));
    await settled();
    for (const customer of customers) expect(mails.to(mailOf(customer))).toHaveLength(1);
  });

  test('a publish on one is live on the other within two seconds, and both decide by it', async () => {
    one.nextDay('12:00');
    const swapped = new Promise<number>((resolve) => {
      const stop = two.app.definitions.watch(({ triggers }) => {
        if (!triggers.has('fresh')) return;
        stop();
        resolve(performance.now());
      });
    });
    await one.publish(eventTrigger('fresh', 'fresh'));
    const publishedAt = performance.now();
    expect((await swapped) - publishedAt).toBeLessThan(2_000);
    const customer = 'fresh';
    await two.send(...willingCustomer(customer), eventOf(customer, 'fresh', { id: 'fresh-1' }));
    await one.send(eventOf(customer, 'fresh', { id: 'fresh-2' }));
    expect(await mails.arrival(mailOf(customer), 2)).toHaveLength(2);
    await settled();
    expect(
      await one.rows(`SELECT uniqExact(version) AS versions, uniqExact(decision) AS decisions FROM outcomes
                      WHERE trigger = 'fresh'`),
    ).toEqual([{ versions: 1, decisions: 2 }]);
  });

  test('publishes on both at once are both there', async () => {
    const names = Array.from({ length: 6 }, (_, i) => `at-once-${i}`);
    await Promise.all(
      names.map((name, i) =>
        (i % 2 ? one : two).app.definitions.publish([eventTrigger(name, name)], { replace: false }),
      ),
    );
    const { body } = await one.ask<{ documents: { name: string }[] }>('GET', '/v1/triggers');
    expect(body.documents.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  test('the keys of one open the other', async () => {
    const answer = await fetch(`${two.edgeUrl}/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      body: JSON.stringify({ signals: [{ ...eventOf('keyed', 'nothing'), at: two.clock.now() }] }),
    });
    expect(answer.status).toBe(200);
    expect(two.app.keys.customerToken('anybody')).toBe(one.app.keys.customerToken('anybody'));
  });
});

describe('roles apart', () => {
  let taking: TestEngine;
  let sending: TestEngine;
  let own: TestRedis;

  beforeAll(async () => {
    own = await startRedis();
    const clock = signalClock(Date.UTC(2026, 10, 2, 11));
    const shared = { mails, clock };
    const env = { KAIROS_REDIS_URL: own.url };
    taking = await startTestEngine({
      ...shared,
      env: { ...env, KAIROS_ROLES: 'ingest,api,sink' },
      documents: () => [workspaceBody(mails.url), NOTE, eventTrigger('offer', 'offer-seen')],
    });
    sending = await startTestEngine({
      ...shared,
      env: { ...env, KAIROS_ROLES: 'dispatch', KAIROS_PUBLIC_URL: 'https://signals.corner.example' },
    });
  });
  afterAll(async () => {
    await sending?.close();
    await taking?.close();
    await own?.stop();
  });

  test('one takes signals and decides, the other sends; the story is whole', async () => {
    expect(sending.app.ports).toEqual({ console: expect.any(Number) });
    taking.nextDay('12:00');
    const customer = 'handed-over';
    await taking.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
    const [arrived] = await mails.arrival(mailOf(customer));
    const links = arrived!.mail.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line;
    expect(links).toContain('<https://signals.corner.example/v1/unsubscribe/');
    await sending.outcome(customer, 'sent');
    expect(taking.outcomes.map(({ step }) => step)).toEqual(['matched', 'queued']);
    await sending.settled();
    expect(await taking.steps(customer)).toEqual(
      ['matched', 'queued', 'attempted', 'sent'].map((step) => `offer ${step}`),
    );
  });

  test('one that only sends tells of its health on the console port, and of nothing else', async () => {
    const asked = async (path: string) => {
      const reply = await fetch(`http://127.0.0.1:${sending.app.ports.console}${path}`);
      return { status: reply.status, text: await reply.text() };
    };
    expect(await asked('/healthz')).toEqual({ status: 200, text: '{"ok":true}' });
    expect(await asked('/readyz')).toEqual({ status: 200, text: '{"ok":true}' });
    expect((await asked('/metrics')).text).toMatch(/^kairos_deliveries_total\{.*state="sent"\} 1$/m);
    expect((await asked('/api/catalog')).status).toBe(401);
  });

  test('a workspace that is published where signals are taken is followed where they are sent', async () => {
    const other = await startMailServer();
    const swapped = new Promise<void>((resolve) => void sending.app.definitions.watch(() => resolve()));
    await taking.publish(workspaceBody(other.url));
    await swapped;
    taking.later(HOUR);
    await taking.send(...willingCustomer('elsewhere'), eventOf('elsewhere', 'offer-seen'));
    expect(await other.arrival(mailOf('elsewhere'))).toHaveLength(1);
    await sending.settled();
    await taking.publish(workspaceBody(mails.url));
    await other.close();
  });

  test('messages wait while nobody sends, and go when somebody does again', async () => {
    await sending.close();
    const customer = 'patient';
    await taking.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
    await taking.outcome(customer, 'queued');
    expect(mails.to(mailOf(customer))).toHaveLength(0);
    sending = await startTestEngine({
      mails,
      clock: taking.clock,
      env: {
        KAIROS_REDIS_URL: own.url,
        KAIROS_ROLES: 'dispatch',
        KAIROS_PUBLIC_URL: 'https://signals.corner.example',
      },
    });
    expect(await mails.arrival(mailOf(customer))).toHaveLength(1);
  });

  test('who sends and has no edge must be told where links lead', () => {
    expect(() => loadSettings({ ...testEnv('.'), KAIROS_ROLES: 'dispatch' })).toThrow(InvalidSettings);
    expect(() => loadSettings({ ...testEnv('.'), KAIROS_ROLES: 'dispatch' })).toThrow(/^KAIROS_PUBLIC_URL: expected /);
  });
});
