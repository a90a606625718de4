import { expect, test } from 'vitest';
import { logGamma, normalQuantile, normalShare } from './normal.ts';
import { evidenceOfSkew } from './split.ts';
import { NO_CUSTOMERS } from './sums.ts';
import { errorsAtAnyLook, errorsForAll } from './sureness.ts';

test('the normal distribution is that of the tables', () => {
  expect(normalShare(1.959963984540054)).toBeCloseTo(0.975, 14);
  expect(normalShare(-3)).toBeCloseTo(0.0013498980316301, 14);
  expect(normalShare(0)).toBe(0.5);
  expect([normalShare(-9), normalShare(9)]).toEqual([0, 1]);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
  expect(normalQuantile(0.0025)).toBeCloseTo(-2.807033768343811, 10);
});

test('the gamma function of whole numbers is the factorial', () => {
  expect(logGamma(1)).toBeCloseTo(0, 9);
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 9);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9);
  expect(logGamma(171)).toBeCloseTo(706.5730622457874, 8);
});

test('several variants need what Dunnett’s table says, and one the usual quantile', () => {
  expect(errorsForAll([100], 100, 0.05)).toBeCloseTo(1.96, 3);
  // Dunnett 1964, two-sided, 5 %, infinite degrees of freedom, groups alike
  expect(errorsForAll([100, 100], 100, 0.05)).toBeCloseTo(2.21, 2);
  expect(errorsForAll([100, 100, 100], 100, 0.05)).toBeCloseTo(2.35, 2);
  expect(errorsForAll([100, 100, 100, 100, 100], 100, 0.05)).toBeCloseTo(2.51, 2);
  // a control group without an error of its own: independent variants (Šidák)
  expect(errorsForAll([1, 1, 1], 1e9, 0.05)).toBeCloseTo(normalQuantile(1 - (1 - 0.95 ** (1 / 3)) / 2), 3);
});

test('to look at any time costs more errors, least of them near a thousand pairs', () => {
  const at = (customers: number) => {
    const sums = { ...NO_CUSTOMERS, customers };
    return errorsAtAnyLook(sums, sums, 0.005);
  };
  expect(at(40)).toBeGreaterThan(at(400));
  expect(at(400)).toBeGreaterThan(at(2_000));
  expect(at(2_000)).toBeLessThan(at(200_000));
  expect(at(2_000)).toBeGreaterThan(normalQuantile(0.9975));
  expect(at(200_000)).toBeLessThan(4.5);
});

test('evidence of a skewed split grows with the customers, and a split as it was meant speaks against it', () => {
  expect(evidenceOfSkew(900, 100, 0.1)).toBeLessThan(1);
  expect(evidenceOfSkew(920, 80, 0.1)).toBeLessThan(100);
  expect(evidenceOfSkew(9_200, 800, 0.1)).toBeGreaterThan(100);
  expect(evidenceOfSkew(0, 0, 0.1)).toBeCloseTo(1);
});
