import { expect, test } from 'vitest';
import { readPathPart } from './path-part.ts';

test.each([
  ['~..', '..'],
  ['~.', '.'],
  ['~~..', '~..'],
  ['~anna', '~anna'],
  ['~...', '~...'],
  ['anna', 'anna'],
])('%s is read as %s', (written, read) => {
  expect(readPathPart(written)).toBe(read);
});
