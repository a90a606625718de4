import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const NOW = Date.UTC(2026, 5, 5, 16, 30);

test.each([
  ['7', undefined, 7_000],
  ['1.5', undefined, 1_500],
  ['3600', undefined, 3_600_000],
  ['1000000000000', undefined, 86_400_000],
  ['Fri, 05 Jun 2026 16:31:00 GMT', undefined, 60_000],
  ['Fri, 05 Jun 2026 16:31:00 GMT', 'Fri, 05 Jun 2026 16:30:50 GMT', 10_000],
  ['Fri, 05 Jun 2026 16:31:00 GMT', 'garbage', 60_000],
  ['Fri, 05 Jun 2099 16:31:00 GMT', undefined, 86_400_000],
  ['Fri, 05 Jun 2020 16:31:00 GMT', undefined, undefined],
  ['0', undefined, 0],
  ['-5', undefined, undefined],
  ['soon', undefined, undefined],
  ['1e9', undefined, undefined],
  ['', undefined, undefined],
  [undefined, undefined, undefined],
  [['5'], undefined, undefined],
])('%s with date %s waits %s ms', (header, date, waitMs) => {
  expect(readRetryAfter(header, date, NOW)).toBe(waitMs);
});
