import { describe, expect, test } from 'vitest';
import { placeAt } from '../../test/support/moments.ts';
import { problemsWith, runOf, stripes } from '../../test/support/waker-run.ts';
import { MOST_WAITS } from '../patterns/waiting.ts';

const event = (name: string) => ({ signal: { kind: 'event', name } });
const on = (more: object = {}) => ({ absence: { after: event('a'), not: event('b'), within: '30m', ...more } });
const MINUTES = 60;

describe('an absence', () => {
  test('wakes when the time is over, at its own time', () => {
    const run = runOf(on());
    run.event(0, 'a');
    run.tick(29.9 * MINUTES);
    expect(run.seconds).toEqual([]);
    run.tick(45 * MINUTES);
    expect(run.seconds).toEqual([30 * MINUTES]);
    run.tick(500 * MINUTES);
    expect(run.seconds).toEqual([30 * MINUTES]);
    expect(run.state.timers).toEqual({});
    expect(run.memory).toBeUndefined();
  });

  test('does not wake when the other thing came, and does when it came at the very end', () => {
    const run = runOf(on());
    run.event(0, 'a');
    run.event(29 * MINUTES, 'b');
    run.tick(100 * MINUTES);
    expect(run.seconds).toEqual([]);
    run.event(200 * MINUTES, 'a');
    run.event(230 * MINUTES, 'b');
    expect(run.seconds).toEqual([230 * MINUTES]);
  });

  test.each([
    ['restart', [40]],
    ['keep-first', [30]],
    ['each', [30, 35, 40]],
  ] as const)('that is begun again: %s', (again, wakes) => {
    const run = runOf(on({ again }));
    for (const at of [0, 5, 10]) run.event(at * MINUTES, 'a');
    run.tick(100 * MINUTES);
    expect(run.seconds).toEqual(wakes.map((minutes) => minutes * MINUTES));
  });

  test.each(['restart', 'keep-first', 'each'])('that was ended is not gone on with (%s), and begins anew', (again) => {
    const run = runOf(on({ again }));
    run.event(0, 'a');
    run.event(60, 'a');
    run.event(120, 'b');
    run.event(180, 'a');
    run.tick(100 * MINUTES);
    expect(run.seconds).toEqual([180 + 30 * MINUTES]);
  });

  test('goes by the signals’ own time when they come out of order', () => {
    const run = runOf(on());
    run.event(120, 'b');
    run.event(60, 'a');
    run.tick(100 * MINUTES);
    expect(run.seconds, 'b was after a').toEqual([]);
    run.event(6_120, 'a');
    run.event(6_060, 'b');
    run.tick(300 * MINUTES);
    expect(run.seconds, 'b was before a').toEqual([6_120 + 30 * MINUTES]);
  });

  test('tells apart what it correlates by', () => {
    const run = runOf(on({ 'correlate-by': ['cart', 'order.cart'] }));
    run.event(0, 'a', { cart: 'one' });
    run.event(1, 'a', { cart: 2 });
    run.event(2, 'a');
    run.event(10, 'b', { order: { cart: '2' } });
    run.tick(100 * MINUTES);
    expect(run.seconds).toEqual([30 * MINUTES]);
  });

  test('of one and the same thing: it did not come again', () => {
    const run = runOf(on({ not: event('a') }));
    for (const at of [0, 10, 20]) run.event(at * MINUTES, 'a');
    run.tick(100 * MINUTES);
    expect(run.seconds).toEqual([50 * MINUTES]);
  });

  test('hands on the place that it began at', () => {
    const places = stripes(placeAt('mitte', 0, 0), placeAt('nord', 0, 0));
    const after = { exit: { places: { tag: 'store' } } };
    const run = runOf(on({ after, not: { signal: 'cart' } }), { places });
    run.fix(0, 1.5);
    run.fix(240 * MINUTES, 3.5);
    run.tick(400 * MINUTES);
    expect(run.woken).toMatchObject([{ place: 'mitte' }]);
  });

  test('published anew while it waits: a longer time is waited for, a shorter one from the next on', () => {
    const run = runOf(on());
    run.event(0, 'a');
    run.publish(on({ within: '60m' }));
    run.tick(59 * MINUTES);
    expect(run.seconds).toEqual([]);
    run.tick(61 * MINUTES);
    expect(run.seconds).toEqual([60 * MINUTES]);
    run.event(100 * MINUTES, 'a');
    run.publish(on({ within: '5m' }));
    run.tick(300 * MINUTES);
    expect(run.seconds.slice(1), 'it was set before').toEqual([160 * MINUTES]);
    run.event(400 * MINUTES, 'a');
    run.tick(500 * MINUTES);
    expect(run.seconds.slice(2)).toEqual([405 * MINUTES]);
  });

  test('is bounded, in keys and in waits', () => {
    const run = runOf(on({ 'correlate-by': 'cart', again: 'each' }));
    for (let i = 0; i < 100; i++) run.event(i, 'a', { cart: i });
    for (let i = 0; i < 100; i++) run.event(200 + i, 'a', { cart: 99 });
    const keys = Object.keys(run.memory as object).length;
    expect(Object.keys(run.state.timers)).toHaveLength(keys);
    expect(keys).toBe(16);
    expect(JSON.stringify(run.memory).length).toBeLessThan(2_000);
    run.tick(100 * MINUTES);
    expect(run.woken).toHaveLength(15 + MOST_WAITS);
    expect(run.state.timers).toEqual({});
  });

  test.each([
    ['restart', [35]],
    ['keep-first', [30]],
    ['each', [30, 35]],
  ] as const)('joins what two customers wait on who are one: %s', (again, wakes) => {
    const [mine, theirs] = [runOf(on({ again })), runOf(on({ again }))];
    theirs.event(0, 'a');
    mine.event(5 * MINUTES, 'a');
    const merged = mine.trigger.waker.merge!(mine.memory, theirs.memory);
    expect(mine.trigger.waker.merge!(merged, theirs.memory)).toEqual(merged);
    mine.remember(merged);
    Object.assign(mine.state.timers, theirs.state.timers);
    mine.tick(100 * MINUTES);
    expect(mine.seconds).toEqual(wakes.map((minutes) => minutes * MINUTES));
  });

  test('says until when it waits', () => {
    const run = runOf(on());
    run.event(0, 'a');
    expect(run.trigger.waker.describe!(run.memory)).toBe(
      'it waits until 2026-11-12T18:30:00.000Z for what must not come within 30m',
    );
  });

  test('refuses what it cannot be', () => {
    expect(problemsWith(on({ within: '0s', again: 'always' }))).toEqual([
      expect.stringMatching(/^on\.absence\.within: .*from 1s to 30d$/),
      expect.stringMatching(/^on\.absence\.again: restart/),
    ]);
    expect(problemsWith(on({ 'correlate-by': ['a'] }))).toEqual([
      expect.stringMatching(/^on\.absence\.correlate-by: one property for both/),
    ]);
    expect(problemsWith({ absence: { after: event('a'), within: '1h' } })).toHaveLength(1);
  });
});
