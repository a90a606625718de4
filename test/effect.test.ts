import { expect, test } from 'vitest';
import { randomOf } from '../bench/data/random.ts';
import type { Comparison, Effect, EffectPlan, Interval } from '../engine/effect/contract.ts';
import { findEffect } from '../engine/effect/effect.ts';
import { endOf as endOfPlan, isPlannedPeriod } from '../engine/effect/plan.ts';
import { customersFor } from '../engine/effect/prospect.ts';
import { drawPeriod, PERIOD_FROM, type TruePeriod, trueDifferences } from './support/simulated-period.ts';

/*
 * What docs/effect.md promises, held against made-up periods of which the truth is known. Each is looked at after every
 * one of its hours. So many periods tell a share of 95 % to 0.5 %.
 */
const PERIODS = 2_000;
const SEED = 2026;
const DAY_MS = 86_400_000;
const USUAL: TruePeriod = { days: 14, perDay: 1_500, controlShare: 0.1, rate: 0.05, lift: 0, spread: 1 };

/** Small and large control groups, few customers, and values with a longer tail. */
const PERIODS_OF: Readonly<Record<string, TruePeriod>> = {
  'a tenth as control group, no effect': USUAL,
  'a tenth as control group, a large effect': { ...USUAL, lift: 0.3 },
  'a twentieth as control group, a longer tail': { ...USUAL, controlShare: 0.05, rate: 0.1, spread: 1.2, lift: 0.1 },
  'halves, few customers': { ...USUAL, perDay: 300, controlShare: 0.5 },
  'a message that does harm': { ...USUAL, perDay: 600, controlShare: 0.2, lift: -0.2 },
};

for (const [title, period] of Object.entries(PERIODS_OF)) {
  test(`the final intervals hold the truth in 94 to 96 of 100 periods: ${title}`, () => {
    const { conversion, value } = trueDifferences(period);
    const shares = shareOfPeriods(period, {
      conversion: ({ compared }) => holds(compared!.conversion.difference, conversion),
      value: ({ compared }) => holds(compared!.value.difference, value),
      relative: ({ compared }) => holds(compared!.conversion.relative!, period.lift),
      relativeValue: ({ compared }) => holds(compared!.value.relative!, period.lift),
    });
    expect(Object.values(shares).filter((share) => share < 0.94 || share > 0.96)).toEqual([]);
    expect(Object.keys(shares)).toHaveLength(4);
  });
}

test('without an effect at most 5 of 100 periods ever show one at any of their hours, in conversion or in value', () => {
  for (const period of [USUAL, { ...USUAL, perDay: 300, controlShare: 0.5 }]) {
    const { conversion, value } = shareOfPeriods(
      period,
      {
        conversion: ({ compared }) => isSeen(compared!.conversion),
        value: ({ compared }) => isSeen(compared!.value),
      },
      4_000,
    );
    expect(conversion).toBeLessThanOrEqual(0.05);
    expect(value).toBeLessThanOrEqual(0.05);
  }
});

test('whoever looks over five lengths finds false alarms in at most 5 of 100 periods, as only the planned one is judged', () => {
  const period = { ...USUAL, perDay: 600, days: 56 };
  const random = randomOf(SEED);
  const alarms = { planned: 0, any: 0 };
  const from = PERIOD_FROM;
  for (let i = 0; i < 1_000; i++) {
    const hours = drawPeriod(period, random);
    const hasAlarm = (plannedDays: (days: number) => number) =>
      [1, 7, 14, 28, 56].some((days) => {
        const until = endOfPlan({ from, days });
        const isPlanned = isPlannedPeriod({ from, days }, { beginning: from, plannedDays: plannedDays(days) });
        const told = { controlShare: period.controlShare, worthwhile: 0.1, plannedDays: plannedDays(days) };
        const { verdict } = findEffect(hours, { from, until, ripeAt: until, isPlanned, ...told });
        return ['more', 'fewer', 'changed'].includes(verdict.code);
      });
    alarms.planned += Number(hasAlarm(() => 28));
    alarms.any += Number(hasAlarm((days) => days));
  }
  expect(alarms.planned).toBeLessThanOrEqual(50);
  // what it would come to if the length were chosen while looking
  expect(alarms.any).toBeGreaterThan(90);
});

