import { describe, expect, test } from 'vitest';
import { problemsWith, runOf } from '../../test/support/waker-run.ts';
import { MOST_EXACT } from '../patterns/window.ts';

const of = { signal: { kind: 'event', name: 'e' } };
const DAY = 86_400;

describe('a count', () => {
  const on = (more: object = {}) => ({ count: { of, within: '30d', 'at-least': 3, ...more } });

  test('wakes at the one that makes it so, and again when it fell below in between', () => {
    const run = runOf(on());
    for (const day of [0, 1, 2, 3, 4]) run.event(day * DAY, 'e');
    expect(run.seconds).toEqual([2 * DAY]);
    for (const day of [33.5, 33.6]) run.event(day * DAY, 'e');
    expect(run.seconds, 'the fourth day still counts').toEqual([2 * DAY, 33.6 * DAY]);
  });

  test('rolls: what is exactly as old as the window has left it', () => {
    const run = runOf(on({ 'at-least': 2, within: '10s' }));
    run.event(0, 'e');
    run.event(10, 'e');
    expect(run.seconds).toEqual([]);
    run.event(19.999, 'e');
    expect(run.seconds).toEqual([19.999]);
  });

  test('counts what comes out of order where it belongs', () => {
    const run = runOf(on({ within: '60s' }));
    run.event(100, 'e');
    run.event(30, 'e');
    run.event(90, 'e');
    expect(run.seconds).toEqual([]);
    run.event(95, 'e');
    expect(run.woken).toHaveLength(1);
  });

  test('for each thing that it correlates by', () => {
    const run = runOf(on({ 'correlate-by': 'sku' }));
    for (const [i, sku] of ['a', 'b', 'a', 'b', 'c', undefined, 'a'].entries()) run.event(i, 'e', { sku });
    expect(run.seconds).toEqual([6]);
  });

  test('says how many were counted, and nothing while there is none', () => {
    const run = runOf(on());
    expect(run.trigger.waker.describe!(undefined)).toBeUndefined();
    run.event(0, 'e');
    run.event(1, 'e');
    expect(run.trigger.waker.describe!(run.memory)).toContain('2 of 3');
  });

  test('remembers no more than it needs', () => {
    const run = runOf(on());
    for (let i = 0; i < 1_000; i++) run.event(i, 'e');
    expect(JSON.stringify(run.memory).length).toBeLessThan(60);
    expect(run.seconds).toEqual([2]);
  });

  test('joins what two customers did who are one, and nothing twice', () => {
    const [mine, theirs] = [runOf(on()), runOf(on())];
    mine.event(0, 'e');
    theirs.event(5, 'e');
    const { merge } = mine.trigger.waker;
    mine.remember(merge!(merge!(mine.memory, theirs.memory), theirs.memory));
    mine.event(10, 'e');
    expect(mine.seconds).toEqual([10]);
    mine.event(11, 'e');
    expect(mine.seconds).toEqual([10]);
  });

  test('refuses more than it can keep exactly', () => {
    expect(problemsWith(on({ 'at-least': MOST_EXACT + 1, within: '400d' }))).toEqual([
      expect.stringMatching(/^on\.count\.within: .*to 366d$/),
      `on.count.at-least: a whole number from 2 to ${MOST_EXACT}`,
    ]);
  });
});

