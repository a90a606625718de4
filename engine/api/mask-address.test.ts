import { expect, test } from 'vitest';
import { maskAddress } from './mask-address.ts';

test.each([
  ['anna.fischer@shop.example', 'a…@shop.example'],
  ['customer-81', 'c…'],
  ['🌧️rain@x.example', '🌧…@x.example'],
  ['', '…'],
])('of %j others see %j', (to, masked) => {
  expect(maskAddress(to)).toBe(masked);
});
