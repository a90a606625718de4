import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ensureConsole } from '../cli/setup/console.mjs';
import { root } from './support/sources.ts';

const DIST = join(root, 'console/dist');
const MOST_KB = 300;

beforeAll(() => ensureConsole(root), 120_000);

test('the script that the first page waits for is at most 300 KB compressed', () => {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  expect(first.length).toBeGreaterThan(0);
  const bytes = first.reduce((sum, path) => sum + gzipSync(readFileSync(join(DIST, path))).length, 0);
  expect(Math.round(bytes / 1_024)).toBeLessThanOrEqual(MOST_KB);
});
