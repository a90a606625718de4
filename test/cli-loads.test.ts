import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadsOf, loadsOfSources } from './support/loads.ts';
import { root } from './support/sources.ts';

const SAMPLE = join(root, 'config/sample');
const AT = ['--url', 'http://127.0.0.1:1', '--key', 'k'];

test.each([
  { args: ['--help'], most: 60 },
  { args: ['story', 'anna', ...AT], most: 30 },
  { args: ['query', 'funnel', ...AT], most: 30 },
  { args: ['explain', 'anna', ...AT], most: 30 },
  { args: ['back-test', 'walk-by', ...AT], most: 30 },
])('`kairos $args` loads a few of its sources, and neither the engine nor its packages', ({ args, most }) => {
  const { ours, packages } = loadsOfSources(...args);
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.length).toBeLessThan(most);
  expect(ours).not.toContain('engine/app.ts');
  expect(packages.filter((name) => name !== '@swc/wasm-typescript')).toEqual(['commander', 'fastest-levenshtein']);
});

test('`kairos check` loads no package that sends or knows calendars, from its sources or its bundle', () => {
  for (const { code, packages } of [loadsOfSources('check', SAMPLE), loadsOf('check', SAMPLE)]) {
    expect(code).toBe(0);
    for (const name of ['undici', 'nodemailer', 'date-holidays', 'date-holidays-parser', 'moment-timezone'])
      expect(packages).not.toContain(name);
  }
});

test('what is kept of stripped types is of the stripper that is installed', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const hook = readFileSync(join(root, 'engine/strip-types.mjs'), 'utf8');
  expect(hook).toContain(`RELEASE = '${dependencies['@swc/wasm-typescript']}'`);
});
