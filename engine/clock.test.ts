import { expect, test } from 'vitest';
import { signalClock, systemClock } from './clock.ts';

test('the system clock tells the time, and its wall time has fractions and never runs back', () => {
  const clock = systemClock();
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  expect(Math.abs(clock.wall() - Date.now())).toBeLessThan(1_000);
  let last = clock.wall();
  let fraction = false;
  for (let i = 0; i < 10_000; i++) {
    const wall = clock.wall();
    expect(wall).toBeGreaterThanOrEqual(last);
    fraction ||= wall % 1 !== 0;
    last = wall;
  }
  expect(fraction).toBe(true);
});

test('a signal clock goes forward only', () => {
  const clock = signalClock(1_000);
  expect(clock.now()).toBe(1_000);
  clock.advance(5_000);
  clock.advance(3_000);
  clock.advance(Number.NaN);
  expect(clock.now()).toBe(5_000);
  clock.advance(5_001);
  expect(clock.now()).toBe(5_001);
  expect(Math.abs(clock.wall() - Date.now())).toBeLessThan(1_000);
});
