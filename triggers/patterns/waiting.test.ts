import { describe, expect, test } from 'vitest';
import { afterOldest, beginAt, endAt, MOST_WAITS, mergeWaiting, type RestartRule, type Waiting } from './waiting.ts';

const WAIT = 10;
const EVERY: readonly RestartRule[] = ['restart', 'keep-first', 'each'];
/** What stands after beginnings at these times, in this order. */
const begun = (again: RestartRule, ...times: number[]): Waiting =>
  times.reduce<Waiting>((waiting, at) => beginAt(waiting, [at], WAIT, again, undefined), { begun: [] });
const times = ({ begun }: Waiting) => begun.map(([at]) => at);

describe('a second beginning', () => {
  test('begins the wait anew where it restarts; one that is older, or of the same instant, changes nothing', () => {
    expect(times(begun('restart', 5, 7))).toEqual([7]);
    expect(times(begun('restart', 7, 5))).toEqual([7]);
    const [here, there] = [
      [5, 'here'],
      [5, 'there'],
    ] as const;
    expect(beginAt({ begun: [here] }, there, WAIT, 'restart', undefined).begun).toEqual([here]);
  });

  test('is one of its own where each counts, in the order of their times, and once', () => {
    expect(times(begun('each', 7, 5, 7))).toEqual([5, 7]);
  });

  test('is held back where the first is kept: it goes on when that one is over and it began after', () => {
    expect(times(begun('keep-first', 5, 7))[0]).toBe(5);
    expect(times(afterOldest(begun('keep-first', 5, 7, 15, 16), WAIT, 'keep-first'))).toEqual([15, 16]);
    expect(times(afterOldest(begun('each', 5, 7, 15), WAIT, 'each')), 'each goes on').toEqual([7, 15]);
  });

  test('does not begin one more than are told apart', () => {
    const many = Array.from({ length: MOST_WAITS + 1 }, (_, i) => i);
    expect(times(begun('each', ...many))).toEqual(many.slice(0, MOST_WAITS));
    expect(times(begun('keep-first', ...many)), 'the first stays, and the newest of the others').toEqual([
      0,
      ...many.slice(-7),
    ]);
  });
});

describe('an end', () => {
  test('ends what is going on at its time: begun by then, and not over', () => {
    const waiting = begun('each', 5, 14, 20);
    expect(times(endAt(waiting, 15, WAIT))).toEqual([5, 20]);
    expect(times(endAt(waiting, 14, WAIT))).toEqual([20]);
    expect(times(endAt(waiting, 4, WAIT))).toEqual([5, 14, 20]);
  });

  test('is remembered by the latest time', () => {
    expect(endAt({ begun: [], endedAt: 9 }, 5, WAIT).endedAt).toBe(9);
    expect(endAt({ begun: [], endedAt: 3 }, 5, WAIT).endedAt).toBe(5);
  });

  test.each(EVERY)('keeps a wait from beginning that it would have ended, when that comes later (%s)', (again) => {
    const late = (at: number, endedBefore: number) => times(beginAt({ begun: [] }, [at], WAIT, again, endedBefore));
    expect(late(5, 6)).toEqual([]);
    expect(late(5, 14)).toEqual([]);
    expect(late(5, 5), 'an end does not end what begins with it').toEqual([5]);
    expect(late(5, 15), 'it was over by then').toEqual([5]);
    expect(late(5, 4)).toEqual([5]);
  });
});

describe('a merge', () => {
  test('joins the waits by the rule, whoever had them', () => {
    const both = (again: RestartRule) => [
      times(mergeWaiting(begun(again, 5), begun(again, 7), WAIT, again)),
      times(mergeWaiting(begun(again, 7), begun(again, 5), WAIT, again)),
    ];
    expect(both('restart')).toEqual([[7], [7]]);
    expect(both('each')).toEqual([
      [5, 7],
      [5, 7],
    ]);
    expect(both('keep-first').map(([first]) => first)).toEqual([5, 5]);
  });

  test('lets what ended for one end it for the other, and remembers the later end', () => {
    const ended: Waiting = { begun: [], endedAt: 9 };
    expect(mergeWaiting(begun('each', 5), ended, WAIT, 'each')).toEqual({ begun: [], endedAt: 9 });
    expect(mergeWaiting({ begun: [], endedAt: 3 }, ended, WAIT, 'each').endedAt).toBe(9);
    expect(mergeWaiting(begun('each', 5), { begun: [] }, WAIT, 'each')).not.toHaveProperty('endedAt');
  });
});
