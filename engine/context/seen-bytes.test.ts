import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeenSignals } from '../../triggers/state/contract.ts';
import { SeenText } from '../../triggers/state/seen-text.ts';
import { SeenBytes } from './seen-bytes.ts';

const second = fc.integer({ min: 0, max: 2_000_000_000 });
const id = fc.oneof(fc.nat(40).map(String), fc.string());
/** Each does the same to both, and gives what came of it. */
const step: fc.Arbitrary<(seen: SeenSignals) => unknown> = fc.oneof(
  fc.tuple(id, second).map(
    ([id, second]) =>
      (seen: SeenSignals) =>
        seen.add(id, second),
  ),
  id.map((id) => (seen: SeenSignals) => seen.has(id)),
  fc.nat(5).map((count) => (seen: SeenSignals) => seen.forgetOldest(Math.min(count, seen.count))),
  fc.nat(5).map((newest) => (seen: SeenSignals) => seen.format(Math.min(newest, seen.count))),
  fc.nat(99).map((i) => (seen: SeenSignals) => (seen.count > 0 ? seen.secondAt(i % seen.count) : undefined)),
  fc.constant((seen: SeenSignals) => seen.append(seen.format(1))),
);

test('signals as bytes do what signals as text do', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const [bytes, text] = [new SeenBytes(), new SeenText()];
      for (const take of steps) {
        expect(take(bytes)).toEqual(take(text));
        expect([bytes.count, bytes.format()]).toEqual([text.count, text.format()]);
      }
      expect(new SeenBytes(text.format()).format()).toBe(text.format());
    }),
    { numRuns: 500 },
  );
});

test('a signal is known by its id, and forgotten from the oldest on', () => {
  for (const seen of [new SeenBytes(), new SeenText()]) {
    expect(seen.add('a', 7)).toBe(true);
    expect(seen.add('b', 8)).toBe(true);
    expect(seen.add('a', 9)).toBe(false);
    expect([seen.count, seen.secondAt(0), seen.secondAt(1)]).toEqual([2, 7, 8]);
    expect(seen.forgetOldest(1)).toHaveLength(8);
    expect([seen.has('a'), seen.has('b')]).toEqual([false, true]);
  }
});
