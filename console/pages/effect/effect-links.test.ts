import { expect, test } from 'vitest';
import type { EffectAnswer } from '../../../engine/api/contract.ts';
import { effectLink, peopleBehind } from './effect-links.ts';

const DAY_MS = 86_400_000;
const plan = {
  ...{ from: 5 * DAY_MS, until: 12 * DAY_MS, ripeAt: 9 * DAY_MS, controlShare: 0.1, worthwhile: 0.1 },
  ...{ plannedDays: 28, isPlanned: false },
};
const answer: EffectAnswer = { trigger: 'walk-by', goal: 'order', plan, others: [], zone: 'Europe/Berlin' };
const of = (link: string) => Object.fromEntries(new URL(link, 'http://localhost').searchParams);

test('a link shows a colleague the same period, length and clock', () => {
  const period = { from: String(5 * DAY_MS), zone: 'Europe/Berlin' };
  expect(of(effectLink(answer))).toEqual({ trigger: 'walk-by', goal: 'order', days: '7', ...period });
  const planned = { ...plan, until: 33 * DAY_MS + 60_000, isPlanned: true };
  expect(of(effectLink({ ...answer, plan: planned })).days).toBe('28');
  const all = { ...answer, trigger: '', goal: '', triggers: ['walk-by', 'rainy'] };
  expect(of(effectLink(all))).toEqual({ trigger: '', days: '7', ...period });
});

test('people are asked for over what was counted: up to the last whose time for the goal is over', () => {
  const span = { from: String(plan.from), to: String(plan.ripeAt), zone: 'Europe/Berlin' };
  expect(peopleBehind(answer, { group: 'message', variant: 'bright', converted: true })).toEqual({
    ...{ of: 'effect', in_group: 'message', in_variant: 'bright', converted: 'true' },
    ...{ trigger: 'walk-by', goal: 'order', ...span },
  });
  const all = { ...answer, trigger: '', goal: '', triggers: ['rainy', 'walk-by'] };
  const control = { of: 'effect', in_group: 'control', triggers: 'rainy,walk-by', ...span };
  expect(peopleBehind(all, { group: 'control' })).toEqual(control);
  expect(peopleBehind({ trigger: 'a', others: [], zone: 'UTC' }, { group: 'control' })).toBeUndefined();
});
