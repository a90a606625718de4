import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerView } from '../../engine/api/contract.ts';
import type { Outcome } from '../../engine/outcomes/contract.ts';
import { sayReason } from '../../triggers/deciding/say-reason.ts';
import { eventOf, mailOf, SECRET_KEY, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, eventTrigger, NOTE, workspaceBody } from '../support/workspace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SENT = ['matched', 'queued', 'attempted', 'sent'];

let engine: TestEngine;

beforeAll(async () => {
  engine = await startTestEngine({
    documents: ({ url }) => [
      workspaceBody(url, {
        purposes: {
          offers: { marketing: true },
          capped: { marketing: true },
          service: { marketing: false, 'any-hour': true },
        },
        'quiet-hours': { from: '22:00', to: '07:00' },
        caps: [{ most: 2, within: '24h', purpose: 'capped' }],
      }),
      NOTE,
      eventTrigger('offer', 'offer-seen'),
      eventTrigger('receipt', 'paid', { message: { purpose: 'service' } }),
      eventTrigger('patient', 'late-visit', { message: { expires: '12h' } }),
      eventTrigger('weekly', 'again', { cooldown: '7d' }),
      eventTrigger('capped', 'news', { message: { purpose: 'capped' } }),
      eventTrigger('half', 'coin-toss', { holdout: '50%' }),
      eventTrigger('loud', 'both', { priority: 90 }),
      eventTrigger('quiet', 'both', { priority: 10 }),
      eventTrigger('watched', 'watch', { shadow: true, cooldown: '1h' }),
      eventTrigger('unfillable', 'riddle', { message: { template: 'riddle' } }),
      documentOf('template', 'riddle', {
        name: 'riddle',
        channels: { email: { subject: 'A riddle', html: '<p>{{currency event.price}}</p>' } },
      }),
    ],
  });
});
afterAll(() => engine?.close());

/** What was recorded of a customer, without the trigger's name. */
const ends = async (customer: string) => (await engine.steps(customer)).map((step) => step.replace(/^\S+ /, ''));
const reason = async (customer: string, gate: string) =>
  sayReason((await engine.outcome(customer, 'held-back', { gate })).why!);

test('without a yes nothing goes for marketing, and a service message goes', async () => {
  engine.nextDay('12:00');
  const customer = 'never-asked';
  await engine.send({ kind: 'identify', customer, value: { traits: { email: mailOf(customer) } } });
  await engine.send(eventOf(customer, 'offer-seen'));
  expect(await reason(customer, 'consent')).toBe('no consent to offers by email');
  await engine.send(eventOf(customer, 'paid'));
  const [arrived] = await engine.mails.arrival(mailOf(customer));
  expect(arrived!.mail.subject).toBe('About paid');
  expect(await ends(customer)).toEqual(['matched', 'held-back consent', ...SENT]);
});

test('who took the yes back hears nothing more', async () => {
  engine.nextDay('12:00');
  const customer = 'changed-mind';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
  await engine.mails.arrival(mailOf(customer));
  engine.later(MINUTE);
  await engine.send(
    { kind: 'consent', customer, value: { channel: 'email', purpose: 'offers', granted: false } },
    eventOf(customer, 'offer-seen'),
  );
  expect(await ends(customer)).toEqual([...SENT, 'matched', 'held-back consent']);
  expect(engine.mails.to(mailOf(customer))).toHaveLength(1);
});

test('an address that bounced for good is not written to again', async () => {
  engine.nextDay('12:00');
  const customer = 'moved-away';
  engine.mails.refuse(mailOf(customer), '550 5.1.1 no such user here');
  await engine.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'));
  const { reason: said } = await engine.outcome(customer, 'failed');
  expect(said).toContain('no such user here');
  await engine.settled();
  engine.mails.refuse(mailOf(customer));
  await engine.send(eventOf(customer, 'offer-seen'));
  expect(await reason(customer, 'suppression')).toMatch(/^email: bounced: .*no such user here/);
  expect(await ends(customer)).toEqual([
    'matched',
    'queued',
    'attempted',
    'failed',
    'bounced',
    'matched',
    'held-back suppression',
  ]);
  expect(engine.mails.to(mailOf(customer))).toHaveLength(0);
});

