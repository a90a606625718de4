import * as z from 'zod';
import { number } from '../arguments/argument-shapes.ts';
import { addDecimals } from '../arguments/decimals.ts';
import { isNumber } from '../arguments/readable.ts';
import type { Test } from '../contract.ts';
import type { Tracker } from './contract.ts';
import { readChange } from './readable.ts';

const EXPECTED = 'a number, or { level: 20, hysteresis: 5 }';
const HYSTERESIS = 'a number above 0';

/** A level, and how far the number must come back before it counts again. */
export const crossingArgs = z.union(
  [
    number,
    z.strictObject({ level: number, hysteresis: z.number(HYSTERESIS).positive(HYSTERESIS).optional() }, EXPECTED),
  ],
  EXPECTED,
);

/** A level that is crossed upwards (`>`) or downwards (`<`). */
export interface LevelCrossing {
  readonly way: '>' | '<';
  readonly level: number;
  readonly hysteresis: number;
}

/** Reads checked arguments. */
export function crossingOf(way: LevelCrossing['way'], args: z.infer<typeof crossingArgs>): LevelCrossing {
  const { level, hysteresis = 0 } = typeof args === 'number' ? { level: args } : args;
  return { way, level, hysteresis };
}

/** The number is beyond the level and was not before: before, by the tracker where there is one. */
export function crossingTest(crossing: LevelCrossing): Test {
  return (change) => {
    const { before, value, mark } = readChange(change);
    if (!isNumber(value)) return undefined;
    if (!isBeyond(value, crossing)) return false;
    if (mark === BEYOND || mark === BACK) return mark === BACK;
    return isNumber(before) ? !isBeyond(before, crossing) : undefined;
  };
}

/** Remembers on which side of the band between level and hysteresis the number last was; undefined: no need to. */
export function crossingTracker(crossing: LevelCrossing): Tracker | undefined {
  const { way, level, hysteresis } = crossing;
  if (hysteresis === 0) return undefined;
  const backAt = addDecimals([level, way === '>' ? -hysteresis : hysteresis]);
  const isBack = (value: number) => (way === '>' ? value <= backAt : value >= backAt);
  return {
    key: `${way}${level}~${hysteresis}`,
    advance(mark, { before, now }) {
      if (!isNumber(now?.v)) return undefined;
      if (isBeyond(now.v, crossing)) return BEYOND;
      if (isBack(now.v)) return BACK;
      return mark ?? (isNumber(before?.v) && isBeyond(before.v, crossing) ? BEYOND : BACK);
    },
  };
}

const BEYOND = 1;
const BACK = 0;

function isBeyond(value: number, { way, level }: LevelCrossing): boolean {
  return way === '>' ? value > level : value < level;
}
