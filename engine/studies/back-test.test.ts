import { describe, expect, test } from 'vitest';
import {
  EVENING,
  event,
  fix,
  HOUR,
  MINUTE,
  rain,
  signal,
  runBackTestOf as tested,
} from '../../test/support/back-test.ts';
import { documentOf, eventTrigger } from '../../test/support/workspace.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';

const T = EVENING;
test('tells how often a trigger woke, what `when` answered, and which condition alone was in the way', async () => {
  const draft = eventTrigger('draft', 'seen', {
    when: { all: [{ 'event.price': { above: 10 } }, { 'customer.plan': 'gold' }] },
  });
  const report = await tested(
    [draft],
    [
      event('seen', T, 'anna', { price: 20 }),
      event('seen', T, 'anna', { price: 5 }),
      signal('identify', { traits: { plan: 'gold' } }, T + 1),
      event('seen', T + 2, 'anna', { price: 5 }),
      event('seen', T + 3, 'anna', { price: 11 }),
      event('else', T + 4),
    ],
  );
  expect(report.woken).toEqual({ times: 4, yes: 1, no: 2, unknown: 1 });
  expect(report.conditions).toEqual([
    { condition: 'event.price above 10', no: 2, unknown: 0, alone: 1 },
    { condition: 'customer.plan equals gold', no: 0, unknown: 2, alone: 1 },
  ]);
  expect(report).toMatchObject({ matches: 1, sends: 1, sentCustomers: 1, channels: { email: 1 }, customers: 1 });
  expect(report.samples).toEqual([
    { customer: 'anna', at: T + 3, signal: expect.any(String), became: 'send by email' },
  ]);
});

test('goals are counted by group, and a goal that nobody meets is not told', async () => {
  const goal = { signal: { kind: 'event', name: 'order' }, within: '1h', value: 'total' };
  const signals = [
    event('seen', T, 'anna'),
    event('order', T + 1, 'anna', { total: 30 }),
    event('order', T + 2, 'anna', { total: 99 }),
    event('seen', T + 3, 'ben'),
    event('order', T + 2 * HOUR, 'ben', { total: 50 }),
  ];
  const report = await tested([eventTrigger('draft', 'seen', { goal })], signals);
  expect(report.goals).toEqual([{ goal: 'goal', group: 'message', met: 1, value: 30 }]);
  const kept = await tested([eventTrigger('draft', 'seen', { goal, holdout: '100%' })], signals);
  expect(kept.goals).toEqual([{ goal: 'goal', group: 'control', met: 1, value: 30 }]);
});

describe('gates', () => {
  test('each match is held back by the first, and each gate also tells what it would have done', async () => {
    const draft = eventTrigger('draft', 'seen', { cooldown: '1h' });
    const quiet = { 'quiet-hours': { from: '18:00', to: '20:00' } };
    const signals = [
      event('seen'),
      signal('consent', { channel: '*', purpose: '*', granted: true }, T + 1),
      event('seen', T + 2),
    ];
    const report = await tested([draft], signals, { assume: ['reach'], workspace: quiet });
    expect(report.gates).toMatchObject([
      {
        gate: 'consent',
        held: 1,
        deferred: 0,
        would: 1,
        example: 'no consent to offers by email',
        code: 'no-consent',
        args: { purpose: 'offers', channels: ['email'] },
      },
      {
        gate: 'quiet-hours',
        held: 0,
        deferred: 1,
        would: 2,
        example: 'quiet 18:00 to 20:00 in Europe/Berlin',
        code: 'quiet-hours',
      },
    ]);
    expect(report).toMatchObject({ matches: 2, heldBack: 1, waiting: 1, sends: 0 });
  });

  test('what was put off goes on when its time comes, also when it is the time of another signal', async () => {
    const draft = eventTrigger('draft', 'seen', { message: { expires: '4h' } });
    const quiet = { 'quiet-hours': { from: '18:00', to: '20:00' } };
    const report = await tested([draft], [event('seen'), event('else', T + 3 * HOUR, 'bob')], { workspace: quiet });
    expect(report).toMatchObject({ matches: 1, sends: 1, waiting: 0 });
  });

  test('a message counts against caps and cooldown of the next', async () => {
    const draft = eventTrigger('draft', 'seen', { cooldown: '1h' });
    const signals = [0, 30, 61, 122].map((minutes) => event('seen', T + minutes * MINUTE));
    const caps = { caps: [{ most: 2, within: '1d' }] };
    const report = await tested([draft], signals, { workspace: caps });
    expect(report).toMatchObject({ matches: 4, sends: 2 });
    expect(report.gates.map(({ gate, held }) => [gate, held])).toEqual([
      ['cooldown', 1],
      ['frequency-cap', 1],
    ]);
    expect(report.gates[0]?.example, 'of several it says no time of one').toBe('spoke within the last 1 h');
  });

  test('without what is assumed nobody has consented, and no mail has an address', async () => {
    const draft = eventTrigger('draft', 'seen');
    expect(await tested([draft], [event('seen')], { assume: [] })).toMatchObject({
      sends: 0,
      gates: [
        { gate: 'consent', held: 1 },
        { gate: 'reach', held: 0, would: 1 },
      ],
    });
    const no = signal('consent', { channel: '*', purpose: '*', granted: false }, T - 1);
    expect(await tested([draft], [no, event('seen')])).toMatchObject({ sends: 0, gates: [{ gate: 'consent' }] });
  });
});

