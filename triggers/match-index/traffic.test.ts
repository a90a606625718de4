import { expect, test } from 'vitest';
import type { Moment, Read } from '../contract.ts';
import { Fields } from './rule-of.ts';
import { Traffic } from './traffic.ts';

test('one moment in sixty-one is looked at', () => {
  const fields = new Fields();
  const seen: unknown[] = [];
  const read: Read = (moment) => seen.push((moment as unknown as { readonly number: number }).number);
  fields.numberOf('cart.value', read);
  const traffic = new Traffic(fields);
  for (let number = 1; number <= 200; number++) traffic.see({ number } as unknown as Moment);
  expect(seen).toEqual([61, 122, 183]);
});
