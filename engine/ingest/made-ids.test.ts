import { expect, test } from 'vitest';
import { createIds } from './made-ids.ts';

test('ids are random UUIDs of version 4, no two of them the same', () => {
  const nextId = createIds();
  const ids = Array.from({ length: 10_000 }, nextId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
  const digits = new Map<string, number>();
  for (const digit of ids.map((id) => id.replaceAll('-', '').slice(0, 12)).join(''))
    digits.set(digit, (digits.get(digit) ?? 0) + 1);
  expect(digits.size).toBe(16);
  // 7,500 of each are to be expected, give or take 84; a digit 600 off comes once in 10^11 runs.
  for (const count of digits.values()) expect(Math.abs(count - 7_500)).toBeLessThan(600);
});