describe('time', () => {
  const dwell = documentOf('trigger', 'draft', {
    name: 'draft',
    on: { dwell: { places: { tag: 'store' }, for: '10m', 'seen-within': '10m' } },
    message: { template: 'note', purpose: 'offers', channels: ['email'] },
  });

  test('timers fire on the signals’ own time: a dwell ends between two signals, or with the recording', async () => {
    const stays = [fix(T, true), fix(T + 20 * MINUTE, false)];
    const leaves = [fix(T, true, 'bob'), fix(T + 5 * MINUTE, false, 'bob')];
    const last = [fix(T + 5 * MINUTE, true, 'cleo'), event('else', T + 16 * MINUTE, 'dora')];
    const report = await tested([dwell], [...stays, ...leaves, ...last]);
    expect(report.who.map(({ customer }) => customer)).toEqual(['anna', 'cleo']);
    expect(report.samples.map(({ at, place }) => [at, place])).toEqual([
      [T + 10 * MINUTE, 'alex'],
      [T + 15 * MINUTE, 'alex'],
    ]);
  });

  test('a customer’s late signals wake nothing; one customer’s clock is not another’s', async () => {
    const signals = [event('seen', T), event('seen', T - HOUR), event('seen', T - HOUR, 'bob')];
    const report = await tested([eventTrigger('draft', 'seen')], signals);
    expect(report).toMatchObject({ matches: 2, matchedCustomers: 2, signals: { late: 1 } });
    const once = event('seen');
    expect(await tested([eventTrigger('draft', 'seen')], [once, once])).toMatchObject({
      matches: 1,
      signals: { tested: 2, repeats: 1 },
    });
  });

  test('weather is what the recording says, else unknown', async () => {
    const draft = documentOf('trigger', 'draft', {
      name: 'draft',
      on: { enter: { places: { tag: 'store' } } },
      when: { 'weather.condition': 'rain' },
      message: { template: 'note', purpose: 'offers', channels: ['email'] },
    });
    const visits = [0, 1, 5].flatMap((hours) => [fix(T + hours * HOUR, true), fix(T + hours * HOUR + 1, false)]);
    const signals = [...visits, rain(T + HOUR - 1, 3_600)].sort((a, b) => a.at - b.at);
    const report = await tested([draft], signals);
    expect(report.woken).toEqual({ times: 3, yes: 1, no: 0, unknown: 2 });
    expect(report.notes.join('\n')).toContain('weather is known only as far as the recording');
  });
});

