import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../test/support/clickhouse.ts';
import { EXAMPLE_START, outcome } from '../../test/support/example-rows.ts';
import { storeLines } from '../../test/support/rows.ts';
import type { Trigger } from '../../triggers/contract.ts';
import type { Query } from '../outcomes/queries/contract.ts';
import effect from '../outcomes/queries/effect.ts';
import workspaceEffect from '../outcomes/queries/workspace-effect.ts';
import { runQuery } from '../outcomes/query.ts';
import { askEffect, askWorkspaceEffect, type EffectQuestion } from './trigger-effect.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUERIES = new Map<string, Query>([
  [effect.name, effect],
  [workspaceEffect.name, workspaceEffect],
]);
const goal = (name: string, isPrimary: boolean, withinMs: number) => ({ name, isPrimary, withinMs });
const TRIGGER = {
  definition: { name: 'walk-by', holdout: 0.2, measureMs: DAY_MS },
  goals: [goal('order', true, HOUR_MS), goal('visit', false, HOUR_MS), goal('unsubscribed', false, 7 * DAY_MS)],
} as unknown as Trigger;
const LATE = 3 * 24 * 60;

let clickhouse: TestClickHouse;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, [
    ...Array.from({ length: 500 }, (_, i) => linesOf(i)).flat(),
    ...ofOthers(),
    ...ofAll(),
  ]);
});
afterAll(() => clickhouse.stop());

const ask = (more: Partial<EffectQuestion> = {}) =>
  askEffect((name, params) => runQuery(clickhouse.store, QUERIES, name, params), {
    ...{ trigger: TRIGGER, goal: '', from: undefined, notBefore: 0, days: undefined, worthwhile: 0.1 },
    now: EXAMPLE_START + 20 * DAY_MS,
    ...more,
  });

test('customers count once, in the group of their first exposure, and a success when it is of that one', async () => {
  const { plan, effect: found } = await ask();
  expect(plan).toMatchObject({ from: EXAMPLE_START, until: EXAMPLE_START + DAY_MS, ripeAt: EXAMPLE_START + DAY_MS });
  expect(found!.groups).toEqual({
    message: { customers: 400, converted: 200, sum: 8_000, squares: 320_000, cubes: 12_800_000 },
    control: { customers: 100, converted: 10, sum: 400, squares: 16_000, cubes: 640_000 },
  });
  expect(found).toMatchObject({ isFinal: true, verdict: { code: 'more' }, split: { share: 0.2 } });
  expect(found!.compared!.conversion.relative!.estimate).toBeCloseTo(4);
});

test('goals and guard rails stand beside it, each with a time of its own', async () => {
  const { others } = await ask();
  expect(others.map(({ goal: name }) => name)).toEqual(['visit', 'unsubscribed']);
  expect(others[0]!.compared!.conversion).toMatchObject({ message: 0, control: 0.1 });
  expect(await ask({ goal: 'visit' })).toMatchObject({ goal: 'visit', effect: { verdict: { code: 'fewer' } } });
  expect(await ask({ goal: 'vist' })).toEqual({ others: [] });
});

test('whose time for the goal is not over does not count yet', async () => {
  const soon = await ask({ now: EXAMPLE_START + HOUR_MS + 2 * 60_000 });
  expect(soon.effect!.groups.message.customers).toBeLessThan(400);
  expect(soon.effect).toMatchObject({ isFinal: false, prospect: { daysLeft: expect.closeTo(1, 1) } });
  expect((await ask({ now: EXAMPLE_START - DAY_MS })).effect!.verdict.code).toBe('nobody-yet');
});

test('a period begins where it is said to, or after the share was changed', async () => {
  const from = EXAMPLE_START + 2 * DAY_MS;
  const groups = { message: { customers: 400, converted: 0 }, control: { customers: 0 } };
  expect((await ask({ from, days: 7 })).effect).toMatchObject({ groups, verdict: { code: 'skewed' } });
  expect((await ask({ notBefore: from, days: 7 })).plan!.from).toBe(EXAMPLE_START + LATE * 60_000);
});

test('over another length, or from another time, the numbers are told and nothing is judged', async () => {
  const planned = await ask();
  const longer = await ask({ days: 7 });
  expect(planned.plan).toMatchObject({ plannedDays: 1, isPlanned: true });
  expect(longer.plan).toMatchObject({ plannedDays: 1, isPlanned: false });
  expect(longer.effect).toMatchObject({
    verdict: { code: 'unplanned', args: { planned: 1 } },
    groups: planned.effect!.groups,
    compared: { conversion: { seen: 'unplanned', message: 0.5, control: 0.1 } },
  });
  expect(longer.effect!.compared!.conversion.seenAt).toBeUndefined();
  expect(longer.others[0]!.compared!.conversion.seen).toBe('unplanned');
  const codeFrom = async (from: number) => (await ask({ from })).effect!.verdict.code;
  expect(await codeFrom(EXAMPLE_START)).toBe('more');
  expect(await codeFrom(EXAMPLE_START - HOUR_MS)).toBe('unplanned');
  // the fourth planned period: only the message group came, with its second message
  const fourth = await ask({ from: EXAMPLE_START + 3 * DAY_MS });
  expect(fourth.plan!.isPlanned).toBe(true);
  expect((await ask({ from: EXAMPLE_START + 3 * DAY_MS - HOUR_MS })).plan!.isPlanned).toBe(false);
  expect((await ask({ from: EXAMPLE_START, notBefore: EXAMPLE_START + HOUR_MS })).plan!.isPlanned).toBe(false);
});

