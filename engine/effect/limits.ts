import type { GroupSums, Interval } from './contract.ts';

/** A group's mean, with the bounds that `z` standard errors of a normal would give it. */
export interface Limits {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What is compared of two groups. */
export interface Measure {
  readonly mean: (sums: GroupSums) => number;
  /** Bounds a group's mean; undefined: too few customers to say. */
  readonly limits: (sums: GroupSums, z: number) => Limits | undefined;
}

/** Fewer conversions in a group say nothing of how their values scatter. */
const LEAST_CONVERTED = 10;
/** Fewer customers in a group say nothing. */
const LEAST_CUSTOMERS = 20;

/** The share of customers that converted. */
export const conversion: Measure = { mean: ({ customers, converted }) => converted / customers, limits: shareLimits };

/** The value of a customer; of one that did not convert it is 0. */
export const value: Measure = { mean: ({ customers, sum }) => sum / customers, limits: valueLimits };

/** Bounds the share of customers that converted (Wilson 1927). */
function shareLimits({ customers, converted }: GroupSums, z: number): Limits | undefined {
  if (customers < LEAST_CUSTOMERS) return undefined;
  const share = converted / customers;
  const square = (z * z) / customers;
  const middle = share + square / 2;
  const half = z * Math.sqrt((share * (1 - share)) / customers + square / (4 * customers));
  return { mean: share, low: Math.max(0, (middle - half) / (1 + square)), high: (middle + half) / (1 + square) };
}

/**
 * Bounds the mean value of a customer. Values have a long tail, so the mean of few is skewed: the bounds are Hall's
 * (1992), which take the skewness out by a cubic that has an inverse.
 */
function valueLimits({ customers: n, converted, sum, squares, cubes }: GroupSums, z: number): Limits | undefined {
  if (n < LEAST_CUSTOMERS || converted < LEAST_CONVERTED) return undefined;
  const mean = sum / n;
  const variance = (squares / n - mean * mean) * (n / (n - 1));
  const third = (cubes / n - (3 * mean * squares) / n + 2 * mean ** 3) * ((n * n) / ((n - 1) * (n - 2)));
  if (!(variance > 0)) return undefined;
  const error = Math.sqrt(variance / n);
  // few conversions show less skewness than there is: the tail is seldom among them
  const skewness = ((third / variance ** 1.5) * (1 + 1 / Math.sqrt(converted))) / Math.sqrt(n);
  const t = widen(z, converted - 1);
  return { mean, low: mean - error * straighten(t, skewness), high: mean - error * straighten(-t, skewness) };
}

/** Student's quantile for a normal one, as the scatter is known from so few (first term of Fisher's expansion). */
function widen(z: number, freedom: number): number {
  return z + (z ** 3 + z) / (4 * freedom);
}

/** The quantile of the skewed, studentised mean that belongs to the normal quantile `z`. */
function straighten(z: number, skewness: number): number {
  if (Math.abs(skewness) < 1e-6) return z;
  return (3 / skewness) * (Math.cbrt(1 + skewness * (z - skewness / 6)) - 1);
}

/** The difference of two means from the bounds of each (MOVER: Newcombe 1998, Zou and Donner 2008). */
export function differenceBetween(message: Limits, control: Limits): Interval {
  const estimate = message.mean - control.mean;
  return {
    estimate,
    low: estimate - Math.hypot(message.mean - message.low, control.high - control.mean),
    high: estimate + Math.hypot(message.high - message.mean, control.mean - control.low),
  };
}

/**
 * The message group's mean as a share more than the control group's, from the bounds of each (Donner and Zou 2012). A
 * bound is above 0 exactly when that of the difference is. Null: the control group's mean is not above 0.
 */
export function relativeOf(message: Limits, control: Limits): Interval | null {
  if (!(control.mean > 0)) return null;
  const product = message.mean * control.mean;
  const ofLow = [spreadOf(control.mean, control.high), spreadOf(message.mean, message.low)] as const;
  const ofHigh = [spreadOf(control.mean, control.low), spreadOf(message.mean, message.high)] as const;
  const low = ofLow[1] / (product + Math.sqrt(Math.max(0, product ** 2 - ofLow[0] * ofLow[1])));
  const high = (product + Math.sqrt(Math.max(0, product ** 2 - ofHigh[0] * ofHigh[1]))) / ofHigh[0];
  return {
    estimate: message.mean / control.mean - 1,
    low: Number.isFinite(low) ? low - 1 : null,
    high: ofHigh[0] > 0 ? high - 1 : null,
  };
}

function spreadOf(mean: number, bound: number): number {
  return bound * (2 * mean - bound);
}
