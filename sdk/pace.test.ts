import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('each failure leaves a quarter, down to a least', () => {
  const pace = createPace(1_000);
  const shares = Array.from({ length: 5 }, () => {
    pace.failed();
    return pace.share;
  });
  expect(shares).toEqual([1 / 4, 1 / 16, 1 / 64, 1 / 128, 1 / 128]);
});

test('it grows a little each time as much arrived as may be under way, up to all', () => {
  const pace = createPace(100);
  pace.failed();
  pace.arrived(24);
  expect(pace.share).toBe(0.25);
  pace.arrived(1);
  expect(pace.share).toBe(0.25 + 1 / 32);
  for (let i = 0; i < 100; i++) pace.arrived(100);
  expect(pace.share).toBe(1);
});
