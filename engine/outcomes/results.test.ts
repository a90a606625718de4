import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { outcome } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import { loadFolder } from '../../triggers/vocabulary/registry.ts';
import { conversion } from '../effect/limits.ts';
import type { Facts, Outcome, StepName } from './contract.ts';
import type { Query } from './queries/contract.ts';
import { runQuery } from './query.ts';

const HOUR = 3_600_000;
const queries = await loadFolder<Query>(new URL('./queries/', import.meta.url));
let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(() => clickhouse.stop());

const ask = (name: string, params: Readonly<Record<string, unknown>>) =>
  runQuery(clickhouse.store, queries, name, params);
const step = (decision: string, name: StepName, at: number, more: Partial<Outcome> = {}) =>
  outcome(decision, name, 0, { at, wallAt: at, signalAt: at, ...more });

const bucketsOf = async (params: Readonly<Record<string, unknown>>) => {
  const { rows } = await ask('results-over-time', { trigger: 'clock', zone: 'Europe/Berlin', ...params });
  return rows.map(({ at, until, matched, is_before }) => {
    const from = new Date(Number(at)).toISOString();
    return [is_before ? 'before' : 'now', from, (Number(until) - Number(at)) / HOUR, matched];
  });
};

test('hours and days are those of the zone, also when its clock is changed in autumn and in spring', async () => {
  const times = ['2026-10-24T22:30', '2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T22:30', '2026-10-25T23:30'];
  const spring = ['2026-03-28T23:30', '2026-03-29T00:30', '2026-03-29T01:30', '2026-03-29T21:30', '2026-03-29T22:30'];
  const lines = [...times, ...spring].map((time, i) =>
    step(`clock${i}`, 'matched', Date.parse(`${time}Z`), { trigger: 'clock' }),
  );
  await storeLines(clickhouse.store, lines);

  const autumn = { from: Date.parse('2026-10-24T22:00Z'), to: Date.parse('2026-10-25T23:00Z') };
  expect(await bucketsOf({ ...autumn, bucket: 'day' })).toEqual([['now', '2026-10-24T22:00:00.000Z', 25, 4]]);
  expect(await bucketsOf({ ...autumn, bucket: 'hour' })).toEqual([
    ['now', '2026-10-24T22:00:00.000Z', 1, 1],
    ['now', '2026-10-25T00:00:00.000Z', 1, 1],
    ['now', '2026-10-25T01:00:00.000Z', 1, 1],
    ['now', '2026-10-25T22:00:00.000Z', 1, 1],
  ]);
  expect(await bucketsOf({ ...autumn, bucket: 'week' })).toEqual([['now', '2026-10-18T22:00:00.000Z', 169, 4]]);

  const march = { from: Date.parse('2026-03-28T23:00Z'), to: Date.parse('2026-03-29T22:00Z') };
  expect(await bucketsOf({ ...march, bucket: 'day' })).toEqual([['now', '2026-03-28T23:00:00.000Z', 23, 4]]);
  expect(await bucketsOf({ ...march, bucket: 'hour' })).toEqual([
    ['now', '2026-03-28T23:00:00.000Z', 1, 1],
    ['now', '2026-03-29T00:00:00.000Z', 1, 1],
    ['now', '2026-03-29T01:00:00.000Z', 1, 1],
    ['now', '2026-03-29T21:00:00.000Z', 1, 1],
  ]);

  // the day before a day of 25 hours, and the day of 25 hours before a usual one
  expect(await bucketsOf({ ...autumn, bucket: 'day', before: 'true' })).toHaveLength(1);
  const after = { from: Date.parse('2026-10-25T23:00Z'), to: Date.parse('2026-10-26T23:00Z') };
  expect(await bucketsOf({ ...after, bucket: 'day', before: 'true' })).toEqual([
    ['now', '2026-10-25T23:00:00.000Z', 24, 1],
    ['before', '2026-10-24T22:00:00.000Z', 25, 4],
  ]);
});

const AT = Date.UTC(2026, 4, 5, 10);
const converted = (group: Facts['group'], value: number, isFirst = true, isLast = true): Facts => ({
  group,
  conversion: { goal: 'order', isPrimary: true, isFirst, isLast, value },
});
const inGroup = (group: Facts['group'], more: Facts = {}) => ({ trigger: 'groups', facts: { ...more, group } });

