import { expect, test } from 'vitest';
import { createPatience } from './patience.ts';

test('4 MB or 2,000 frames while told to wait are borne, no more; and after the wait it begins anew', () => {
  let now = 0;
  const patience = createPatience({ wall: () => now });
  for (let i = 0; i < 4; i++) expect(patience.bear(1024 * 1024, 250)).toBe(true);
  expect(patience.bear(1, 250)).toBe(false);
  now = 250;
  for (let i = 0; i < 2_000; i++) expect(patience.bear(100, 250)).toBe(true);
  expect(patience.bear(100, 250)).toBe(false);
});
