import { createFormatter } from 'use-intl/core';
import { expect, test } from 'vitest';
import { bytesAs } from './bytes.ts';

test.each([
  [0, 'de', '0 Byte'],
  [999, 'en', '999 byte'],
  [1_500_000, 'de', '1,5 MB'],
  [2_345_678_901, 'en', '2.35 GB'],
])('%d bytes are written for people (%s)', (bytes, locale, words) => {
  expect(bytesAs(createFormatter({ locale, timeZone: 'UTC' }), bytes).replaceAll('\u00a0', ' ')).toBe(words);
});
