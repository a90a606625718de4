import type { EffectAnswer } from '../../../engine/api/contract.ts';
import type { FoundEffect } from './say-effect.ts';

type Plan = Pick<NonNullable<EffectAnswer['plan']>, 'from' | 'until' | 'ripeAt'>;
type Point = FoundEffect['course'][number];

/** An equal part of the planned period, with what was known at its end. */
export interface CourseSlot {
  /** Its end. */
  readonly at: number;
  /** Absent: nothing was known yet, or the part is not over. */
  readonly point?: Point;
  readonly isOpen: boolean;
}

const HOUR_MS = 3_600_000;
const MOST_SLOTS = 60;

/** Divides the planned period into equal parts; what was known stays until more is. */
export function courseSlots(points: readonly Point[], { from, until, ripeAt }: Plan): readonly CourseSlot[] {
  const step = Math.max(HOUR_MS, Math.ceil((until - from) / MOST_SLOTS / HOUR_MS) * HOUR_MS);
  const slots: CourseSlot[] = [];
  for (let at = from + step; at - step < until; at += step) {
    const end = Math.min(at, until);
    const isOpen = end > ripeAt;
    const isBegun = end - step < ripeAt;
    const point = isOpen && !isBegun ? undefined : points.findLast((one) => one.at <= end);
    slots.push({ at: end, isOpen, ...(point && { point }) });
  }
  return slots;
}