describe('overlaps', () => {
  test('tells who matches with the same signal, and who gives way', async () => {
    const triggers = [
      eventTrigger('draft', 'seen', { priority: 60 }),
      eventTrigger('small', 'seen', { priority: 10 }),
      eventTrigger('great', 'big', { priority: 90 }),
    ];
    const report = await tested(triggers, [event('seen'), event('big', T + 1, 'bob')]);
    expect(report.overlaps).toEqual([{ trigger: 'small', sameMoment: 1, displaced: 1, sameCustomer: 0 }]);
  });

  test('tells of messages to the same customer before and after, within the window', async () => {
    const triggers = [eventTrigger('draft', 'seen'), eventTrigger('other', 'big')];
    const times = [event('big', T), event('seen', T + HOUR), event('seen', T + 40 * HOUR), event('big', T + 41 * HOUR)];
    const far = [event('big', T, 'bob'), event('seen', T + 25 * HOUR, 'bob')];
    const report = await tested(triggers, [...times, ...far]);
    expect(report.matches).toBe(3);
    expect(report.overlaps).toEqual([{ trigger: 'other', sameMoment: 0, displaced: 0, sameCustomer: 2 }]);
  });
});

test('customers beyond the limit are passed over, and the report says so', async () => {
  const signals = ['anna', 'bob', 'cleo', 'anna'].map((customer, i) => event('seen', T + i, customer));
  const report = await tested([eventTrigger('draft', 'seen')], signals, { mostCustomers: 2 });
  expect(report).toMatchObject({ customers: 2, matches: 3, signals: { tested: 3, passedOver: 1 } });
  expect(report.notes[0]).toBe('only the first 2 customers were tested; 1 signals of others were passed over');
});

test('who turns out to be somebody known goes on as them', async () => {
  const draft = eventTrigger('draft', 'seen', { when: { 'customer.plan': 'gold' }, cooldown: '1d' });
  const report = await tested(
    [draft],
    [
      signal('identify', { traits: { plan: 'gold' } }, T, 'known'),
      event('seen', T + 1, 'anon'),
      signal('alias', { previousId: 'anon' }, T + 2, 'known'),
      event('seen', T + 3, 'anon'),
      event('seen', T + 4, 'known'),
    ],
  );
  expect(report).toMatchObject({ matches: 2, matchedCustomers: 1, sends: 1, who: [{ customer: 'known' }] });
});

test('what was counted of the one and of the other counts together once they are one', async () => {
  const of = { signal: { kind: 'event', name: 'seen' } };
  const draft = eventTrigger('draft', 'seen', { on: { count: { of, within: '1d', 'at-least': 3 } } });
  const report = await tested(
    [draft],
    [
      event('seen', T, 'known'),
      event('seen', T + 1, 'anon'),
      signal('alias', { previousId: 'anon' }, T + 2, 'known'),
      event('seen', T + 3, 'known'),
    ],
  );
  expect(report).toMatchObject({ matches: 1, who: [{ customer: 'known' }] });
});

test('a customer begins as what is known of them', async () => {
  const begin = (customer: string) => {
    const state = emptyState(customer);
    state.values['customer.plan'] = { v: 'gold', at: 1, source: 'identify' };
    return state;
  };
  const draft = eventTrigger('draft', 'seen', { when: { 'customer.plan': 'gold' } });
  expect(await tested([draft], [event('seen')], { begin })).toMatchObject({ matches: 1 });
  expect(await tested([draft], [event('seen')])).toMatchObject({ matches: 0 });
});

test('a trigger in shadow mode is tested as if it were live', async () => {
  const report = await tested([eventTrigger('draft', 'seen', { shadow: true })], [event('seen')]);
  expect(report).toMatchObject({ sends: 1, heldBack: 0 });
  expect(report.notes).toContain('the trigger is in shadow mode; here it was tested as if it were not');
});

test('without a signal there is nothing to tell', async () => {
  const report = await tested([eventTrigger('draft', 'seen')], []);
  expect(report).toMatchObject({ matches: 0, customers: 0, spans: [] });
  expect(report).not.toHaveProperty('from');
});
