import { expect, test } from 'vitest';
import { readPathPart, writePathPart } from './path-part.ts';

test.each(['..', '.', '~..', '~~.', 'anna', '~anna', '...', 'a/b|c#d%e?f@', '🌧️', '‮evil‬', ''])(
  '%j comes back as it was, and no browser takes it out of an address',
  (id) => {
    expect(readPathPart(writePathPart(id))).toBe(id);
    const { pathname } = new URL(`/customers/${encodeURIComponent(writePathPart(id))}/story`, 'http://localhost');
    expect(pathname.split('/').length).toBe(4);
  },
);
