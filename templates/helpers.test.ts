import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Helper } from './contract.ts';
import { EXAMPLE_SETTING } from './previews/example-setting.ts';

const helpers = await loadFolder<Helper>(new URL('helpers/', import.meta.url));

for (const helper of helpers.values()) {
  test(`helper ${helper.name} gives what its examples say`, () => {
    expect(helper.examples.length).toBeGreaterThan(1);
    for (const { args, hash = {}, gives } of helper.examples) {
      expect(helper.run(args, hash, EXAMPLE_SETTING), JSON.stringify({ args, hash })).toBe(gives);
    }
  });

  test(`helper ${helper.name} gives a text or throws, whatever it is called with`, () => {
    for (const junk of [
      undefined,
      null,
      {},
      [],
      Number.NaN,
      'x'.repeat(100_000),
      Symbol.iterator,
      () => 1,
      new Date(0),
    ]) {
      for (const args of [[junk], [junk, junk], [1, junk], ['https://a.example', junk]]) {
        for (const hash of [{}, { locale: junk, zone: junk, style: junk, digits: junk, other: junk, of: junk }]) {
          let given: unknown = '';
          try {
            given = helper.run(args, hash, EXAMPLE_SETTING);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
          expect(given).toBeTypeOf('string');
        }
      }
    }
  });
}

test.each(['date', 'time', 'weekday'])('%s does not guess at what is no date', (name) => {
  for (const value of ['03.12.2026 19:00', '12/03/2026', '12', 'Dec 3, 2026', '2026-02-30', 12, 0, 20_260_605]) {
    const write = () => helpers.get(name)!.run([value], {}, EXAMPLE_SETTING);
    expect(write, String(value)).toThrow(/^a time \(ISO 8601 such as .*\), got /);
  }
});

test('what comes without a zone is shown as it is written, whatever zone is asked for', () => {
  const setting = { ...EXAMPLE_SETTING, zone: 'America/New_York' };
  expect(helpers.get('time')!.run(['2026-12-03 19:00'], { zone: 'Asia/Tokyo' }, setting)).toBe('19:00');
  expect(helpers.get('date')!.run(['2026-12-03'], {}, setting)).toBe('3 December 2026');
});

test('a locale that is none counts as English', () => {
  const setting = { ...EXAMPLE_SETTING, locale: 'not a locale' };
  expect(helpers.get('number')!.run([1234.5], {}, setting)).toBe('1,234.5');
  expect(helpers.get('distance')!.run([1234.5], {}, setting)).toBe('1.2 km');
});

const run = (name: string, args: readonly unknown[], hash: Readonly<Record<string, unknown>> = {}) =>
  helpers.get(name)!.run(args, hash, EXAMPLE_SETTING);

test('a distance is rounded to what people say, the more the further it is', () => {
  const metres = [0, 9.4, 9.6, 12, 13, 97, 102, 104, 994, 995, 1_049, 9_949, 9_990, 12_345].map((far) =>
    run('distance', [far], { locale: 'de-DE' }),
  );
  expect(metres).toEqual([
    ...['0 m', '9 m', '10 m', '10 m', '15 m', '95 m', '100 m', '100 m', '990 m'],
    ...['1 km', '1 km', '9,9 km', '10 km', '12 km'],
  ]);
  const feet = [1, 3, 30, 303, 304, 1_000, 16_000, 20_000].map((far) => run('distance', [far], { locale: 'en-US' }));
  expect(feet).toEqual(['3 ft', '10 ft', '100 ft', '990 ft', '0.2 mi', '0.6 mi', '9.9 mi', '12 mi']);
  expect(() => run('distance', [-1])).toThrow('metres from 0 on, got -1');
});

test('a length of time is told in its two largest units', () => {
  const told = [59.4, 59.6, 60, 61, 3_600, 3_601, 86_400, 86_400 * 9 + 60].map((seconds) => run('duration', [seconds]));
  expect(told).toEqual([
    ...['59 seconds', '1 minute', '1 minute', '1 minute, 1 second', '1 hour', '1 hour, 1 second'],
    ...['1 day', '9 days, 1 minute'],
  ]);
});

test('a time that has gone by is as long as one to come', () => {
  expect([run('duration', [-60]), run('duration', [-5_400])]).toEqual(['1 minute', '1 hour, 30 minutes']);
});

test('a link has its parts and parameters where they belong', () => {
  expect(run('link', ['https://a.example/', 'b'], { c: 1 })).toBe('https://a.example/b?c=1');
  expect(run('link', ['https://a.example/x/', 'b', 7])).toBe('https://a.example/x/b/7');
  expect(run('link', ['https://a.example/x/'])).toBe('https://a.example/x/');
  expect(run('link', ['https://a.example/?a=1#b?c', 'd'], { a: 2 })).toBe('https://a.example/d?a=1&a=2#b?c');
  for (const part of ['.', '..']) expect(() => run('link', ['https://a.example', part])).toThrow('dots alone');
  expect(run('link', ['https://a.example', '...'])).toBe('https://a.example/...');
  expect(() => run('link', ['a.example'])).toThrow("a complete URL such as https://shop.example, got 'a.example'");
});

test('a text is cut to its length at a word that ends near, and never within a character', () => {
  expect(run('truncate', ['abcd', 4])).toBe('abcd');
  expect(run('truncate', ['abcde', 4])).toBe('abc…');
  expect(run('truncate', ['one two', 4])).toBe('one…');
  expect(run('truncate', ['one  two three', 6])).toBe('one…');
  expect(run('truncate', ['a bcdefghijk', 8])).toBe('a bcdef…');
  expect(run('truncate', ['one two three', 9], { end: ' ...' })).toBe('one ...');
  expect(run('truncate', ['👩‍👩‍👧👩‍👩‍👧', 2])).toBe('👩‍👩‍👧👩‍👩‍👧');
  expect(run('truncate', ['abc', 1], { end: '>>' })).toBe('>>');
  for (const most of [0, 10_001, 1.5]) {
    expect(() => run('truncate', ['abc', most])).toThrow('a whole number from 1 to 10000');
  }
});

test('helpers say what they expected', () => {
  expect(() => run('percent', [1], { of: 0 })).toThrow('a number other than 0 as of=');
  expect(() => run('percent', [1], { of: 'x' })).toThrow("a number as of=, got 'x'");
  expect(() => run('plural', [1], { few: 'x' })).toThrow('a form for \'one\': one="…" or other="…"');
  expect(() => run('list-join', [[]])).toThrow('a list with something in it');
  expect(() => run('list-join', [[{ a: 1 }, null]], { property: 'a' })).toThrow('a text, got nothing');
  for (const percent of [-0.1, 100.1]) {
    expect(() => run('discount', [10, percent])).toThrow(`percent from 0 to 100, got ${percent}`);
  }
  expect([run('discount', [10, 0]), run('discount', ['0.3', 50])]).toEqual(['10', '0.15']);
  for (const code of ['EU', 'EURO', '€', 7]) {
    expect(() => run('currency', [1], { code })).toThrow('a currency of three letters, such as EUR, got');
  }
  expect(() => run('fallback', [undefined, ' '])).toThrow('at least one value that is known');
});

test('a condition knows its bound, and what is on either side of it', () => {
  const about50 = (name: string) => [49.9, 50, 50.1].map((value) => run(name, [value, 50]) === 'true');
  expect(about50('above')).toEqual([false, false, true]);
  expect(about50('at-least')).toEqual([false, true, true]);
  expect(about50('below')).toEqual([true, false, false]);
  expect(about50('at-most')).toEqual([true, true, false]);
  expect(about50('equals')).toEqual([false, true, false]);
});