test('a large effect is seen before the planned end in part of the periods, and hardly ever the wrong way round', () => {
  const period = { ...USUAL, lift: 0.5 };
  const { early, wrong } = shareOfPeriods(period, {
    early: ({ compared: found }) => isSeen(found!.conversion) && found!.conversion.seenAt! < endOf(period),
    wrong: ({ compared }) => compared!.conversion.seen === 'fewer' || compared!.conversion.seen === 'changed',
  });
  expect(early).toBeGreaterThan(0.5);
  expect(wrong).toBeLessThan(0.01);
});

test('the intervals of three variants hold all three truths at once in 94 to 97 of 100 periods', () => {
  const period = { ...USUAL, variants: ['a', 'b', 'c'] };
  const { conversion, value, seen } = shareOfPeriods(period, {
    conversion: ({ variants }) => variants.every((one) => holds(one.conversion.difference, 0)),
    value: ({ variants }) => variants.every((one) => holds(one.value.difference, 0)),
    seen: ({ variants }) => variants.some((one) => isSeen(one.conversion)),
  });
  expect(conversion).toBeGreaterThan(0.94);
  expect(conversion).toBeLessThan(0.97);
  expect(value).toBeGreaterThan(0.94);
  expect(value).toBeLessThan(0.97);
  expect(seen).toBeLessThanOrEqual(0.05);
});

test.each([
  { rate: 0.05, lift: 0.25, controlShare: 0.2 },
  { rate: 0.1, lift: 0.2, controlShare: 0.1 },
  { rate: 0.1, lift: 0.3, controlShare: 0.5 },
])('as many customers as are said to be needed show the effect in about 80 of 100 periods: %o', (told) => {
  const perDay = customersFor(told.lift, told.rate, told.controlShare) / USUAL.days;
  const { seen } = shareOfPeriods(
    { ...USUAL, ...told, perDay },
    { seen: ({ compared }) => isSeen(compared!.conversion) },
  );
  expect(seen).toBeGreaterThan(0.76);
  expect(seen).toBeLessThan(0.84);
});

test('a split as it was meant raises the alarm in at most one of a hundred periods; a skewed one in nearly all', () => {
  const alarms = (meant: number, real: number) => {
    const period = { ...USUAL, controlShare: real, rate: 0 };
    const random = randomOf(SEED);
    const effects = Array.from({ length: PERIODS }, () =>
      findEffect(drawPeriod(period, random), planOf(period, meant)),
    );
    return effects.filter(({ split, compared }) => split.skewedAt !== undefined && !compared).length / PERIODS;
  };
  expect(alarms(0.1, 0.1)).toBeLessThanOrEqual(0.01);
  expect(alarms(0.1, 0.115)).toBeGreaterThan(0.99);
  expect(alarms(0.05, 0.04)).toBeGreaterThan(0.99);
});

/**
 * Returns the share of periods of which each claim is true. Periods with a skewed split have no result and do not
 * count.
 */
function shareOfPeriods<Claim extends string>(
  period: TruePeriod,
  claims: Readonly<Record<Claim, (effect: Effect) => boolean>>,
  periods = PERIODS,
): Record<Claim, number> {
  const random = randomOf(SEED);
  const names = Object.keys(claims) as Claim[];
  const times = Object.fromEntries(names.map((name) => [name, 0])) as Record<Claim, number>;
  let counted = 0;
  for (let i = 0; i < periods; i++) {
    const effect = findEffect(drawPeriod(period, random), planOf(period, period.controlShare));
    if (!effect.compared) continue;
    counted++;
    for (const name of names) times[name] += Number(claims[name](effect));
  }
  return Object.fromEntries(names.map((name) => [name, times[name] / counted])) as Record<Claim, number>;
}

function planOf(period: TruePeriod, controlShare: number): EffectPlan {
  const until = endOf(period);
  return {
    from: PERIOD_FROM,
    until,
    ripeAt: until,
    controlShare,
    worthwhile: 0.1,
    plannedDays: period.days,
    isPlanned: true,
  };
}

function endOf({ days }: TruePeriod): number {
  return PERIOD_FROM + days * DAY_MS;
}

function holds({ low, high }: Interval, truth: number): boolean {
  return (low ?? -Infinity) <= truth && truth <= (high ?? Infinity);
}

function isSeen({ seen }: Comparison): boolean {
  return seen !== 'open';
}
