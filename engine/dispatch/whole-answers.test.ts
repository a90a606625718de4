import { expect, test } from 'vitest';
import { createWholeAnswers } from './whole-answers.ts';

const end = (answer?: string) => ({ state: 'failed', reason: 'short', effect: 'drop', answer }) as const;

test('long answers are kept whole, up to a bound within an hour', () => {
  let at = 0;
  const kept = createWholeAnswers({ wall: () => at }, 10);
  expect([end('123456'), end('12345'), end('1234'), end()].map(kept)).toEqual(['123456', 'short', '1234', 'short']);
  at = 3_599_999;
  expect(kept(end('1'))).toBe('short');
  at = 3_600_000;
  expect(kept(end('1234567890'))).toBe('1234567890');
});
