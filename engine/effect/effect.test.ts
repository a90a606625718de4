import { expect, test } from 'vitest';
import { randomOf } from '../../bench/data/random.ts';
import { drawPeriod, PERIOD_FROM } from '../../test/support/simulated-period.ts';
import type { EffectPlan, GroupHour } from './contract.ts';
import { findEffect } from './effect.ts';
import { customersFor, detectableWith } from './prospect.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PERIOD = { days: 14, perDay: 1_500, controlShare: 0.1, rate: 0.05, lift: 0.6, spread: 1 };
const UNTIL = PERIOD_FROM + PERIOD.days * DAY_MS;

function planAt(ripeAt: number, controlShare = PERIOD.controlShare): EffectPlan {
  return {
    from: PERIOD_FROM,
    until: UNTIL,
    ripeAt,
    controlShare,
    worthwhile: 0.1,
    plannedDays: PERIOD.days,
    isPlanned: true,
  };
}

function group(name: 'message' | 'control', customers: number, converted: number, variant = ''): GroupHour {
  const worth = { sum: converted * 20, squares: converted * 500, cubes: converted * 15_000 };
  return { hour: PERIOD_FROM, group: name, variant, customers, converted, ...worth };
}

test('what was seen once stays seen, and the answer of the planned end stays', () => {
  const hours = drawPeriod(PERIOD, randomOf(1));
  const final = findEffect(hours, planAt(UNTIL));
  const seenAt = final.compared!.conversion.seenAt!;
  expect(final.verdict.code).toBe('more');
  expect(seenAt).toBeLessThan(UNTIL);
  for (const ripeAt of [seenAt, seenAt + DAY_MS, UNTIL - HOUR_MS]) {
    const early = findEffect(
      hours.filter(({ hour }) => hour < ripeAt),
      planAt(ripeAt),
    );
    expect(early).toMatchObject({ verdict: { code: 'more' }, isFinal: false, compared: { conversion: { seenAt } } });
  }
  const later = [...hours, { ...group('control', 900, 900), hour: UNTIL + DAY_MS }];
  expect(findEffect(later, planAt(UNTIL + 9 * DAY_MS))).toEqual({ ...final, prospect: expect.anything() });
});

test('an interval narrows from look to look and never widens', () => {
  const { course } = findEffect(drawPeriod({ ...PERIOD, lift: 0 }, randomOf(2)), planAt(UNTIL));
  expect(course.length).toBeGreaterThan(50);
  expect(course.length).toBeLessThanOrEqual(62);
  for (const [i, point] of course.slice(1).entries()) {
    expect(point.low!).toBeGreaterThanOrEqual(course[i]!.low!);
    expect(point.high!).toBeLessThanOrEqual(course[i]!.high!);
  }
});

test('of 1,000 triggers that cause nothing, looked at again and again, at most 5 % ever show an effect', () => {
  const nothing = { ...PERIOD, lift: 0 };
  const plan = planAt(UNTIL);
  const alarms = Array.from(
    { length: 1_000 },
    (_, seed) => findEffect(drawPeriod(nothing, randomOf(seed + 1)), plan).compared?.conversion.seenAt,
  ).filter((seenAt) => seenAt !== undefined);
  expect(alarms.length).toBeLessThanOrEqual(50);
}, 60_000);

