import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish } from './finish.ts';
import { sortInSlices } from './sort-in-slices.ts';

test('sorts as sorting at once does, and keeps the order of equals', () => {
  const pair = fc.tuple(fc.nat(50), fc.nat());
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 6_000, size: 'max' }), (pairs) => {
      const byFirst = ([a]: readonly number[], [b]: readonly number[]) => a! - b!;
      expect(finish(sortInSlices(pairs, byFirst))).toEqual(pairs.toSorted(byFirst));
    }),
    { numRuns: 20 },
  );
});
