import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  BackTestLine,
  BackTestReport,
  SignalExplanation,
  SignalTriggerExplanation,
} from '../../engine/studies/contract.ts';
import type { Explanation } from '../../triggers/conditions/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import { eventOf, startTestEngine, type TestEngine, willingCustomer } from '../support/engine.ts';
import { documentOf, eventTrigger, NOTE, squareStore, workspaceBody } from '../support/workspace.ts';

const MINUTE = 60_000;
const INSIDE = { lat: 52.52, lon: 13.41 };
const OUTSIDE = { lat: 52.54, lon: 13.41 };
const message = { template: 'hello', purpose: 'offers', channels: ['email'] };

const HELLO = documentOf('template', 'hello', {
  name: 'hello',
  channels: { email: { subject: 'Hello', html: '<p>Hello</p>' } },
});
const walkBy = documentOf('trigger', 'walk-by', {
  name: 'walk-by',
  on: { enter: { places: { tag: 'store' } } },
  when: { all: [{ 'weather.condition': 'rain' }, { 'customer.plan': 'gold' }] },
  message,
});
const stay = documentOf('trigger', 'stay', {
  name: 'stay',
  on: { dwell: { places: { tag: 'store' }, for: '10m', 'seen-within': '10m' } },
  message,
});
const dear = eventTrigger('dear', 'viewed', { when: { 'event.price': { above: 100 } }, cooldown: '1h' });
const watched = eventTrigger('watched', 'viewed', { shadow: true, cooldown: '1h', priority: 90 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine({
    env: { KAIROS_POSITION_DECIMALS: '5' },
    documents: (mails) => [
      workspaceBody(mails.url, { caps: [{ most: 3, within: '24h' }] }),
      NOTE,
      HELLO,
      squareStore('alex', INSIDE.lat, INSIDE.lon),
      walkBy,
      stay,
      dear,
      watched,
    ],
  });
}, 120_000);
afterAll(() => engine.close());

async function explained(customer: string, signal: string, trigger?: string): Promise<SignalExplanation> {
  await engine.settled();
  const search = trigger === undefined ? '' : `?trigger=${trigger}`;
  const path = `/v1/customers/${customer}/signals/${encodeURIComponent(signal)}/explain${search}`;
  const { status, text, body } = await engine.ask<SignalExplanation>('GET', path);
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
}
async function one(customer: string, signal: string, trigger: string): Promise<SignalTriggerExplanation> {
  return (await explained(customer, signal, trigger)).triggers[0]!;
}
const leaves = (node: Explanation): readonly (readonly [string, unknown, unknown])[] =>
  node.kind === 'condition' ? [[node.field, node.saw, node.answer]] : node.children.flatMap(leaves);
const fix = (customer: string, id: string, value: object) => ({ id, kind: 'location', customer, value: { ...value } });

