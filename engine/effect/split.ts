import { logGamma } from './normal.ts';

/**
 * The evidence against a split by chance: the likelihood of the counts under any share near the expected one, over that
 * under the expected one itself (Lindon and Malek 2022). By chance it ever passes 1 / risk with at most this risk,
 * however often it is looked at.
 */
export function evidenceOfSkew(message: number, control: number, expected: number): number {
  const [one, other] = [CERTAINTY * expected, CERTAINTY * (1 - expected)];
  const mixed = logBeta(one + control, other + message) - logBeta(one, other);
  return Math.exp(mixed - control * Math.log(expected) - message * Math.log1p(-expected));
}

/** A split counts as skewed when chance shows so much evidence in one of a hundred periods. */
export const SKEWED_FROM = 100;

/** How closely the other shares lie around the expected one: as if so many customers had been seen. */
const CERTAINTY = 1_000;

function logBeta(one: number, other: number): number {
  return logGamma(one) + logGamma(other) - logGamma(one + other);
}
