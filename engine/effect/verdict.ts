import type { Effect, EffectPlan, Verdict } from './contract.ts';

/** Says in one sentence what was found: what must be known first comes first. */
export function pronounce(
  { groups, split, prospect, isFinal, compared }: Omit<Effect, 'verdict' | 'variants' | 'course'>,
  { isPlanned, plannedDays }: Pick<EffectPlan, 'isPlanned' | 'plannedDays'>,
): Verdict {
  const { message, control } = groups;
  const daysLeft = Math.ceil(prospect.daysLeft);
  if (message.customers + control.customers === 0) return { code: 'nobody-yet', args: { daysLeft } };
  if (split.expected === 0) return { code: 'no-control', args: {} };
  if (split.skewedAt !== undefined) return { code: 'skewed', args: { expected: split.expected, share: split.share } };
  if (!isPlanned) return { code: 'unplanned', args: { planned: plannedDays } };
  const { low, high } = compared?.conversion.perWeek ?? { low: null, high: null };
  if (!compared || low === null || high === null)
    return { code: isFinal ? 'too-few' : 'too-early', args: { daysLeft } };
  const { seen } = compared.conversion;
  if (seen === 'more') return { code: 'more', args: { low, high, daysLeft } };
  if (seen === 'fewer') return { code: 'fewer', args: { low: -high, high: -low, daysLeft } };
  if (seen === 'changed') return { code: 'changed', args: { low, high, daysLeft } };
  return { code: isFinal ? 'none' : 'not-yet', args: { low, high, daysLeft } };
}