const marketing = (name: string, more: object = {}) => ({
  definition: { name, shadow: false, message: { purpose: 'offers' }, ...more },
  goals: [goal('order', true, HOUR_MS), goal('unsubscribed', false, 7 * DAY_MS)],
});
const askAll = (triggers: readonly object[], more: object = {}) =>
  askWorkspaceEffect(
    (name, params) => runQuery(clickhouse.store, QUERIES, name, params),
    {
      matcher: { triggers: new Map(triggers.map((one, i) => [String(i), one])) },
      workspace: {
        holdout: 0.1,
        measureMs: DAY_MS,
        purposes: { offers: { marketing: true }, service: { marketing: false } },
      },
    } as never,
    { from: undefined, notBefore: 0, days: undefined, worthwhile: 0.1, now: EXAMPLE_START + 20 * DAY_MS, ...more },
  );

test('all triggers together: a customer counts once, by the first of them; the control group is that of all', async () => {
  const found = await askAll([
    marketing('first'),
    marketing('second'),
    marketing('dry', { shadow: true }),
    marketing('service', { message: { purpose: 'service' } }),
    { ...marketing('aimless'), goals: [] },
  ]);
  expect(found).toMatchObject({
    triggers: ['first', 'second'],
    plan: { from: EXAMPLE_START, controlShare: 0.1 },
    effect: { isFinal: true, verdict: { code: 'more' }, split: { share: 0.1 } },
  });
  expect(found.effect!.groups).toEqual({
    message: { customers: 900, converted: 450, sum: 18_000, squares: 720_000, cubes: 28_800_000 },
    control: { customers: 100, converted: 10, sum: 400, squares: 16_000, cubes: 640_000 },
  });
  const both = [marketing('first'), marketing('second')];
  expect((await askAll(both, { days: 2 })).effect!.verdict).toEqual({ code: 'unplanned', args: { planned: 1 } });
  expect(await askAll([marketing('service', { message: { purpose: 'service' } })])).toEqual({
    triggers: [],
    others: [],
  });
});

/**
 * Of ten customers one is kept out of everything. Half of the others order after the first message; what they order
 * after the second is not counted again, and neither is what those without messages do after their second time.
 */
function ofAll(): string[] {
  return Array.from({ length: 1_000 }, (_, i) => {
    const isOut = i % 10 === 0;
    const drawn = isOut ? 'workspace-control' : i % 7 === 0 ? 'control' : 'message';
    const [first, second] = i % 2 === 0 ? ['first', 'second'] : ['second', 'first'];
    const row = (decision: string, step: 'matched' | 'converted', minute: number, trigger: string, facts: object) =>
      outcome(`all-${decision}${i}`, step, minute, {
        customer: `all-${i}`,
        trigger,
        facts: { group: drawn, ...facts },
      });
    const met = { conversion: { goal: 'order', isPrimary: true, isFirst: true, isLast: true, value: 40 } };
    const orders = isOut ? i % 100 === 0 : (i - Math.floor(i / 10)) % 2 === 0;
    return [
      row('a', 'matched', i % 5, first!, {}),
      row('b', 'matched', 60, second!, {}),
      ...(orders ? [row('a', 'converted', 10, first!, met)] : []),
      row('b', 'converted', 70, second!, met),
    ];
  }).flat();
}

/** Every fifth customer is in the control group. The message group has a second message, which brings nothing. */
function linesOf(i: number): string[] {
  const group = i % 5 === 0 ? 'control' : 'message';
  const customer = `c${i}`;
  const row = (decision: string, step: 'matched' | 'converted', minute: number, facts: object) =>
    outcome(decision, step, minute, { customer, trigger: 'walk-by', facts: { group, ...facts } });
  const met = (name: string, isPrimary: boolean, value?: number) =>
    row(`w${i}`, 'converted', (i % 5) + 10, {
      conversion: { goal: name, isPrimary, isFirst: true, isLast: true, ...(value !== undefined && { value }) },
    });
  return [
    row(`w${i}`, 'matched', i % 5, {}),
    ...(group === 'message' ? [row(`v${i}`, 'matched', LATE, {})] : []),
    ...(group === 'message' && i % 2 === 0 ? [met('order', true, 40)] : []),
    ...(group === 'control' && i % 50 === 0 ? [met('order', true, 40), met('visit', false)] : []),
  ];
}

/** Decisions before groups are drawn, in a dry run, and of another trigger. */
function ofOthers(): string[] {
  return [
    outcome('o1', 'matched', 0, { customer: 'x1', trigger: 'walk-by' }),
    outcome('o2', 'matched', 0, { customer: 'x2', trigger: 'walk-by', facts: { group: 'shadow' } }),
    outcome('o3', 'matched', 0, { customer: 'x3', trigger: 'other', facts: { group: 'message' } }),
  ];
}