test('a corrected address gets mail, and the one that bounced stays dead when it comes back', async () => {
  engine.nextDay('12:00');
  const customer = 'mistyped';
  const [wrong, right] = [mailOf('mistpyed'), mailOf(customer)];
  const identify = (email: string) => {
    engine.later(MINUTE);
    return engine.send({ kind: 'identify', customer, value: { traits: { email } } });
  };
  await engine.send(...willingCustomer(customer));
  await identify(wrong);
  const bounce = { state: 'bounced', channel: 'email', hard: true, reason: '550 5.1.1 no such user' };
  const told = { signals: [{ kind: 'message', customer, at: engine.later(MINUTE), value: bounce }] };
  const bySecret = { authorization: `Bearer ${SECRET_KEY}` };
  expect((await engine.post('/v1/signals', JSON.stringify(told), bySecret)).body).toMatchObject({ accepted: 1 });
  const suppressed = async () =>
    (await engine.ask<CustomerView>('GET', `/v1/customers/${customer}`)).body.suppressed[`email:${wrong}`];
  expect(await suppressed()).toMatchObject({ reason: 'bounced: 550 5.1.1 no such user', isInForce: true });

  await identify(right);
  await engine.send(eventOf(customer, 'offer-seen'));
  await engine.mails.arrival(right);
  expect(await suppressed()).toMatchObject({ isInForce: false });

  await identify(wrong);
  await engine.send(eventOf(customer, 'offer-seen'));
  expect(await reason(customer, 'suppression')).toBe('email: bounced: 550 5.1.1 no such user');
  expect(engine.mails.to(wrong)).toHaveLength(0);
});

test('in quiet hours a message waits until they end, where the customer is', async () => {
  // Nine in the evening in London is ten in Berlin: quiet for one of them.
  const at = engine.nextDay('22:30');
  const [berlin, london] = ['sleeps', 'still-up'];
  await engine.send(
    ...willingCustomer(berlin),
    ...willingCustomer(london, { zone: 'Europe/London' }),
    eventOf(berlin, 'late-visit'),
    eventOf(london, 'late-visit'),
  );
  await engine.mails.arrival(mailOf(london));
  const deferred = await engine.outcome(berlin, 'deferred');
  expect(deferred).toMatchObject({
    gate: 'quiet-hours',
    why: { args: { from: '22:00', to: '07:00', zone: 'Europe/Berlin' } },
  });
  await engine.settled();
  expect(engine.mails.to(mailOf(berlin))).toHaveLength(0);

  engine.nextDay('06:59');
  await engine.send(eventOf('somebody', 'nothing'));
  await engine.settled();
  expect(engine.mails.to(mailOf(berlin))).toHaveLength(0);
  expect(engine.nextDay('07:00') - at).toBe(8.5 * HOUR);
  await engine.mails.arrival(mailOf(berlin));
  expect(await ends(berlin)).toEqual(['matched', 'deferred quiet-hours', 'queued', 'attempted', 'sent']);
  expect(engine.mails.to(mailOf(berlin))).toHaveLength(1);
});

test('what would wait longer than it is true expires, and a service message passes at any hour', async () => {
  engine.nextDay('23:00');
  const customer = 'sleeps-on';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'offer-seen'), eventOf(customer, 'paid'));
  await engine.mails.arrival(mailOf(customer));
  await engine.outcome(customer, 'deferred', { trigger: 'offer' });
  engine.later(HOUR);
  await engine.outcome(customer, 'expired', { trigger: 'offer' });
  await engine.settled();
  engine.nextDay('09:00');
  expect((await ends(customer)).toSorted()).toEqual([...SENT, 'matched', 'deferred quiet-hours', 'expired'].toSorted());
  expect(engine.mails.to(mailOf(customer))).toHaveLength(1);
});

