import { expect, test } from 'vitest';
import { faultsBySlot, otherProblems } from './slot-problems.ts';

const problem = (path: string) => ({ source: 'draft', path, expected: 'something else' });

test('problems and unknown fields stand at their slot, with the line', () => {
  const faults = faultsBySlot(
    [problem('channels.email.html line 3 column 7'), problem('locales.de.email.subject')],
    [{ at: 'channels.email.html', name: 'customer.frstName', nearest: 'customer.firstName', line: 1, column: 4 }],
  );
  expect(faults.get('channels.email.html')).toEqual([
    { line: 3, expected: 'something else' },
    { line: 1, unknown: 'customer.frstName', nearest: 'customer.firstName' },
  ]);
  expect(faults.get('locales.de.email.subject')).toEqual([{ line: undefined, expected: 'something else' }]);
});

test('what is about no slot on the page is told apart', () => {
  const problems = [problem('channels.email.html line 3 column 7'), problem('name')];
  expect(otherProblems(problems, new Set(['channels.email.html'])).map(({ path }) => path)).toEqual(['name']);
});
