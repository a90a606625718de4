import { Subject, throwError } from 'rxjs';
import { beforeEach, expect, test } from 'vitest';
import type { PipelineProbe } from './contract.ts';
import { type Batch, stage } from './stage.ts';

const said: unknown[] = [];
beforeEach(() => {
  said.length = 0;
});
const probe = {
  passed: (name: string, size: number, ms: number) => said.push(['passed', name, size, ms >= 0 && ms < 60_000]),
  failed: (name: string, size: number, cause: Error) => said.push(['failed', name, size, cause.message]),
} as unknown as PipelineProbe;
const batch = (size: number): Batch => ({
  size,
  turnAway: (name, cause) => said.push(['turned away', name, size, (cause as Error).message]),
});

test('a batch that passes is counted with its time, and what it gives goes on', () => {
  const batches = new Subject<Batch>();
  const given: unknown[] = [];
  batches.pipe(stage('decide', ({ size }) => [size, size * 2], probe)).subscribe((one) => given.push(one));
  batches.next(batch(3));
  expect(given).toEqual([3, 6]);
  expect(said).toEqual([['passed', 'decide', 3, true]]);
});

test('one that fails, at once or later, is counted and turned away, and the next goes on', () => {
  const batches = new Subject<Batch>();
  const given: unknown[] = [];
  let isOver = false;
  const step = ({ size }: Batch) => {
    if (size === 1) throw new Error('at once');
    return size === 2 ? throwError(() => new Error('later')) : [size];
  };
  batches.pipe(stage('decide', step, probe)).subscribe({
    next: (one) => given.push(one),
    complete: () => {
      isOver = true;
    },
  });
  for (const size of [1, 2, 3]) batches.next(batch(size));
  expect(given).toEqual([3]);
  expect(said).toEqual([
    ['failed', 'decide', 1, 'at once'],
    ['turned away', 'decide', 1, 'at once'],
    ['failed', 'decide', 2, 'later'],
    ['turned away', 'decide', 2, 'later'],
    ['passed', 'decide', 3, true],
  ]);
  batches.complete();
  expect(isOver).toBe(true);
});
