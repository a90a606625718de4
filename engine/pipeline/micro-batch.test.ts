import { of, Subject, throwError } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { microBatch } from './micro-batch.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function batching(most: number, gatherMs?: number) {
  const source = new Subject<readonly number[]>();
  const batches: (readonly number[])[] = [];
  const under: Subject<number>[] = [];
  let isComplete = false;
  source
    .pipe(
      microBatch(
        most,
        (batch: readonly number[]) => {
          batches.push(batch);
          const running = new Subject<number>();
          under.push(running);
          return running;
        },
        gatherMs,
      ),
    )
    .subscribe({ complete: () => (isComplete = true) });
  return { source, batches, finish: () => under.shift()!.complete(), isComplete: () => isComplete };
}

test('what comes in one turn, and while a batch is under way, goes together', () => {
  const { source, batches, finish } = batching(10);
  source.next([1]);
  source.next([2, 3]);
  expect(batches).toEqual([]);
  vi.runAllTimers();
  source.next([4]);
  source.next([5]);
  expect(batches).toEqual([[1, 2, 3]]);
  finish();
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test('a batch that gathers waits for more, from its first item on, unless it is full', () => {
  const { source, batches, finish } = batching(3, 4);
  source.next([1]);
  vi.advanceTimersByTime(3);
  source.next([2]);
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(batches).toEqual([[1, 2]]);
  source.next([3]);
  finish();
  vi.advanceTimersByTime(3);
  expect(batches).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(batches.at(-1)).toEqual([3]);
  source.next([4, 5, 6, 7]);
  finish();
  vi.advanceTimersByTime(0);
  expect(batches.at(-1), 'full, so at once').toEqual([4, 5, 6]);
  vi.advanceTimersByTime(3);
  source.next([8]);
  vi.advanceTimersByTime(1);
  finish();
  vi.advanceTimersByTime(0);
  expect(batches.at(-1), 'the first of them has waited while others were under way').toEqual([7, 8]);
});

test('it completes when its source has and all is done, also what still gathers', () => {
  const { source, batches, finish, isComplete } = batching(3, 4);
  source.next([1]);
  source.complete();
  expect(isComplete()).toBe(false);
  vi.runAllTimers();
  expect(batches).toEqual([[1]]);
  finish();
  expect(isComplete()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('left early it leaves no timer', () => {
  const source = new Subject<readonly number[]>();
  const watching = source.pipe(microBatch(3, (batch: readonly number[]) => of(batch.length), 4)).subscribe();
  source.next([1]);
  watching.unsubscribe();
  expect(vi.getTimerCount()).toBe(0);
});

test('it fails when its source does, and when a batch does', () => {
  const failures: unknown[] = [];
  const source = new Subject<readonly number[]>();
  source.pipe(microBatch(3, of)).subscribe({ error: (cause) => failures.push(cause) });
  source.error('source');
  const other = new Subject<readonly number[]>();
  other.pipe(microBatch(3, () => throwError(() => 'batch'))).subscribe({ error: (cause) => failures.push(cause) });
  other.next([1]);
  vi.runAllTimers();
  expect(failures).toEqual(['source', 'batch']);
});

test('left early it ends the batch that is under way', () => {
  const source = new Subject<readonly number[]>();
  const running = new Subject<number>();
  const watching = source.pipe(microBatch(3, () => running)).subscribe();
  source.next([1]);
  vi.runAllTimers();
  expect([source.observed, running.observed]).toEqual([true, true]);
  watching.unsubscribe();
  expect([source.observed, running.observed]).toEqual([false, false]);
});

test('what a batch gives comes out in order', () => {
  const source = new Subject<readonly number[]>();
  const given: number[] = [];
  source.pipe(microBatch(2, (batch: readonly number[]) => batch.map((n) => n * 10))).subscribe((n) => given.push(n));
  source.next([1, 2, 3]);
  source.next([4, 5]);
  vi.runAllTimers();
  expect(given).toEqual([10, 20, 30, 40, 50]);
});
