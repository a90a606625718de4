import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../engine/', import.meta.url);
const scripts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.lua'))
  .map((path) => ({ path, text: readFileSync(new URL(path, FOLDER), 'utf8') }));

test('there are scripts to look at', () => {
  expect(scripts.length).toBeGreaterThan(20);
});

describe.each(scripts)('$path', ({ text }) => {
  const [page = '', body = ''] = text.split('\n]]\n');

  test('begins with a table of its keys and arguments', () => {
    expect(page).toMatch(/^--\[\[\n {2}[A-Z]/);
    expect(page).toContain('\n  Input:\n');
    for (const [name] of body.matchAll(/\b(?:KEYS|ARGV)\[\d+\]/g)) expect(page).toContain(name);
  });

  test('gives each key and argument a name before it uses it', () => {
    expect(body).not.toMatch(/call\([^)\n]*\b(?:KEYS|ARGV)\b/);
  });
});
