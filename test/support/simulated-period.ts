import type { ComparedGroup, GroupHour } from '../../engine/effect/contract.ts';

const HOUR_MS = 3_600_000;
export const PERIOD_FROM = 1_767_571_200_000;

/** A made-up period: who comes, and what the message truly changes. */
export interface TruePeriod {
  readonly days: number;
  readonly perDay: number;
  /** The share that really goes to the control group. */
  readonly controlShare: number;
  /** The share of the control group that converts. */
  readonly rate: number;
  /** The relative difference that the message makes to it. */
  readonly lift: number;
  /** The spread of the logarithm of a conversion's value: 1 has a long tail. */
  readonly spread: number;
  readonly variants?: readonly string[];
}

/** The true differences per customer. */
export function trueDifferences({ rate, lift, spread }: TruePeriod): { conversion: number; value: number } {
  return { conversion: rate * lift, value: rate * lift * Math.exp(MIDDLE + spread ** 2 / 2) };
}

/**
 * Draws the hours of one period: groups and conversions by chance, values log-normal, with zeros for who did not
 * convert.
 */
export function drawPeriod(period: TruePeriod, random: () => number): GroupHour[] {
  const { days, perDay, controlShare, rate, lift, spread, variants = [''] } = period;
  const hours: GroupHour[] = [];
  const draw = (hour: number, group: ComparedGroup, variant: string, customers: number, share: number) => {
    const converted = countOf(customers, share, random);
    let [sum, squares, cubes] = [0, 0, 0];
    for (let i = 0; i < converted; i++) {
      const value = Math.exp(MIDDLE + spread * bell(random));
      sum += value;
      squares += value ** 2;
      cubes += value ** 3;
    }
    hours.push({ hour: PERIOD_FROM + hour * HOUR_MS, group, variant, customers, converted, sum, squares, cubes });
  };
  for (let hour = 0; hour < days * 24; hour++) {
    // whole numbers that add up to those of the day
    const customers = Math.floor(((hour + 1) * perDay) / 24) - Math.floor((hour * perDay) / 24);
    const control = countOf(customers, controlShare, random);
    draw(hour, 'control', '', control, rate);
    let left = customers - control;
    for (const [i, variant] of variants.entries()) {
      const own = countOf(left, 1 / (variants.length - i), random);
      draw(hour, 'message', variant, own, rate * (1 + lift));
      left -= own;
    }
  }
  return hours;
}

/** The middle of the logarithm of a value. */
const MIDDLE = 3;

/** How many of `trials` come true, each with this chance: by the lengths of the gaps between them. */
function countOf(trials: number, chance: number, random: () => number): number {
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - countOf(trials, 1 - chance, random);
  const miss = Math.log1p(-chance);
  let count = -1;
  for (let at = 0; at <= trials; count++) at += 1 + Math.floor(Math.log(1 - random()) / miss);
  return Math.max(0, count);
}

function bell(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
