import type { EffectPlan, GroupSums, Prospect } from './contract.ts';
import { normalQuantile } from './normal.ts';
import { FINAL_RISK } from './sureness.ts';

const DAY_MS = 86_400_000;
/** The chance with which a difference of the told size shows at the planned end. */
const POWER = 0.8;
const FINAL_ERRORS = normalQuantile(1 - FINAL_RISK / 2);
const ERRORS = FINAL_ERRORS + normalQuantile(POWER);

/** Tells how much longer it takes: `perDay` customers come, in both groups together. */
export function foresee(both: GroupSums, perDay: number, plan: EffectPlan): Prospect {
  const { until, ripeAt, controlShare, worthwhile } = plan;
  const daysLeft = Math.max(0, (until - ripeAt) / DAY_MS);
  const rate = both.customers > 0 ? both.converted / both.customers : 0;
  const isKnown = rate > 0 && rate < 1 && controlShare > 0 && controlShare < 1;
  if (!isKnown) return { daysLeft, detectable: null, worthwhile, daysForWorthwhile: null };
  const missing = Math.max(0, customersFor(worthwhile, rate, controlShare) - both.customers);
  return {
    daysLeft,
    detectable: detectableWith(both.customers + perDay * daysLeft, rate, controlShare),
    worthwhile,
    daysForWorthwhile: missing === 0 ? 0 : perDay > 0 ? missing / perDay : null,
  };
}

/** How many customers, in both groups together, show a relative difference with the usual power. */
export function customersFor(relative: number, rate: number, controlShare: number): number {
  // difference × n = errors × scatter × √n + lean, solved for √n
  const { scatter, lean } = widthOf(relative, rate, controlShare);
  const slope = ERRORS * scatter;
  const difference = relative * rate;
  return ((slope + Math.sqrt(slope ** 2 + 4 * difference * lean)) / (2 * difference)) ** 2;
}

/** The relative difference that so many customers show with the usual power. */
export function detectableWith(customers: number, rate: number, controlShare: number): number {
  let relative = 0;
  // The scatter depends a little on the difference itself: a few rounds settle it.
  for (let round = 0; round < 20; round++) {
    const { scatter, lean } = widthOf(relative, rate, controlShare);
    relative = ((ERRORS * scatter) / Math.sqrt(customers) + lean / customers) / rate;
  }
  return relative;
}

/**
 * What the lower bound of the difference is made of, for one customer: how much it scatters, and how far Wilson's
 * bounds lean towards the middle, which costs a small control group some power.
 */
function widthOf(relative: number, rate: number, controlShare: number): { scatter: number; lean: number } {
  const withMessage = Math.min(1, rate * (1 + relative));
  const ofMessage = (withMessage * (1 - withMessage)) / (1 - controlShare);
  const ofControl = (rate * (1 - rate)) / controlShare;
  const scatter = Math.sqrt(ofMessage + ofControl);
  const leanOf = (share: number, part: number) => ((FINAL_ERRORS ** 2 / 2) * (1 - 2 * share)) / part;
  const lean =
    (Math.sqrt(ofControl) * leanOf(rate, controlShare) - Math.sqrt(ofMessage) * leanOf(withMessage, 1 - controlShare)) /
    scatter;
  return { scatter, lean: Math.max(0, lean) };
}
