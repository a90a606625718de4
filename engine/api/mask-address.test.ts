import { expect, test } from 'vitest';
import { maskAddress, maskAddressesIn } from './mask-address.ts';

test.each([
  ['anna.fischer@shop.example', 'a…@shop.example'],
  ['customer-81', 'c…'],
  ['🌧️rain@x.example', '🌧…@x.example'],
  ['', '…'],
])('of %j others see %j', (to, masked) => {
  expect(maskAddress(to)).toBe(masked);
});

test('addresses in the words of a mail server are masked', () => {
  expect(maskAddressesIn('550 5.1.1 <anna@shop.example>: no such user')).toBe(
    '550 5.1.1 <a…@shop.example>: no such user',
  );
});
