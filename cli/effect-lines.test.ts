import { expect, test } from 'vitest';
import type { EffectPlan, GroupHour } from '../engine/effect/contract.ts';
import { findEffect } from '../engine/effect/effect.ts';
import { effectLines, effectSentence } from './effect-lines.ts';

const DAY_MS = 86_400_000;
const END = 14 * DAY_MS;
const PLANNED = { plannedDays: 14, isPlanned: true };

function answerOf(
  message: readonly [number, number],
  control: readonly [number, number],
  more: Partial<EffectPlan> = {},
) {
  const group = (name: 'message' | 'control', [customers, converted]: readonly [number, number]): GroupHour => ({
    ...{ hour: 0, group: name, variant: '', customers, converted },
    ...{ sum: converted * 20, squares: converted * 500, cubes: converted * 15_000 },
  });
  const plan = { from: 0, until: END, ripeAt: END, controlShare: 0.1, worthwhile: 0.1, ...PLANNED, ...more };
  const effect = findEffect([group('message', message), group('control', control)], plan);
  return { trigger: 'walk-by', goal: 'order', withinMs: DAY_MS, plan, effect, others: [], zone: 'UTC' };
}

test.each([
  [answerOf([9_000, 900], [1_000, 50]), /^1\d\d to 2\d\d more successes a week \(order\); 95 % sure$/],
  [{ ...answerOf([9_000, 900], [1_000, 50]), title: 'orders' }, /^1\d\d to 2\d\d more orders a week; 95 % sure$/],
  [answerOf([9_000, 300], [1_000, 90]), /^1\d\d to 3\d\d fewer successes a week \(order\); 95 % sure$/],
  [answerOf([900, 45], [100, 5]), /^no effect seen: -\d+ to \d+(\.\d)? more successes a week \(order\); 95 % sure$/],
  [answerOf([900, 45], [100, 5], { ripeAt: END - 8.5 * DAY_MS }), /^no effect seen yet; 9 more days$/],
  [answerOf([900, 45], [100, 5], { ripeAt: END - DAY_MS }), /^no effect seen yet; 1 more day$/],
  [answerOf([9_000, 900], [800, 40]), /^control group skewed: no result \(8\.2 % of the customers instead of 10 %\)$/],
  [answerOf([90, 9], [9, 0]), /^too few customers to say anything$/],
  [answerOf([90, 9], [9, 0], { ripeAt: DAY_MS }), /^too few customers to say anything yet; 13 more days$/],
  [answerOf([0, 0], [0, 0], { ripeAt: 0 }), /^no customer has come yet; 14 more days$/],
  [
    answerOf([9_000, 900], [1_000, 50], { plannedDays: 28, isPlanned: false }),
    /^no answer over this period: 28 days from the beginning are planned \(`measure-for`\); /,
  ],
  [answerOf([90, 9], [9, 0], { controlShare: 0 }), /^no control group: 'walk-by' has no `holdout`/],
  [{ trigger: 'walk-by', others: [], zone: 'UTC' }, /^no goal: 'walk-by' does not say what counts as success$/],
])('%# says in one sentence what was found', (answer, sentence) => {
  expect(effectSentence(answer)).toMatch(sentence);
});

test('the figures stand below: groups, comparisons with their intervals, and how long it takes', () => {
  const text = effectLines(answerOf([900, 45], [100, 5], { ripeAt: END / 2 }));
  expect(text).toMatch(/^group +customers +successes +value\nmessage +900 +45 +900\ncontrol +100 +5 +100\n/);
  expect(text).toMatch(/successes +0\.05 +0\.05 +0 % \(-\d+(\.\d)? % to \d+(\.\d)? %\) .*open/);
  expect(text).toMatch(
    /7 days to the planned end, which shows a difference of \d+(\.\d)? % in 80 of 100 cases; 10 % takes [\d,]+ more days\n$/,
  );
  expect(effectLines(answerOf([9_000, 900], [800, 40]))).not.toContain('compared');
});