describe('why a trigger did what it did at a signal', () => {
  test('says of a position that it counted for nothing, and why', async () => {
    const customer = 'jo';
    engine.nextDay('11:00');
    const at = engine.clock.now();
    const said = { accuracyMetres: 5 };
    await engine.send(
      ...willingCustomer(customer, {}),
      { ...fix(customer, 'j-out', { ...OUTSIDE, ...said }), at: at - MINUTE },
      { ...fix(customer, 'j-jump', { ...INSIDE, ...said }), at: at - MINUTE + 1_000 },
      { ...fix(customer, 'j-old', { ...OUTSIDE, ...said }), at: at - 2 * MINUTE },
    );
    expect((await explained(customer, 'j-jump')).notes).toContainEqual(expect.stringContaining('nobody can have come'));
    expect((await explained(customer, 'j-old')).notes).toContainEqual(
      expect.stringContaining('not newer than the last'),
    );
    const { notes } = await explained(customer, 'j-out');
    expect(notes.join()).not.toMatch(/nobody can have come|not newer/);
  });

  test('shows the values of then, not those of now', async () => {
    const customer = 'anna';
    engine.nextDay('12:00');
    await engine.send(...willingCustomer(customer, { plan: 'silver' }), fix(customer, 'a-out', OUTSIDE));
    engine.later(MINUTE);
    await engine.send({ kind: 'weather', value: { ...INSIDE, radiusMetres: 5_000, condition: 'rain' } });
    await engine.settled();
    await engine.send(fix(customer, 'a-in', INSIDE));
    engine.later(MINUTE);
    await engine.send({ kind: 'identify', customer, value: { traits: { plan: 'gold' } } });
    const walk = await one(customer, 'a-in', 'walk-by');
    expect(walk.on).toMatchObject({ isWoken: true, place: 'alex' });
    expect(leaves(walk.when)).toEqual([
      ['weather.condition', 'rain', true],
      ['customer.plan', 'silver', false],
    ]);
    expect(walk).toMatchObject({
      answer: 'no',
      says: 'woke and did not match: customer.plan equals gold (was "silver")',
      recorded: [],
    });
    const { stimuli, triggers, lookedBackOn } = await explained(customer, 'a-in');
    expect(stimuli).toEqual(['signal location', 'enter alex']);
    expect(triggers.map(({ trigger }) => trigger)).toEqual(['walk-by', 'dear', 'stay', 'watched']);
    expect(triggers[1]!.says).toContain('did not wake: it waits for signal { kind: event, name: viewed }');
    expect(triggers[2]!.says).toContain('did not wake yet: its timer was due at');
    expect(lookedBackOn.signals).toBe(4);
  });

  test('what is unknown is told as unknown', async () => {
    await engine.send(...willingCustomer('bob', { plan: 'gold' }), fix('bob', 'b-out', OUTSIDE));
    engine.later(3 * 3_600_000);
    await engine.send(fix('bob', 'b-in', INSIDE));
    expect(await one('bob', 'b-in', 'walk-by')).toMatchObject({
      answer: 'unknown',
      says: expect.stringContaining('weather.condition equals rain (is unknown)'),
    });
  });

  test('what was recorded stands beside it: sent, then held back by the cooldown that the first one began', async () => {
    const viewed = (id: string) => ({
      ...eventOf('cleo', 'viewed', { value: { name: 'viewed', properties: { price: 200 } } }),
      id,
    });
    await engine.send(...willingCustomer('cleo'), viewed('c-1'));
    await engine.outcome('cleo', 'sent', { trigger: 'dear' });
    engine.later(MINUTE);
    await engine.send(viewed('c-2'));
    const first = await one('cleo', 'c-1', 'dear');
    expect(first.recorded.map(({ step }) => step)).toEqual(['matched', 'queued', 'attempted', 'sent']);
    expect(first).toMatchObject({ decides: 'sent by email', answer: 'yes' });
    const second = await one('cleo', 'c-2', 'dear');
    expect(second.recorded.map(({ step, gate }) => [step, gate])).toEqual([
      ['matched', ''],
      ['held-back', 'cooldown'],
    ]);
    expect(second.decides).toBe(`held back by cooldown: ${second.recorded[1]!.reason}`);
    expect(second.gates.filter(({ says }) => says !== 'pass').map(({ gate }) => gate)).toEqual(['cooldown']);
    expect(first.gates.every(({ says }) => says === 'pass')).toBe(true);
  });

  test('a receipt, which knows no version, is no change of the trigger', async () => {
    const viewed = {
      ...eventOf('olga', 'viewed', { value: { name: 'viewed', properties: { price: 200 } } }),
      id: 'o-1',
    };
    await engine.send(...willingCustomer('olga'), viewed);
    const { decision } = await engine.outcome('olga', 'sent', { trigger: 'dear' });
    await engine.send(
      eventOf('olga', '', { kind: 'message', value: { delivery: decision, state: 'opened', channel: 'email' } }),
    );
    await engine.outcome('olga', 'opened', { decision });
    const { triggers, notes } = await explained('olga', 'o-1', 'dear');
    expect(triggers[0]?.recorded.map(({ step }) => step)).toContain('opened');
    expect(notes.join('\n')).not.toMatch(/was at version/);
  });

  test('a timer is explained by its name, at its own time', async () => {
    await engine.send(...willingCustomer('dora'), fix('dora', 'd-out', OUTSIDE));
    engine.later(MINUTE);
    await engine.send(fix('dora', 'd-in', INSIDE));
    engine.later(11 * MINUTE);
    const { signal } = await engine.outcome('dora', 'matched', { trigger: 'stay' });
    expect(signal).toMatch(/^timer:dora:stay:alex:\d+$/);
    await engine.outcome('dora', 'sent', { trigger: 'stay' });
    const at = await explained('dora', signal, 'stay');
    expect(at.stimuli).toEqual(['timer of stay']);
    expect(at.triggers[0]).toMatchObject({ on: { isWoken: true, place: 'alex' }, decides: 'sent by email' });
  });

  test('after a change the recorded version is told, and what would be decided now', async () => {
    const viewed = {
      ...eventOf('emil', 'viewed', { value: { name: 'viewed', properties: { price: 150 } } }),
      id: 'e-1',
    };
    await engine.send(...willingCustomer('emil'), viewed);
    await engine.outcome('emil', 'sent', { trigger: 'dear' });
    await engine.publish(eventTrigger('dear', 'viewed', { when: { 'event.price': { above: 300 } }, cooldown: '1h' }));
    const explanation = await explained('emil', 'e-1', 'dear');
    expect(explanation.triggers[0]).toMatchObject({ answer: 'no', recorded: [{ step: 'matched' }, {}, {}, {}] });
    expect(explanation.triggers[0]).not.toHaveProperty('decides');
    expect(explanation.notes.join('\n')).toMatch(/dear was at version \d+ then, it is at version \d+ now/);
    await engine.publish(dear);
  });

  test('a signal that is not stored is told as such, with for how long signals are', async () => {
    await engine.settled();
    const { status, body } = await engine.ask('GET', '/v1/customers/cleo/signals/c-3/explain');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error:
        "no signal 'c-3' of 'cleo' is stored: signals are kept for 7 days, and a new one is there after some seconds",
    });
    expect((await engine.ask('GET', '/v1/customers/anna/signals/c-1/explain')).status).toBe(404);
    expect((await engine.ask('GET', '/v1/customers/cleo/signals/c-1/explain?trigger=deer')).status).toBe(404);
  });
});