test('a yes taken back while the message waited holds it back', async () => {
  engine.nextDay('23:00');
  const customer = 'sleeps-over-it';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'late-visit'));
  await engine.outcome(customer, 'deferred');
  engine.later(MINUTE);
  await engine.send({ kind: 'consent', customer, value: { channel: '*', purpose: '*', granted: false } });
  engine.nextDay('07:00');
  await engine.outcome(customer, 'held-back', { gate: 'consent' });
  expect(await ends(customer)).toEqual(['matched', 'deferred quiet-hours', 'held-back consent']);
});

test('a trigger that is taken away while its message waited leaves no decision open', async () => {
  engine.nextDay('23:00');
  const customer = 'orphaned';
  await engine.publish(eventTrigger('short-lived', 'farewell', { message: { expires: '12h' } }));
  await engine.send(...willingCustomer(customer), eventOf(customer, 'farewell'));
  await engine.outcome(customer, 'deferred');
  expect((await engine.ask('DELETE', '/v1/triggers/short-lived')).status).toBe(200);
  engine.nextDay('07:00');
  await engine.outcome(customer, 'held-back', { gate: 'trigger' });
  expect(await ends(customer)).toEqual(['matched', 'deferred quiet-hours', 'held-back trigger']);
});

test('within its cooldown a trigger speaks once, and again after it', async () => {
  engine.nextDay('12:00');
  const customer = 'regular';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'again'));
  await engine.mails.arrival(mailOf(customer));
  for (let days = 1; days <= 6; days++) engine.nextDay('12:00');
  await engine.send(eventOf(customer, 'again'));
  expect(await reason(customer, 'cooldown')).toMatch(/^until 2026-11-\d\dT11:00:00/);
  engine.nextDay('12:00');
  await engine.send(eventOf(customer, 'again'));
  await engine.mails.arrival(mailOf(customer), 2);
  expect(await ends(customer)).toEqual([...SENT, 'matched', 'held-back cooldown', ...SENT]);
});

test('a message that never left takes nothing of the cooldown', async () => {
  engine.nextDay('12:00');
  const customer = 'unlucky';
  engine.mails.refuse(mailOf(customer), '554 5.6.0 not like this');
  await engine.send(...willingCustomer(customer), eventOf(customer, 'again'));
  await engine.outcome(customer, 'failed');
  await engine.settled();
  engine.mails.refuse(mailOf(customer));
  await engine.send(eventOf(customer, 'again'));
  await engine.mails.arrival(mailOf(customer));
  expect(await ends(customer)).toEqual(['matched', 'queued', 'attempted', 'failed', ...SENT]);
});

test('a cap counts over a window that rolls, not over days', async () => {
  engine.nextDay('18:00');
  const customer = 'capped';
  const news = async () => {
    await engine.send(eventOf(customer, 'news'));
    await engine.settled();
    return engine.mails.to(mailOf(customer)).length;
  };
  await engine.send(...willingCustomer(customer));
  await engine.send({ kind: 'consent', customer, value: { channel: 'email', purpose: 'capped', granted: true } });
  expect(await news()).toBe(1);
  engine.later(2 * HOUR);
  expect(await news()).toBe(2);
  engine.later(HOUR);
  expect(await news()).toBe(2);
  expect(await reason(customer, 'frequency-cap')).toBe('at most 2 capped in 24 h');
  engine.nextDay('17:59');
  expect(await news()).toBe(2);
  engine.later(MINUTE);
  expect(await news()).toBe(3);
  engine.later(HOUR);
  expect(await news()).toBe(3);
  expect((await ends(customer)).filter((step) => step !== 'matched')).toEqual([
    ...SENT.slice(1),
    ...SENT.slice(1),
    'held-back frequency-cap',
    'held-back frequency-cap',
    ...SENT.slice(1),
    'held-back frequency-cap',
  ]);
});

