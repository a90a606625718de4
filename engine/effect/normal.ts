/** The share of a standard normal below `x` (series of Marsaglia 2004, https://doi.org/10.18637/jss.v011.i04). */
export function normalShare(x: number): number {
  if (x < -FARTHEST) return 0;
  if (x > FARTHEST) return 1;
  let term = x;
  let sum = x;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** The density of a standard normal at `x`. */
export function normalDensity(x: number): number {
  return Math.exp(-x * x * 0.5) / ROOT_TWO_PI;
}

/** The number that a standard normal stays below with this chance, which is above 0 and below 1. */
export function normalQuantile(chance: number): number {
  if (chance < 0.5) return -normalQuantile(1 - chance);
  // Above 0 the share is concave, so that Newton's steps from 0 grow towards the quantile and never pass it.
  let x = 0;
  for (let step = Infinity; step > 1e-12; x += step) step = (chance - normalShare(x)) / normalDensity(x);
  return x;
}

/** The logarithm of the gamma function of a positive number: Stirling's series, above 10 by its recurrence. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift += Math.log(at);
  const square = 1 / (at * at);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(ROOT_TWO_PI) + series - shift;
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond it the share differs from 0 or 1 by less than the series can tell. */
const FARTHEST = 8;
