import * as z from 'zod';
import { number } from '../arguments/argument-shapes.ts';
import { addDecimals } from '../arguments/decimals.ts';
import { isNumber } from '../arguments/readable.ts';
import type { Test } from '../contract.ts';
import type { ArgumentWords, Words } from '../words/contract.ts';
import { say } from '../words/say.ts';
import type { Tracker } from './contract.ts';
import { readChange } from './readable.ts';

const EXPECTED = 'a number, or { level: 20, hysteresis: 5 }';
const HYSTERESIS = 'a number above 0';

const level = say(number, { en: 'Level', de: 'Schwelle' });
/** The words for the way back that a number must go before it counts again. */
export const HYSTERESIS_WORDS: readonly [Words, ArgumentWords] = [
  { en: 'Margin', de: 'Abstand' },
  {
    description: {
      en: 'How far it must come back before it counts again.',
      de: 'Wie weit es zurückkommen muss, bevor es wieder zählt.',
    },
    kind: 'number',
    examples: [5],
  },
];

/** A level, and how far the number must come back before it counts again. */
export const crossingArgs = say(
  z.union(
    [
      level,
      say(
        z.strictObject(
          { level, hysteresis: say(z.number(HYSTERESIS).positive(HYSTERESIS), ...HYSTERESIS_WORDS).optional() },
          EXPECTED,
        ),
        { en: 'Level with a margin', de: 'Schwelle mit Abstand' },
      ),
    ],
    EXPECTED,
  ),
  { en: 'Level', de: 'Schwelle' },
  { examples: [20, { level: 20, hysteresis: 5 }] },
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