test('of messages at the same time no more pass a cap than it allows', async () => {
  engine.nextDay('12:00');
  const customer = 'flooded';
  await engine.send(...willingCustomer(customer));
  await engine.send({ kind: 'consent', customer, value: { channel: 'email', purpose: 'capped', granted: true } });
  await Promise.all(Array.from({ length: 20 }, () => engine.send(eventOf(customer, 'news'))));
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(2);
  const steps = await ends(customer);
  expect(steps.filter((step) => step === 'held-back frequency-cap')).toHaveLength(18);
});

test('a burst of one customer that is sent again as a whole is decided once, held back or not', async () => {
  engine.nextDay('12:00');
  const customer = 'bursting';
  await engine.send(...willingCustomer(customer));
  await engine.send({ kind: 'consent', customer, value: { channel: 'email', purpose: 'capped', granted: true } });
  const burst = Array.from({ length: 200 }, (_, i) => eventOf(customer, 'news', { id: `burst-${i}` }));
  const at = engine.clock.now();
  expect(await engine.send(...burst)).toMatchObject({ accepted: 200 });
  expect(await engine.send(...burst)).toMatchObject({ duplicates: 200 });
  engine.later(10_000);
  await engine.send(eventOf(customer, 'nothing'));
  await engine.send(...burst.map((signal) => ({ ...signal, at })));
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(2);
  expect((await ends(customer)).filter((step) => step === 'matched')).toHaveLength(200);
});

test('the control group of a trigger is held back, always the same customers', async () => {
  engine.nextDay('12:00');
  const customers = Array.from({ length: 30 }, (_, i) => `coin-${i}`);
  await engine.send(...customers.flatMap((customer) => willingCustomer(customer)));
  const toss = async () => {
    await engine.send(...customers.map((customer) => eventOf(customer, 'coin-toss')));
    await engine.settled();
    return customers.map((customer) => engine.mails.to(mailOf(customer)).length);
  };
  const once = await toss();
  const sent = once.filter((count) => count === 1).length;
  expect(sent).toBeGreaterThan(5);
  expect(sent).toBeLessThan(25);
  engine.later(HOUR);
  expect(await toss()).toEqual(once.map((count) => 2 * count));
  const left = customers.find((_, i) => once[i] === 0)!;
  expect(await reason(left, 'hold-out')).toBe('control group of 50 %');
  expect(await ends(left)).toEqual(['matched', 'held-back hold-out', 'matched', 'held-back hold-out']);
});

test('of two triggers that match one signal the more important speaks, and the other is recorded', async () => {
  engine.nextDay('12:00');
  const customer = 'of-two';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'both'));
  await engine.mails.arrival(mailOf(customer));
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(1);
  expect((await engine.outcome(customer, 'sent')).trigger).toBe('loud');
  expect(await engine.outcome(customer, 'held-back')).toMatchObject({
    trigger: 'quiet',
    gate: 'priority',
    why: { code: 'outranked', args: { by: ['loud'] } },
  });
});

test('in quiet hours, too, one signal sets off one message: the more important waits', async () => {
  engine.nextDay('22:30');
  const customer = 'of-two-asleep';
  await engine.publish(
    ...['loud', 'quiet'].map((name) =>
      eventTrigger(name, 'both', { priority: name === 'loud' ? 90 : 10, message: { expires: '12h' } }),
    ),
  );
  await engine.send(...willingCustomer(customer), eventOf(customer, 'both'));
  await engine.outcome(customer, 'deferred', { trigger: 'loud' });
  expect(await reason(customer, 'priority')).toBe('lost to loud');
  engine.nextDay('07:00');
  await engine.mails.arrival(mailOf(customer));
  await engine.settled();
  expect(engine.mails.to(mailOf(customer))).toHaveLength(1);
});