describe('a sum', () => {
  const on = (more: object = {}) => ({ sum: { of, property: 'order.total', within: '30d', 'at-least': 100, ...more } });
  const order = (total: unknown) => ({ order: { total } });

  test('wakes when it is reached; what is no number adds nothing', () => {
    const run = runOf(on());
    for (const [i, total] of [60, '50', Number.NaN, undefined, 39, 1, 50].entries()) run.event(i, 'e', order(total));
    expect(run.seconds).toEqual([5]);
  });

  test('takes back what is taken back', () => {
    const run = runOf(on());
    for (const [i, total] of [90, -30, 35, 5].entries()) run.event(i, 'e', order(total));
    expect(run.seconds).toEqual([3]);
  });

  test('of more than it keeps one by one stays bounded, drops nothing early and little late', () => {
    const run = runOf(on({ within: '128s', 'at-least': 1_000 }));
    for (let i = 0; i < 2_000; i++) run.event(i / 10, 'e', order(0.5));
    expect(JSON.stringify(run.memory).length).toBeLessThan(6_000);
    expect(run.seconds).toEqual([]);
    // 1,280 amounts of 0.5 are in the window: what is missing is 360, give or take those of one 128th of the window.
    run.event(200, 'e', order(345));
    expect(run.seconds).toEqual([]);
    run.event(200.05, 'e', order(20));
    expect(run.seconds).toEqual([200.05]);
  });

  test('adds amounts as they are written: ten times 20.10 is 201', () => {
    const run = runOf(on({ 'at-least': 201 }));
    for (let i = 0; i < 10; i++) run.event(i, 'e', order(20.1));
    expect(run.seconds).toEqual([9]);
    expect(run.trigger.waker.describe?.(run.memory)).toContain('201 of 201');
  });

  test('stays exact where amounts are kept together', () => {
    const run = runOf(on({ within: '128s', 'at-least': 128.1 }));
    for (let i = 0; i < 1_280; i++) run.event(i / 10, 'e', order(0.1));
    expect(run.seconds).toEqual([]);
    run.event(127.95, 'e', order(0.1));
    expect(run.seconds).toEqual([127.95]);
  });

  test('refuses a sum of nothing', () => {
    expect(problemsWith(on({ 'at-least': 0 }))).toEqual(['on.sum.at-least: a number above 0']);
  });
});

describe('a number of distinct values', () => {
  const on = (more: object = {}) => ({ distinct: { of, property: 'sku', within: '60s', 'at-least': 3, ...more } });

  test('wakes when one more makes it so', () => {
    const run = runOf(on());
    for (const [i, sku] of ['a', 'b', 'a', null, 'b', 'c', 'd'].entries()) run.event(i, 'e', { sku });
    expect(run.seconds).toEqual([5]);
  });

  test('forgets values that were not seen for the time, and not those that were seen again', () => {
    const run = runOf(on());
    run.event(0, 'e', { sku: 'a' });
    run.event(10, 'e', { sku: 'b' });
    run.event(50, 'e', { sku: 'a' });
    run.event(75, 'e', { sku: 'c' });
    expect(run.seconds, 'b is gone').toEqual([]);
    run.event(76, 'e', { sku: 'd' });
    expect(run.seconds).toEqual([76]);
  });

  test('remembers no more values than it needs, the newest of them', () => {
    const run = runOf(on());
    for (let i = 0; i < 50; i++) run.event(i / 10, 'e', { sku: `v${i}` });
    expect(Object.keys(run.memory as object).sort()).toEqual(['=v47', '=v48', '=v49']);
    const other = runOf(on());
    other.event(9, 'e', { sku: 'w' });
    const merged = run.trigger.waker.merge!(run.memory, other.memory);
    expect(Object.keys(merged as object).sort()).toEqual(['=v48', '=v49', '=w']);
  });

  test('goes by the newest time of a value, whatever order they come in', () => {
    const run = runOf(on());
    run.event(50, 'e', { sku: 'a' });
    run.event(5, 'e', { sku: 'a' });
    run.event(60, 'e', { sku: 'b' });
    run.event(70, 'e', { sku: 'c' });
    expect(run.seconds).toEqual([70]);
  });

  test('is bounded', () => {
    const run = runOf(on());
    for (let i = 0; i < 500; i++) run.event(i / 100, 'e', { sku: `sku ${i}`.repeat(50) });
    expect(JSON.stringify(run.memory).length).toBeLessThan(200);
    expect(run.seconds).toEqual([0.02]);
  });

  test('joins what two customers saw who are one', () => {
    const [mine, theirs] = [runOf(on()), runOf(on())];
    mine.event(0, 'e', { sku: 'a' });
    theirs.event(1, 'e', { sku: 'a' });
    theirs.event(2, 'e', { sku: 'b' });
    mine.remember(mine.trigger.waker.merge!(mine.memory, theirs.memory));
    mine.event(3, 'e', { sku: 'c' });
    expect(mine.seconds).toEqual([3]);
  });
});
