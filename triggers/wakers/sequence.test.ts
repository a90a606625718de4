import { describe, expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { problemsWith, runOf, stripes, triggerOn } from '../../test/support/waker-run.ts';
import { MOST_KEYS } from '../patterns/correlate.ts';

const event = (name: string) => ({ signal: { kind: 'event', name } });
const ABC = { sequence: { steps: [event('a'), event('b'), event('c')], within: '1h' } };
const AB = { sequence: { steps: [event('a'), event('b')], within: '1m', 'correlate-by': 'cart' } };

describe('a sequence', () => {
  test('wakes at its last step, whatever came in between', () => {
    const run = runOf(ABC);
    for (const [at, name] of [
      [0, 'a'],
      [1, 'c'],
      [2, 'x'],
      [3, 'b'],
      [4, 'a'],
      [5, 'c'],
    ] as const)
      run.event(at, name);
    expect(run.seconds).toEqual([5]);
  });

  test('has its whole time from the first step, and of several first steps the latest counts', () => {
    const run = runOf(ABC);
    run.event(0, 'a');
    run.event(1_000, 'b');
    run.event(3_601, 'c');
    expect(run.seconds).toEqual([]);
    run.event(3_700, 'a');
    run.event(5_000, 'a');
    run.event(6_000, 'b');
    run.event(8_600, 'c');
    expect(run.seconds).toEqual([8_600]);
  });

  test('begins anew after a match: nothing before its end counts again', () => {
    const run = runOf(ABC);
    for (const [at, name] of [
      [0, 'a'],
      [1, 'a'],
      [2, 'b'],
      [3, 'b'],
      [4, 'c'],
      [5, 'c'],
      [6, 'b'],
      [7, 'c'],
    ] as const) {
      run.event(at, name);
    }
    expect(run.seconds).toEqual([4]);
    run.event(8, 'a');
    run.event(9, 'b');
    run.event(10, 'c');
    expect(run.seconds).toEqual([4, 10]);
  });

  test('goes by the signals’ own time when they come out of order', () => {
    const run = runOf(ABC);
    run.event(20, 'b');
    run.event(30, 'c');
    run.event(10, 'a');
    expect(run.woken).toHaveLength(1);
    const other = runOf(ABC);
    other.event(20, 'a');
    other.event(30, 'c');
    other.event(10, 'b');
    expect(other.woken, 'b was before a').toEqual([]);
  });

  test('one thing is not two steps at once', () => {
    const twice = runOf({ sequence: { steps: [event('a'), event('a')], within: '1h' } });
    twice.event(0, 'a');
    expect(twice.seconds).toEqual([]);
    twice.event(1, 'a');
    expect(twice.seconds).toEqual([1]);
    twice.event(2, 'a');
    expect(twice.seconds).toEqual([1]);
  });

  test('tells apart what it correlates by, and what does not say belongs to nothing', () => {
    const run = runOf(AB);
    run.event(0, 'a', { cart: 'one' });
    run.event(1, 'b', { cart: 'two' });
    run.event(2, 'b');
    run.event(3, 'b', { cart: { id: 'one' } });
    expect(run.seconds).toEqual([]);
    run.event(4, 'b', { cart: 'one' });
    expect(run.seconds).toEqual([4]);
  });

  test('may read the key of each step from another property', () => {
    const steps = [{ signal: 'cart' }, event('b')];
    const run = runOf({ sequence: { steps, within: '1m', 'correlate-by': ['id', 'cartId'] } });
    run.signal(0, 'cart', { id: 'k1', value: 5 });
    run.event(1, 'b', { id: 'k1' });
    run.event(2, 'b', { cartId: 'k1' });
    expect(run.seconds).toEqual([2]);
  });

  test('may have places, and conditions on what is said', () => {
    const steps = [
      { exit: { places: { tag: 'store' } } },
      { signal: { kind: 'cart', where: { value: { above: 10 } } } },
    ];
    const run = runOf({ sequence: { steps, within: '1h' } }, { places: stripes(placeAt('mitte', 0, 0)) });
    run.fix(0, 1.5);
    run.fix(10_000, 2.5);
    run.signal(10_001, 'cart', { id: 'k', value: 9 });
    expect(run.seconds).toEqual([]);
    run.signal(10_002, 'cart', { id: 'k', value: 11 });
    expect(run.seconds).toEqual([10_002]);
  });

  test('remembers a bounded number of keys, however hostile their names, and no more than it must', () => {
    const run = runOf(AB);
    run.event(0, 'a', { cart: '__proto__' });
    run.event(0, 'a', { cart: 'constructor' });
    for (let i = 0; i < 100; i++) run.event(i / 10, 'a', { cart: `cart-${i}`.padEnd(300, '-') });
    expect(Object.keys(run.memory as object)).toHaveLength(MOST_KEYS);
    for (let i = 0; i < 10_000; i++) run.event(10 + i / 1_000, 'a', { cart: 'cart' });
    expect(JSON.stringify(run.memory).length).toBeLessThan(4_000);
    run.event(21, 'b', { cart: 'cart' });
    expect(run.seconds).toEqual([21]);
  });

  test('joins what two customers did who are one, again with the same result', () => {
    const [mine, theirs] = [runOf(ABC), runOf(ABC)];
    theirs.event(0, 'a');
    mine.event(10, 'b');
    const { merge } = mine.trigger.waker;
    const merged = merge!(mine.memory, theirs.memory);
    expect(merge!(merged, theirs.memory)).toEqual(merged);
    mine.remember(merged);
    mine.event(20, 'c');
    expect(mine.seconds).toEqual([20]);
  });

  test('says how far it came', () => {
    const run = runOf(ABC);
    const { describe: say } = run.trigger.waker;
    expect(say!(run.memory)).toBeUndefined();
    run.event(0, 'a');
    run.event(1, 'b');
    expect(say!(run.memory)).toBe('2 of 3 steps were seen; the last must come within 1h of the first');
  });

  test('refuses what it cannot be, with the place and the limit', () => {
    const bad = { sequence: { steps: [event('a')], within: '31d' } };
    expect(problemsWith(bad)).toEqual([
      expect.stringMatching(/^on\.sequence\.steps: a list of 2 to 8 steps/),
      expect.stringMatching(/^on\.sequence\.within: .*from 1s to 30d$/),
    ]);
    expect(problemsWith({ sequence: { steps: [event('a'), { signall: 'x' }], within: '1h' } })).toEqual([
      expect.stringMatching(/^on\.sequence\.steps\[1\]: one of \{ signal/),
    ]);
    expect(problemsWith({ sequence: { ...AB.sequence, 'correlate-by': ['a', 'b', 'c'] } })).toEqual([
      'on.sequence.correlate-by: one property for all steps, or one for each of them',
    ]);
    expect(problemsWith({ sequence: { steps: [{ signal: 'carts' }, event('b')], within: '1h' } })).toEqual([
      expect.stringContaining("'cart'"),
    ]);
    const where = { signal: { kind: 'cart', where: { value: { abov: 1 } } } };
    expect(problemsWith({ sequence: { steps: [where, event('b')], within: '1h' } })).toEqual([
      expect.stringMatching(/^on\.sequence\.steps\[0\]\.signal\.where\.value\.abov: .*'above'/),
    ]);
    expect(() => triggerOn(AB)).not.toThrow();
  });
});
