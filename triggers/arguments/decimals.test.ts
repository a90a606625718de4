import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDecimals, multiplyDecimals, roundDecimal } from './decimals.ts';

test.each([
  [Array(10).fill(20.1), 201],
  [[0.1, 0.2], 0.3],
  [[0.1, 0.2, -0.3], 0],
  [[1.1, 2.2, 3.3], 6.6],
  [[1e15, 0.1], 1e15 + 0.1],
  [[1e300, -1e300, 5], 5],
  [[1e-10, 2e-10], 3e-10],
  [[9007199254740991, 1], 9007199254740992],
  [[], 0],
])('%j adds up to %d', (amounts, sum) => {
  expect(addDecimals(amounts)).toBe(sum);
});

test('an amount may count several times', () => {
  expect(addDecimals([20.1, 0.05], [10, 3])).toBe(201.15);
  expect(addDecimals([33.333], [3])).toBe(99.999);
  expect(addDecimals([0.1], [100_000])).toBe(10_000);
});

test('what is not finite has no sum', () => {
  expect(addDecimals([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(addDecimals([1.5, Number.NaN])).toBeNaN();
});

test('products and roundings go by what is written', () => {
  expect(multiplyDecimals(20.1, 0.1)).toBe(2.01);
  expect(multiplyDecimals(1.1, 1.1)).toBe(1.21);
  expect(roundDecimal(1.005, 2)).toBe(1.01);
  expect(roundDecimal(-1.005, 2)).toBe(-1.01);
  expect(roundDecimal(1.0049, 2)).toBe(1);
  expect(roundDecimal(7, 2)).toBe(7);
});

describe('an oracle that counts in whole units agrees', () => {
  /** An amount as digits and a point, never as a binary fraction. */
  const amount = fc
    .record({ units: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), decimals: fc.integer({ min: 0, max: 12 }) })
    .map(({ units, decimals }) => ({ units, decimals, number: Number(`${units}e-${decimals}`) }));
  const MOST_DECIMALS = 12;

  test('on sums', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 60 }), (amounts) => {
        const total = amounts.reduce(
          (sum, { units, decimals }) => sum + units * 10n ** BigInt(MOST_DECIMALS - decimals),
          0n,
        );
        expect(addDecimals(amounts.map(({ number }) => number))).toBe(Number(`${total}e-${MOST_DECIMALS}`));
      }),
    );
  });

  test('on sums in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })), (amounts) => {
        expect(addDecimals(amounts)).toBe(addDecimals(amounts.toReversed()));
      }),
    );
  });

  test('on products', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const product = Number(`${a.units * b.units}e-${a.decimals + b.decimals}`);
        expect(multiplyDecimals(a.number, b.number)).toBe(product);
      }),
    );
  });
});
