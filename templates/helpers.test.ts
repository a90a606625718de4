import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/registry.ts';
import type { Helper } from './contract.ts';
import { EXAMPLE_SETTING } from './example-setting.ts';

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
