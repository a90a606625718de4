import { expect, test } from 'vitest';
import { cacheByLocale, replaceSpaces } from './intl.ts';

function counting() {
  const made: string[] = [];
  const of = cacheByLocale((locale, digits: number) => {
    made.push(`${locale} ${digits}`);
    return { locale, digits };
  });
  return { made, of };
}

test('one is made for each locale and its options, and kept', () => {
  const { made, of } = counting();
  const first = of('de-AT', 1);
  expect(of('de-AT', 1)).toBe(first);
  expect([of('de-AT', 2), of('de', 1)]).toEqual([
    { locale: 'de-AT', digits: 2 },
    { locale: 'de', digits: 1 },
  ]);
  expect(made).toEqual(['de-AT 1', 'de-AT 2', 'de 1']);
});

test('a locale is spelt as BCP 47 does, and one that is none counts as English', () => {
  const { made, of } = counting();
  for (const locale of ['de_at', 'not a locale', undefined, 7]) of(locale, 0);
  expect(made).toEqual(['de-AT 0', 'en 0', 'en 0', 'en 0']);
});

test('of what devices report a bounded number is kept', () => {
  const { made, of } = counting();
  for (let digits = 0; digits < 1_000; digits++) of('en', digits);
  of('en', 0);
  expect(made).toHaveLength(1_000);
  of('en', 1_000);
  of('en', 0);
  expect(made).toHaveLength(1_002);
  of('en', 1_000);
  expect(made).toHaveLength(1_002);
});

test('narrow and unbreakable spaces become plain ones, every one of them', () => {
  expect(replaceSpaces('1\u00a0234\u202f567\u2009€ x')).toBe('1 234 567 € x');
  expect(replaceSpaces('a b')).toBe('a b');
});
