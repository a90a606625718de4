import { expect, test } from 'vitest';
import { readPhone } from './phone.ts';

test('a phone number is read as E.164, however people write it', () => {
  expect(readPhone('+49 1511 2345678')).toBe('+4915112345678');
  expect(readPhone('0049 (1511) 234-5678')).toBe('+4915112345678');
  expect(readPhone('01511 2345678', 'DE')).toBe('+4915112345678');
  expect(readPhone('+1 415 555 2671')).toBe('+14155552671');
});

test.each([
  undefined,
  7,
  '',
  '123',
  '01511 2345678',
  '+49',
  '+999123456789',
  'call me',
  '+4915112345678x9',
  `+49${'1'.repeat(60)}`,
])('%s is no phone number', (said) => expect(readPhone(said)).toBeUndefined());
