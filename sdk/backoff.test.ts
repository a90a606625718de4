import { expect, test } from 'vitest';
import { createBackoff } from './backoff.ts';

const waits = (count: number, next: () => number): readonly number[] => Array.from({ length: count }, next);

test('a wait is between half of a bound and all of it, and the bound doubles up to the most', () => {
  const least = createBackoff(500, 60_000, () => 0);
  expect(waits(9, least.nextMs)).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  const most = createBackoff(500, 60_000, () => 1 - Number.EPSILON);
  const bounds = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
  expect(waits(9, most.nextMs).map(Math.round)).toEqual(bounds);
  expect(waits(2_000, most.nextMs).every((ms) => ms <= 60_000)).toBe(true);
});

test('after a success the next wait is short again', () => {
  const backoff = createBackoff(500, 60_000, () => 0);
  waits(20, backoff.nextMs);
  backoff.reset();
  expect(waits(2, backoff.nextMs)).toEqual([250, 500]);
});

test('two clients that lost the engine at once come back at times of their own', () => {
  const [one, other] = [0.1, 0.9].map((chance) => createBackoff(500, 60_000, () => chance));
  const apart = waits(8, one!.nextMs).map((ms) => Math.abs(ms - other!.nextMs()));
  expect(apart.map(Math.round)).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 24_000]);
});

test('what the engine asks for is waited and up to half more, an hour and a half at most', () => {
  const [least, most] = [0, 1].map((chance) => createBackoff(500, 60_000, () => chance));
  expect([least!.askedMs(7_000), most!.askedMs(7_000)]).toEqual([7_000, 10_500]);
  expect([least!.askedMs(1e12), most!.askedMs(1e12)]).toEqual([3_600_000, 5_400_000]);
});
