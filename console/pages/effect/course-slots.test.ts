import { expect, test } from 'vitest';
import { courseSlots } from './course-slots.ts';

const HOUR_MS = 3_600_000;
const pointAt = (hour: number) => ({ at: hour * HOUR_MS, estimate: 0.02, low: 0, high: 0.05 });

test('a period is divided into equal parts, of which what is not over is open and only the begun one is known', () => {
  const points = [pointAt(2), pointAt(4)];
  const slots = courseSlots(points, { from: 0, until: 8 * HOUR_MS, ripeAt: 5.5 * HOUR_MS });
  expect(slots.map(({ at }) => at / HOUR_MS)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(slots.map(({ isOpen }) => isOpen)).toEqual([false, false, false, false, false, true, true, true]);
  expect(slots.map(({ point }) => point && point.at / HOUR_MS)).toEqual([
    undefined,
    2,
    2,
    4,
    4,
    4,
    undefined,
    undefined,
  ]);
});

test('a long period has at most 60 parts, and ends with the planned end', () => {
  const until = 28 * 24 * HOUR_MS;
  const slots = courseSlots([pointAt(3)], { from: 0, until, ripeAt: until });
  expect(slots.length).toBeLessThanOrEqual(60);
  expect(slots.at(-1)).toMatchObject({ at: until, isOpen: false, point: { at: 3 * HOUR_MS } });
});