test('a success counts for those who got the message; by group it is that of each, and can count for one message only', async () => {
  const lines = [
    ...['a', 'b', 'c'].map((id) => step(id, 'matched', AT, inGroup('message', { weather: 'rain' }))),
    ...['a', 'b', 'c'].map((id) => step(id, 'queued', AT, { trigger: 'groups' })),
    ...['d', 'e'].map((id) => step(id, 'matched', AT, inGroup('control', { weather: 'rain' }))),
    step('a', 'converted', AT + HOUR, { trigger: 'groups', facts: converted('message', 10, true, false) }),
    step('b', 'converted', AT + HOUR, { trigger: 'groups', facts: converted('message', 10, false, true) }),
    step('d', 'converted', AT + HOUR, { trigger: 'groups', facts: converted('control', 7) }),
    // a goal beside the primary one is no success of the trigger
    step('c', 'converted', AT + HOUR, {
      trigger: 'groups',
      facts: {
        group: 'message',
        conversion: { goal: 'visit', isPrimary: false, isFirst: true, isLast: true, value: 99 },
      },
    }),
  ];
  await storeLines(clickhouse.store, lines);
  await storeLines(clickhouse.store, lines);
  const funnel = async (params: Readonly<Record<string, unknown>>) =>
    (await ask('results-funnel', { trigger: 'groups', ...params })).rows.map((row) => [
      row.group,
      row.matched,
      row.converted,
      row.value,
    ]);
  expect(await funnel({})).toEqual([[undefined, 5, 2, 20]]);
  expect(await funnel({ by: 'group' })).toEqual([
    ['message', 3, 2, 20],
    ['control', 2, 1, 7],
  ]);
  expect(await funnel({ group: 'control' })).toEqual([[undefined, 2, 1, 7]]);
  expect(await funnel({ attribution: 'first' })).toEqual([[undefined, 5, 1, 10]]);
  expect(await funnel({ attribution: 'last' })).toEqual([[undefined, 5, 1, 10]]);
  const goals = await clickhouse.store.query(
    "SELECT goal, count() AS count, sum(value) AS value FROM results.conversions WHERE trigger = 'groups' GROUP BY goal ORDER BY goal",
    {},
  );
  expect(goals).toEqual([
    { goal: 'order', count: 3, value: 27 },
    { goal: 'visit', count: 1, value: 99 },
  ]);
});

test('rows of releases before facts are counted, with their control group and dry run', async () => {
  const old = { trigger: 'old' };
  await storeLines(clickhouse.store, [
    step('o1', 'matched', AT, old),
    step('o1', 'sent', AT, old),
    step('o2', 'matched', AT, old),
    step('o2', 'held-back', AT, { ...old, gate: 'hold-out', why: { code: 'control-group', args: { percent: 10 } } }),
    step('o3', 'matched', AT, old),
    step('o3', 'held-back', AT, { ...old, gate: 'shadow', why: { code: 'would-send', args: { channel: 'email' } } }),
    step('o4', 'matched', AT, old),
  ]);
  const { rows } = await ask('results-funnel', { trigger: 'old', by: 'group,weather' });
  expect(rows.map(({ group, weather, matched }) => [group, weather, matched])).toEqual([
    ['', '', 1],
    ['control', '', 1],
    ['message', '', 1],
    ['shadow', '', 1],
  ]);
});

test('what comes weeks later finds its decision, and a period reads the days that it needs', async () => {
  const day = (n: number) => AT + n * 24 * HOUR;
  const id = (n: number) => `late${n}.${Math.floor(day(n) / (24 * HOUR))}`;
  const facts = { trigger: 'late' };
  await storeLines(clickhouse.store, [
    step(id(0), 'matched', day(0), facts),
    // the signal of the day before, decided on after midnight
    step(id(1), 'matched', day(2), { ...facts, signalAt: day(1) }),
  ]);
  await storeLines(clickhouse.store, [step(id(0), 'clicked', day(30), { ...facts, trigger: '' })]);
  const { rows } = await ask('results-funnel', { trigger: 'late', from: day(0), to: day(1) });
  expect(rows).toMatchObject([{ matched: 1, clicked: 1 }]);
  expect((await ask('results-funnel', { trigger: 'late', from: day(2), to: day(3) })).rows).toMatchObject([
    { matched: 1, clicked: 0 },
  ]);
});