test('the sentence tells first what must be known first', () => {
  const both = [group('message', 1_800, 90), group('control', 200, 10)];
  const codeOf = (hours: readonly GroupHour[], plan: EffectPlan) => findEffect(hours, plan).verdict;
  const middle = PERIOD_FROM + 9.5 * DAY_MS;
  expect(codeOf([], planAt(PERIOD_FROM))).toEqual({ code: 'nobody-yet', args: { daysLeft: 14 } });
  expect(codeOf(both, planAt(middle, 0))).toEqual({ code: 'no-control', args: {} });
  expect(codeOf([group('message', 1_800, 90), group('control', 100, 10)], planAt(middle))).toEqual({
    code: 'skewed',
    args: { expected: 0.1, share: 100 / 1_900 },
  });
  expect(codeOf([group('message', 30, 2), group('control', 5, 0)], planAt(middle)).code).toBe('too-early');
  expect(codeOf([group('message', 30, 2), group('control', 5, 0)], planAt(UNTIL)).code).toBe('too-few');
  expect(codeOf(both, planAt(middle))).toMatchObject({ code: 'not-yet', args: { daysLeft: 5 } });
  expect(codeOf(both, planAt(UNTIL))).toMatchObject({ code: 'none', args: { daysLeft: 0 } });
  expect(codeOf([group('message', 1_800, 20), group('control', 200, 20)], planAt(UNTIL)).code).toBe('fewer');
});

test('a message that did good first and harm later has changed', () => {
  const late = UNTIL - DAY_MS;
  const hours = [
    group('message', 9_000, 900),
    group('control', 1_000, 20),
    { ...group('message', 90_000, 900), hour: late },
    { ...group('control', 10_000, 2_000), hour: late },
  ];
  const { verdict, compared } = findEffect(hours, planAt(UNTIL));
  expect(verdict.code).toBe('changed');
  expect(compared!.conversion.difference.high).toBeLessThan(0);
});

test('what it caused is counted in people and in money, for the period and by the week', () => {
  const { compared } = findEffect([group('message', 9_000, 900), group('control', 1_000, 50)], planAt(UNTIL));
  expect(compared!.conversion).toMatchObject({ message: 0.1, control: 0.05, caused: { estimate: 450 } });
  expect(compared!.conversion.perWeek.estimate).toBeCloseTo(225);
  expect(compared!.conversion.relative!.estimate).toBeCloseTo(1);
  expect(compared!.value.caused.estimate).toBeCloseTo(9_000);
  expect(compared!.conversion.difference.low! > 0).toBe(compared!.conversion.relative!.low! > 0);
});

test('variants are compared when there are two, with intervals that are wider than one alone would have', () => {
  const control = group('control', 1_000, 50);
  const [a, b] = [group('message', 4_500, 450, 'a'), group('message', 4_500, 225, 'b')];
  const { variants } = findEffect([a, b, control], planAt(UNTIL));
  expect(variants.map(({ variant, conversion }) => [variant, conversion.seen])).toEqual([
    ['a', 'more'],
    ['b', 'open'],
  ]);
  const alone = findEffect([{ ...b, variant: '' }, control], planAt(UNTIL, 1 / 5.5)).compared!.conversion.difference;
  expect(variants[1]!.conversion.difference.high).toBeGreaterThan(alone.high!);
  expect(findEffect([a, control], planAt(UNTIL, 1 / 5.5)).variants).toEqual([]);
});

test('it foresees how long a difference takes to show, from the customers that came so far', () => {
  const hours = drawPeriod({ ...PERIOD, days: 7, lift: 0 }, randomOf(3));
  const ripeAt = PERIOD_FROM + 7 * DAY_MS;
  const { prospect } = findEffect(hours, planAt(ripeAt));
  const needed = customersFor(0.1, 0.05, 0.1);
  expect(prospect.daysLeft).toBe(7);
  expect(prospect.daysForWorthwhile).toBeGreaterThan(0.8 * (needed / 1_500 - 7));
  expect(prospect.daysForWorthwhile).toBeLessThan(1.2 * (needed / 1_500 - 7));
  expect(prospect.detectable).toBeCloseTo(detectableWith(21_000, 0.05, 0.1), 1);
  expect(detectableWith(needed, 0.05, 0.1)).toBeCloseTo(0.1, 6);
  expect(findEffect([group('message', 50, 0)], planAt(ripeAt)).prospect).toMatchObject({
    detectable: null,
    daysForWorthwhile: null,
  });
});
