import { expect, test } from 'vitest';
import type { Source } from '../support/sources.ts';
import { createTestsBeside } from './tests-beside.ts';

const file = (path: string, ...imports: string[]): Source => ({
  path,
  imports,
  text: '',
  lines: 0,
  isTest: path.endsWith('.test.ts'),
  computedImports: 0,
  exports: [],
  functions: [],
  links: [],
  spans: [],
  hasAny: false,
  readsEnvironment: false,
});

test('the tests that import a file stand before those that reach it through others', () => {
  const beside = createTestsBeside([
    file('triggers/far.test.ts', 'triggers/middle.ts'),
    file('triggers/near.test.ts', 'triggers/code.ts'),
    file('triggers/middle.ts', 'triggers/code.ts'),
    file('triggers/code.ts'),
    file('triggers/other.test.ts', 'triggers/none.ts'),
  ]);
  expect(beside('triggers/code.ts')).toEqual(['triggers/near.test.ts', 'triggers/far.test.ts']);
});

test('a folder that is loaded counts as an import of each file in it, but not of those below', () => {
  const beside = createTestsBeside([
    file('test/examples.test.ts', 'triggers/operators/'),
    file('triggers/operators/equals.ts'),
    file('triggers/operators/deep/hidden.ts'),
  ]);
  expect(beside('triggers/operators/equals.ts')).toEqual(['test/examples.test.ts']);
  expect(beside('triggers/operators/deep/hidden.ts')).toEqual([]);
});

test('of tests that are as far away, the ten that share most folders with the code are taken', () => {
  const elsewhere = Array.from({ length: 10 }, (_, n) => file(`engine/api/${n}.test.ts`, 'engine/outcomes/code.ts'));
  const near = file('engine/outcomes/near.test.ts', 'engine/outcomes/code.ts');
  const chosen = createTestsBeside([...elsewhere, near, file('engine/outcomes/code.ts')])('engine/outcomes/code.ts');
  expect(chosen).toHaveLength(10);
  expect(chosen[0]).toBe('engine/outcomes/near.test.ts');
});

test('the test of the same name is the first, even if it reaches the file through another one', () => {
  const beside = createTestsBeside([
    file('triggers/near.test.ts', 'triggers/code.ts'),
    file('triggers/code.test.ts', 'triggers/middle.ts'),
    file('triggers/middle.ts', 'triggers/code.ts'),
    file('triggers/code.ts'),
  ]);
  expect(beside('triggers/code.ts')[0]).toBe('triggers/code.test.ts');
});

test('the tests of its folder stand before others that are nearer, and first those that say its name', () => {
  const saying = (path: string, text: string) => ({ ...file(path, 'support/run.ts'), text });
  const beside = createTestsBeside([
    file('triggers/fields/fields.test.ts', 'triggers/vocabulary/vocabulary.ts'),
    saying('triggers/wakers/dwell.test.ts', 'dwell: 5m'),
    saying('triggers/wakers/windows.test.ts', '{ distinct: { of } }'),
    file('support/run.ts', 'triggers/vocabulary/vocabulary.ts'),
    file('triggers/vocabulary/vocabulary.ts', 'triggers/wakers/'),
    file('triggers/wakers/distinct.ts'),
  ]);
  expect(beside('triggers/wakers/distinct.ts')).toEqual([
    'triggers/wakers/windows.test.ts',
    'triggers/wakers/dwell.test.ts',
    'triggers/fields/fields.test.ts',
  ]);
});