test('a publish warns of events that never come, and of properties that they never carry', async () => {
  const seen = (i: number) =>
    eventOf('seer', 'seen', { id: `seen-${i}`, value: { name: 'seen', properties: { sku: 'a', 'in stock': true } } });
  await engine.send(...Array.from({ length: 60 }, (_, i) => seen(i)));
  await engine.settled();
  const documents = [
    eventTrigger('asks', 'seen', { when: { all: [{ 'event.sku': 'a' }, { 'event.colour': 'red' }] } }),
    eventTrigger('waits', 'sene'),
  ];
  const { status, body } = await engine.ask<{ warnings: Problem[] }>('POST', '/v1/check', {
    documents,
    replace: false,
  });
  expect(status).toBe(200);
  expect(body.warnings).toMatchObject([
    {
      source: 'triggers/asks.yaml',
      path: 'when.all[1].event.colour',
      expected: "a property that events carry: no 'seen' of late had colour",
    },
    {
      source: 'triggers/waits.yaml',
      path: 'on.signal',
      expected: expect.stringMatching(/^an event that comes: none of the last \d+ was 'sene'$/),
    },
  ]);
});

test('signals of a customer who was erased are refused, and others are taken', async () => {
  await engine.send(...willingCustomer('zoe'), eventOf('zoe', 'nothing'));
  await engine.settled();
  expect((await engine.ask('DELETE', '/v1/customers/zoe')).status).toBe(200);
  const at = engine.clock.now();
  const signals = ['zoe', 'yan'].map((customer) => ({ ...eventOf(customer, 'nothing'), at }));
  const alias = { kind: 'alias', customer: 'yan', value: { previousId: 'zoe' }, at };
  const { body } = await engine.post('/v1/signals', JSON.stringify({ signals: [...signals, alias] }));
  expect(body).toMatchObject({
    accepted: 2,
    rejected: [{ index: 0, reason: 'customer: was erased; for 30 days signals of theirs are not taken' }],
  });
  await engine.settled();
  expect((await engine.ask('GET', '/v1/customers/zoe')).status).toBe(404);
  expect(await engine.rows("SELECT id FROM signals WHERE customer = 'zoe'")).toEqual([]);
});

describe('a back-test on what is stored', () => {
  async function tested(trigger: unknown, from = 0): Promise<BackTestReport> {
    await engine.settled();
    const request = { trigger, from, to: engine.clock.now() + 1, assume: [], windowMs: 86_400_000 };
    const { status, text } = await engine.ask<string>('POST', '/v1/back-test', request);
    expect(status).toBe(200);
    const last = JSON.parse(text.trim().split('\n').at(-1)!) as BackTestLine;
    if (!('report' in last)) throw new Error(text);
    return last.report;
  }

  test('finds for a live trigger what the engine decided, gate by gate', async () => {
    for (const [i, price] of [50, 150, 250, 350].entries()) {
      engine.later(20 * MINUTE);
      await engine.send(eventOf('fay', 'viewed', { id: `f-${i}`, value: { name: 'viewed', properties: { price } } }));
    }
    await engine.send(...willingCustomer('gus'));
    for (let i = 0; i < 6; i++) {
      engine.later(70 * MINUTE);
      await engine.send(
        eventOf('gus', 'viewed', { id: `g-${i}`, value: { name: 'viewed', properties: { price: 500 } } }),
      );
      // A message that still waits when its time is over gives its place under the cap back.
      await engine.settled();
    }
    await engine.settled();
    for (const trigger of ['dear', 'stay', 'walk-by']) {
      const steps = await engine.rows<{ step: string; gate: string; count: number }>(
        `SELECT step, gate, toUInt32(count()) AS count FROM outcomes
         WHERE trigger = {trigger:String} AND step IN ('matched', 'queued', 'held-back') GROUP BY step, gate`,
        { trigger },
      );
      const count = (step: string, gate?: string) =>
        steps
          .filter((row) => row.step === step && (gate ?? row.gate) === row.gate)
          .reduce((sum, row) => sum + row.count, 0);
      const report = await tested(trigger);
      expect([trigger, report.matches, report.sends]).toEqual([trigger, count('matched'), count('queued')]);
      const held = report.gates.filter((gate) => gate.held > 0);
      expect(held.map(({ gate, held: times }) => [gate, times])).toEqual(
        held.map(({ gate }) => [gate, count('held-back', gate)]),
      );
      expect(report.heldBack).toBe(count('held-back'));
    }
    expect((await tested('dear')).gates.map(({ gate }) => gate)).toEqual(
      expect.arrayContaining(['consent', 'cooldown']),
    );
  });

  test('begins with what was known of customers before', async () => {
    const from = engine.clock.now();
    engine.later(200 * MINUTE);
    await engine.send(eventOf('cleo', 'opened-app', { id: 'late-1' }));
    const report = await tested(eventTrigger('draft', 'opened-app').body, from);
    expect(report).toMatchObject({ matches: 1, sends: 1 });
  });
});