test('behind every number are as many decisions, page by page', async () => {
  const { rows } = await ask('results-funnel', { trigger: 'groups', by: 'group' });
  for (const row of rows) {
    for (const name of ['matched', 'let-through', 'held-back', 'sent', 'converted']) {
      const behind = await ask('decisions-behind', { trigger: 'groups', group: row.group, step: name, limit: 1 });
      expect([name, behind.of]).toEqual([name, row[name.replace('-', '_')]]);
    }
  }
  const measured = await ask('latency-over-time', { trigger: 'groups', along: 'channel' });
  expect(measured.rows.map(({ step }) => step)).toEqual(['signal-age', 'matched', 'queued']);
  for (const { step, channel, count } of measured.rows) {
    const name = step === 'signal-age' ? 'matched' : step;
    const behind = await ask('decisions-behind', { trigger: 'groups', channel, step: name, limit: 1 });
    expect([step, behind.of]).toEqual([step, count]);
  }
  const first = await ask('decisions-behind', { trigger: 'groups', limit: 2 });
  const second = await ask('decisions-behind', { trigger: 'groups', limit: 2, skip: 2 });
  const third = await ask('decisions-behind', { trigger: 'groups', limit: 2, skip: 4 });
  expect([first, second, third].map(({ rows, of }) => [rows.length, of])).toEqual([
    [2, 5],
    [2, 5],
    [1, 5],
  ]);
  const all = [first, second, third].flatMap(({ rows }) => rows.map(({ decision }) => decision));
  expect(all.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what each message limit held back leads to its own decisions', async () => {
  const limits = [
    { most: 2, hours: 2 },
    { most: 2, hours: 2 },
    { most: 4, hours: 24 },
  ];
  await storeLines(
    clickhouse.store,
    limits.flatMap((args, i) => [
      step(`capped${i}`, 'matched', AT, { trigger: 'capped' }),
      step(`capped${i}`, 'held-back', AT, {
        ...{ trigger: 'capped', gate: 'frequency-cap', why: { code: 'cap-reached', args } },
      }),
    ]),
  );
  const { rows } = await ask('held-back-by', { trigger: 'capped' });
  expect(rows.map(({ held }) => held)).toEqual([2, 1]);
  for (const { args, held } of rows) {
    const behind = await ask('decisions-behind', {
      ...{ trigger: 'capped', step: 'held-back', gate: 'frequency-cap', args: JSON.stringify(args) },
    });
    expect([behind.of, behind.rows.every((row) => JSON.stringify(row.args) === JSON.stringify(args))]).toEqual([
      held,
      true,
    ]);
  }
});

test('an answer says how old its data is, what it read, and gives SQL over the views with the same numbers', async () => {
  const answer = await ask('results-funnel', { trigger: 'groups', by: 'weather', weather: "rain,it's" });
  expect(answer.asOf).toBeGreaterThan(Date.UTC(2026, 0));
  expect(answer).toMatchObject({ lagMs: null, readRows: expect.any(Number), tookMs: expect.any(Number) });
  expect(answer.readRows).toBeGreaterThan(0);
  expect(answer.sql).toContain('FROM results.decisions');
  expect(await clickhouse.store.query(answer.sql, {})).toEqual(answer.rows);
});

test('people stay apart, and in their own group and variant, whatever their hashes are', async () => {
  const at = Date.parse('2026-06-01T10:00Z');
  const people = Array.from({ length: 90 }, (_, i) => ({
    customer: `walker-${i}`,
    trigger: 'shop',
    place: 'mill',
    facts: { group: i % 3 === 0 ? 'control' : 'message', variant: ['', 'red', 'blue'][i % 3]! } satisfies Facts,
  }));
  const lines = people.flatMap((who, i) => [
    step(`walk${i}`, 'matched', at + i, who),
    ...(i % 3 === 0
      ? []
      : [
          step(`walk${i}`, 'sent', at + i + 5, who),
          step(`mill${i}`, 'matched', at + i + HOUR, { ...who, trigger: 'mill', facts: { group: 'message' } }),
          step(`mill${i}`, 'sent', at + i + HOUR, { ...who, trigger: 'mill' }),
        ]),
  ]);
  await storeLines(clickhouse.store, lines);
  const visit = (i: number, days: number) =>
    `('mill', 'walker-${i}', fromUnixTimestamp64Milli(${at + days * 24 * HOUR}))`;
  const visits = people.flatMap((_, i) => (i % 2 === 0 ? [visit(i, 3), visit(i, 8)] : [visit(i, 9)]));
  await clickhouse.store.command(`INSERT INTO visits (place, customer, at) VALUES ${visits.join(', ')}`);
  const period = { from: at - HOUR, to: at + 24 * HOUR };
  expect((await ask('return-to-place', { ...period, trigger: 'shop' })).rows).toMatchObject([
    { group: 'control', within_days: 7, people: 30, returned: 15 },
    { group: 'message', within_days: 7, people: 60, returned: 30 },
  ]);
  const shown = await ask('effect', { ...period, trigger: 'shop' });
  expect(shown.rows.map(({ group, variant, customers }) => [group, variant, customers])).toEqual([
    ['control', '', 30],
    ['message', 'blue', 30],
    ['message', 'red', 30],
  ]);
  expect((await ask('trigger-overlap', period)).rows).toEqual([
    { trigger: 'mill', other: 'shop', people: 60, people_trigger: 60, people_other: 60 },
  ]);
});

test('all triggers that wrote to a person within the hours are pairs, whatever other messages came between', async () => {
  const at = Date.parse('2026-09-07T10:00Z');
  const sent = (customer: string, trigger: string, hours: number) => [
    step(`${customer}-${trigger}-${hours}`, 'matched', at + hours * HOUR, { customer, trigger }),
    step(`${customer}-${trigger}-${hours}`, 'sent', at + hours * HOUR + 5, { customer, trigger }),
  ];
  await storeLines(
    clickhouse.store,
    [
      ...[sent('gus', 'alpha', 0), sent('gus', 'gamma', 1), sent('gus', 'beta', 2)],
      // what lies between may be messages of the same trigger
      ...[0, 1, 2, 3, 4].map((hours) => sent('hal', 'gamma', hours)),
      ...[sent('hal', 'alpha', 0), sent('hal', 'beta', 24), sent('ida', 'alpha', 0), sent('ida', 'beta', 25)],
    ].flat(),
  );
  const period = { from: at - HOUR, to: at + 48 * HOUR };
  const { rows } = await ask('trigger-overlap', period);
  expect(rows.map(({ trigger, other, people }) => [trigger, other, people])).toEqual([
    ['alpha', 'beta', 2],
    ['alpha', 'gamma', 2],
    ['beta', 'gamma', 2],
  ]);
  const behind = await ask('people-behind', { ...period, of: 'overlap', trigger: 'beta', other: 'alpha' });
  expect(behind.rows.map(({ decision }) => decision)).toEqual(['hal-beta-24', 'gus-beta-2']);
});

test('what woke a trigger is not told of a time in which it was not counted', async () => {
  const at = Date.parse('2026-10-05T10:00Z');
  await storeLines(clickhouse.store, [step('uncounted', 'matched', at, { trigger: 'early' })]);
  const { rows } = await ask('results-funnel', { from: at, to: at + HOUR, trigger: 'early' });
  expect(rows).toMatchObject([{ woken: null, matched: 1 }]);
});

test('a number of people leads to as many people, each with one decision', async () => {
  const at = Date.parse('2026-08-03T10:00Z');
  const of = (customer: string, trigger: string, group: 'message' | 'control' = 'message') =>
    ({ customer, trigger, place: 'quay', facts: { group } }) as const;
  // ann and bob got both within a day, ann twice; cem got one of each a week apart; dan is kept for comparison
  // Decisions as the engine names them: with their day, by which they are found.
  const dated = (id: string, time: number) => `${id}.${Math.floor(time / (24 * HOUR))}`;
  const sent = (id: string, hours: number, who: ReturnType<typeof of>) => [
    step(dated(id, at + hours * HOUR), 'matched', at + hours * HOUR, who),
    step(dated(id, at + hours * HOUR), 'sent', at + hours * HOUR + 5, who),
  ];
  const lines = [
    ...[sent('q1', 0, of('ann', 'quay')), sent('q2', 3, of('ann', 'boat')), sent('q3', 6, of('ann', 'quay'))].flat(),
    ...[sent('q4', 1, of('bob', 'boat')), sent('q5', 2, of('bob', 'quay'))].flat(),
    ...[sent('q6', 0, of('cem', 'quay')), sent('q7', 170, of('cem', 'boat'))].flat(),
    step(dated('q8', at), 'matched', at, of('dan', 'quay', 'control')),
  ];
  await storeLines(clickhouse.store, lines);
  const visit = (who: string, days: number) =>
    `('quay', '${who}', fromUnixTimestamp64Milli(${at + days * 24 * HOUR + 1}))`;
  const visits = [visit('ann', 3), visit('bob', 9), visit('dan', 20), visit('eve', 40)];
  await clickhouse.store.command(`INSERT INTO visits (place, customer, at) VALUES ${visits.join(', ')}`);
  const period = { from: at - HOUR, to: at + 200 * HOUR };
  const who = async (params: Readonly<Record<string, unknown>>) => {
    const { of: count, rows } = await ask('people-behind', { ...period, ...params });
    const names = rows.map(({ customer, decision }) => `${customer}: ${String(decision).split('.')[0]}`).sort();
    expect(count).toBe(names.length);
    return names;
  };
  const pairs = (await ask('trigger-overlap', { ...period, trigger: 'quay' })).rows;
  expect(pairs).toEqual([{ trigger: 'boat', other: 'quay', people: 2, people_trigger: 3, people_other: 3 }]);
  expect(await who({ of: 'overlap', trigger: 'boat', other: 'quay' })).toEqual(['ann: q3', 'bob: q5']);
  expect(await who({ of: 'overlap', trigger: 'quay', other: 'boat', hours: 200 })).toHaveLength(3);
  expect(await who({ of: 'overlap', trigger: 'boat' })).toEqual(['ann: q2', 'bob: q4', 'cem: q7']);
  expect(await who({ of: 'overlap', trigger: 'boat', other: 'none' })).toEqual([]);
  const returns = (await ask('return-to-place', period)).rows;
  expect(returns.map(({ group, within_days, people, returned }) => [group, within_days, people, returned])).toEqual([
    ...[
      ['control', 7, 1, 0],
      ['control', 14, 1, 0],
      ['control', 30, 1, 1],
    ],
    ...[
      ['message', 7, 3, 1],
      ['message', 14, 3, 2],
      ['message', 30, 3, 2],
    ],
  ]);
  for (const { group, within_days, people, returned } of returns) {
    const of = { of: 'return', in_group: group, days: within_days };
    expect([(await who(of)).length, (await who({ ...of, returned: true })).length]).toEqual([people, returned]);
  }
  expect(await who({ of: 'return', days: 7, returned: true })).toEqual(['ann: q1']);
  const page = await ask('people-behind', { ...period, of: 'return', limit: 1, skip: 1 });
  expect([page.of, page.rows.length]).toEqual([3, 1]);
});

test('a share that came back has the bounds that an effect has', async () => {
  const at = Date.parse('2026-10-05T10:00Z');
  const people = Array.from({ length: 60 }, (_, i) => `back-${i}`);
  const lines = people.map((customer, i) =>
    step(`b${i}`, 'matched', at, {
      ...{ customer, trigger: 'lane', place: 'lane' },
      facts: { group: i % 3 === 0 ? ('control' as const) : ('message' as const) },
    }),
  );
  await storeLines(clickhouse.store, lines);
  const visits = [...people.slice(0, 20), 'zoe'].map(
    (who) => `('lane', '${who}', fromUnixTimestamp64Milli(${at + (who === 'zoe' ? 40 : 2) * 24 * HOUR}))`,
  );
  await clickhouse.store.command(`INSERT INTO visits (place, customer, at) VALUES ${visits.join(', ')}`);
  const { rows } = await ask('return-to-place', { trigger: 'lane', from: at - HOUR, to: at + HOUR });
  const [control] = rows;
  expect(control).toMatchObject({ group: 'control', within_days: 7, people: 20, returned: 7 });
  for (const { people: customers, returned: converted, share_low: low, share_high: high } of rows) {
    const sums = { customers: Number(customers), converted: Number(converted), sum: 0, squares: 0, cubes: 0 };
    const limits = conversion.limits(sums, 1.959964)!;
    expect([Number(low), Number(high)]).toEqual([expect.closeTo(limits.low, 4), expect.closeTo(limits.high, 4)]);
  }
});

test('each number of an effect leads to as many people, of one trigger and of all together', async () => {
  const at = Date.parse('2026-09-07T10:00Z');
  type Group = 'message' | 'control' | 'workspace-control';
  const of = (customer: string, trigger: string, group: Group, variant = '') =>
    ({ customer, trigger, place: 'pier', facts: { group, variant } }) as const;
  const met = { goal: 'order', isPrimary: true, isFirst: true, isLast: true, value: 5 };
  const visited = { ...met, goal: 'visit', isPrimary: false };
  const decided = (id: string, hours: number, who: ReturnType<typeof of>, ...goals: (typeof met)[]) => [
    step(id, 'matched', at + hours * HOUR, who),
    ...goals.map((conversion) =>
      step(id, 'converted', at + (hours + 1) * HOUR, { ...who, facts: { ...who.facts, conversion } }),
    ),
  ];
  await storeLines(clickhouse.store, [
    ...decided('e1', 0, of('ann', 'pier', 'message', 'plain'), met, visited),
    // a second message and its success count no more
    ...decided('e2', 3, of('ann', 'pier', 'message', 'bright'), met),
    ...decided('e3', 1, of('bob', 'pier', 'message', 'bright')),
    ...decided('e4', 4, of('bob', 'pier', 'message', 'bright'), met),
    ...decided('e5', 2, of('cem', 'pier', 'control'), met),
    ...decided('e6', 2, of('dan', 'pier', 'control')),
    ...decided('e7', 1, of('cem', 'wharf', 'message'), met),
    ...decided('e8', 2, of('eve', 'wharf', 'workspace-control'), met),
    ...decided('e9', 2, of('eve', 'pier', 'workspace-control')),
    ...decided('e10', 9, of('fay', 'pier', 'message', 'plain'), met),
  ]);
  // ripe until before the last one
  const period = { from: at, to: at + 8 * HOUR };
  const who = async (params: Readonly<Record<string, unknown>>) => {
    const { of: count, rows } = await ask('people-behind', { ...period, of: 'effect', ...params });
    expect(count).toBe(rows.length);
    return rows.map(({ customer, decision }) => `${customer}: ${decision}`).sort();
  };
  const tally = async (name: string, params: object) => {
    const { rows } = await ask(name, { ...period, ...params });
    return (group: string, variant?: string) => {
      const own = rows.filter((row) => row.group === group && (variant === undefined || row.variant === variant));
      const sum = (column: string) => own.reduce((total, row) => total + Number(row[column]), 0);
      return [sum('customers'), sum('converted')];
    };
  };
  const ofOne = await tally('effect', { trigger: 'pier' });
  expect([ofOne('message'), ofOne('control'), ofOne('message', 'bright')]).toEqual([
    [2, 1],
    [2, 1],
    [1, 0],
  ]);
  const one = { trigger: 'pier' };
  expect(await who(one)).toEqual(['ann: e1', 'bob: e3']);
  expect(await who({ ...one, converted: true })).toEqual(['ann: e1']);
  expect(await who({ ...one, in_variant: 'bright' })).toEqual(['bob: e3']);
  expect(await who({ ...one, in_group: 'control' })).toEqual(['cem: e5', 'dan: e6']);
  expect(await who({ ...one, in_group: 'control', converted: true })).toEqual(['cem: e5']);
  expect(await who({ ...one, goal: 'visit', converted: true })).toEqual(['ann: e1']);
  const triggers = 'pier,wharf';
  const ofAll = await tally('workspace-effect', { triggers });
  expect([ofAll('message'), ofAll('control')]).toEqual([
    [4, 2],
    [1, 1],
  ]);
  expect(await who({ triggers })).toEqual(['ann: e1', 'bob: e3', 'cem: e7', 'dan: e6']);
  expect(await who({ triggers, converted: true })).toEqual(['ann: e1', 'cem: e7']);
  expect(await who({ triggers, in_group: 'control', converted: true })).toEqual(['eve: e8']);
});

test('what went on by the next channel is told with what came of it, and costs what it cost', async () => {
  const at = Date.parse('2026-07-01T10:00Z');
  const day = Math.floor(at / (24 * HOUR));
  const of = { trigger: 'pass', channel: 'push', place: 'mill' };
  const sms = { ...of, channel: 'sms' };
  const met = { goal: 'order', isPrimary: true, isFirst: true, isLast: true, value: 30 };
  const lines = [
    // two pushes that nobody's phone showed; one went on twice, one was refused and is bought after the SMS
    step(`one.${day}`, 'matched', at, { ...of, facts: { group: 'message', weather: 'rain' } }),
    step(`one.${day}`, 'sent', at + 1, of),
    step(`one~2.${day}`, 'queued', at + 2, sms),
    step(`one~2.${day}`, 'sent', at + 3, sms),
    step(`one~2.${day}`, 'sent', at + 3, sms),
    step(`one~3.${day}`, 'sent', at + 4, { ...of, channel: 'email' }),
    step(`one~3.${day}`, 'clicked', at + 5, { ...of, channel: 'email' }),
    step(`one.${day}`, 'converted', at + 6, { ...of, facts: { group: 'message', conversion: met } }),
    step(`two.${day}`, 'matched', at, { ...of, facts: { group: 'message' } }),
    step(`two.${day}`, 'failed', at + 1, of),
    step(`two~2.${day}`, 'sent', at + 2, sms),
    step(`two~2.${day}`, 'delivered', at + 3, sms),
    // one that arrived meanwhile
    step(`three.${day}`, 'matched', at, { ...of, facts: { group: 'message' } }),
    step(`three.${day}`, 'sent', at, of),
    step(`three~2.${day}`, 'held-back', at + 2, { ...sms, gate: 'fall-back' }),
  ];
  await storeLines(clickhouse.store, [...lines, ...lines]);
  const period = { from: at - HOUR, to: at + HOUR, trigger: 'pass' };
  const email = { trigger: 'pass', first_channel: 'push', channel: 'email', opened: 0, delivered: 0 };
  const bySms = { ...email, channel: 'sms', clicked: 0, converted: 0, value: 0 };
  expect((await ask('fall-backs', period)).rows).toEqual([
    { ...bySms, went_on: 3, sent: 2, delivered: 1 },
    { ...email, went_on: 1, sent: 1, clicked: 1, converted: 1, value: 30 },
  ]);
  expect((await ask('fall-backs', { ...period, weather: 'rain' })).rows).toEqual([
    { ...email, went_on: 1, sent: 1, clicked: 1, converted: 1, value: 30 },
    { ...bySms, went_on: 1, sent: 1 },
  ]);
  for (const { channel, went_on: matched, ...counts } of (await ask('fall-backs', period)).rows) {
    for (const [name, count] of Object.entries({ matched, ...counts }).filter(
      ([, value]) => typeof value === 'number',
    )) {
      if (name === 'value') continue;
      const behind = await ask('decisions-behind', { ...period, channel: 'push', next_channel: channel, step: name });
      expect([channel, name, behind.of]).toEqual([channel, name, count]);
    }
  }
  const costs = (await ask('channel-cost', { ...period, prices: 'sms=0.1,push=0' })).rows;
  expect(costs.map(({ channel, sent, sent_as_next, cost }) => [channel, sent, sent_as_next, cost])).toEqual([
    ['push', 2, 0, 0],
    ['email', 0, 1, null],
    ['sms', 0, 2, 0.2],
  ]);
  expect((await ask('results-funnel', period)).rows).toMatchObject([{ matched: 3, sent: 2 }]);
});

test('a question takes up to two facts, and no other', async () => {
  await expect(ask('results-funnel', { by: 'weather,hour,channel' })).rejects.toThrow('up to two of');
  await expect(ask('results-funnel', { by: 'wether' })).rejects.toThrow('up to two of');
});