test('a trigger in shadow is decided and sends nothing', async () => {
  engine.nextDay('12:00');
  const customer = 'shadowed';
  await engine.send(...willingCustomer(customer), eventOf(customer, 'watch'));
  expect(await reason(customer, 'shadow')).toBe('would go by email');
  expect(await ends(customer)).toEqual(['matched', 'held-back shadow']);
  engine.later(60_000);
  await engine.send(eventOf(customer, 'watch'));
  expect(await ends(customer)).toEqual(['matched', 'held-back shadow', 'matched', 'held-back cooldown']);
  const { body } = await engine.ask<{ rows: readonly object[] }>('GET', '/v1/queries/funnel?trigger=watched');
  expect(body.rows).toEqual([
    expect.objectContaining({ trigger: 'watched', matched: 2, held_back: 2, queued: 0, sent: 0 }),
  ]);
  const held = await engine.ask<{ rows: readonly object[] }>('GET', '/v1/queries/held-back?trigger=watched');
  expect(held.body.rows).toContainEqual(
    expect.objectContaining({
      gate: 'shadow',
      code: 'would-send',
      args: { channel: 'email' },
      reason: 'would go by email',
      count: 1,
    }),
  );
  expect(engine.mails.to(mailOf(customer))).toHaveLength(0);
});

test('who cannot be reached, and a message that cannot be filled, are recorded, and nothing half-filled leaves', async () => {
  engine.nextDay('12:00');
  await engine.send(...willingCustomer('no-address', { email: null }), eventOf('no-address', 'offer-seen'));
  expect(await reason('no-address', 'reach')).toBe('no address for email');
  await engine.send(...willingCustomer('puzzled'), eventOf('puzzled', 'riddle'));
  const failed = await engine.outcome('puzzled', 'failed');
  expect(failed).toMatchObject({ gate: 'render', reason: expect.stringMatching(/riddle.*html/) });
  await engine.send(eventOf('puzzled', 'riddle', { value: { name: 'riddle', properties: { price: 3 } } }));
  const [arrived] = await engine.mails.arrival(mailOf('puzzled'));
  expect(arrived!.mail.text).toContain('€3.00');
  expect(await ends('puzzled')).toEqual(['matched', 'failed render', ...SENT]);
});

test('every signal that was acknowledged is stored once, and every decision ended once', async () => {
  engine.nextDay('12:00');
  await engine.settled();
  const { body } = await engine.ask<{ rows: { state: string }[] }>('GET', '/v1/queries/accounting');
  expect(new Set(body.rows.map(({ state }) => state))).toEqual(new Set(['ended']));
  // But for those that came again when their id was forgotten long ago: they woke nothing.
  expect(
    await engine.rows(`SELECT count() - uniqExact(id) AS doubled FROM signals WHERE customer != 'bursting'`),
  ).toEqual([{ doubled: 0 }]);
  // One decision for each trigger that a signal matched, and none without its signal.
  const decided = engine.outcomes.filter(({ step }) => step === 'matched');
  const pairs = new Set(decided.map(({ signal, trigger }) => `${signal} ${trigger}`));
  expect(pairs.size).toBe(decided.length);
  expect(
    await engine.rows(
      `SELECT count() AS strays FROM outcomes WHERE step = 'matched' AND signal NOT IN (SELECT id FROM signals)`,
    ),
  ).toEqual([{ strays: 0 }]);
  expect(await storedSteps()).toEqual(countOf(engine.outcomes));
});

/** The rows that ClickHouse holds are those that the engine said it wrote. */
async function storedSteps() {
  const rows = await engine.rows<{ step: string; n: number }>(`SELECT step, count() AS n FROM outcomes GROUP BY step`);
  return Object.fromEntries(rows.map(({ step, n }) => [step, Number(n)]).toSorted());
}

function countOf(outcomes: readonly Outcome[]) {
  const counts: Record<string, number> = {};
  for (const { step } of outcomes) counts[step] = (counts[step] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).toSorted());
}
