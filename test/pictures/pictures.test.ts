import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { PICTURES } from './pictures.ts';

test.each(Object.entries(PICTURES))(
  '%s is what the code draws; `npm run pictures` draws it anew',
  async (file, draw) => {
    const kept = await readFile(new URL(`../../docs/img/${file}`, import.meta.url), 'utf8');
    expect(await draw()).toBe(kept);
  },
);
