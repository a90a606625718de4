import { describe, expect, test } from 'vitest';
import { canonicalLocale, firstLocale, parentLocales, pickLocale } from './locale.ts';

const pick = (written: readonly string[], locale: string) =>
  pickLocale(new Map(written.map((one) => [one, one])), canonicalLocale(locale)!);

describe('of what is written, a reader gets', () => {
  test.each([
    ['zh-TW', ['zh-TW', 'zh'], 'zh-TW'],
    ['zh-Hant-TW', ['zh-TW', 'zh'], 'zh-TW'],
    ['zh-TW', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['zh-Hans-CN', ['zh-TW', 'zh'], 'zh'],
    ['zh-CN', ['zh-Hant', 'zh-Hans'], 'zh-Hans'],
    ['zh-HK', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['zh-HK', ['zh', 'zh-TW'], 'zh-TW'],
    ['zh-Hant-HK', ['zh-TW', 'zh-HK', 'zh'], 'zh-HK'],
    ['zh-MO', ['zh-CN'], undefined],
    ['zh-TW', ['zh'], 'zh'],
    ['sr-Latn-RS', ['sr', 'sr-Latn'], 'sr-Latn'],
    ['sr-RS', ['sr-Latn', 'sr'], 'sr'],
    ['sr-Latn', ['sr'], 'sr'],
    ['de-AT', ['de', 'de-DE'], 'de'],
    ['de-AT', ['de-DE'], 'de-DE'],
    ['de-AT', ['de-CH'], undefined],
    ['de', ['de-DE'], 'de-DE'],
    ['pt-BR', ['pt', 'pt-PT'], 'pt'],
    ['pt-PT', ['pt', 'pt-PT'], 'pt-PT'],
    ['en-GB', ['de', 'fr'], undefined],
    ['iw', ['he'], 'he'],
    ['nb-NO', ['no', 'nb'], 'nb'],
  ])('%s, with %j: %s', (locale, written, wanted) => {
    expect(pick(written, locale)).toBe(wanted);
    expect(pick(written.toReversed(), locale)).toBe(wanted);
  });
});

test('for what is no locale nothing is written', () => {
  expect(pickLocale(new Map([['en', 1]]), 'no locale at all')).toBeUndefined();
});

test('what a locale does not say comes from its language in its own script', () => {
  const written = ['zh', 'zh-Hant', 'zh-TW', 'de', 'de-AT', 'sr', 'sr-Latn-RS'];
  expect(parentLocales('zh-TW', written)).toEqual(['zh-Hant']);
  expect(parentLocales('zh-Hans-CN', written)).toEqual(['zh']);
  expect(parentLocales('zh', written)).toEqual([]);
  expect(parentLocales('de-AT', written)).toEqual(['de']);
  expect(parentLocales('sr-Latn-RS', written)).toEqual([]);
});

test.each([
  ['de_at', 'de-AT'],
  ['zh_TW_#Hant', 'zh-Hant-TW'],
  ['sr__#Latn', 'sr-Latn'],
  ['de_AT.UTF-8', 'de-AT'],
  ['de_DE@euro', 'de-DE'],
  ['C', undefined],
  ['english', 'english'],
  ['x'.repeat(36), undefined],
  [7, undefined],
])('%j is the locale %s', (text, locale) => {
  expect(canonicalLocale(text)).toBe(locale);
});

test('the first that is a locale counts, else the fallback', () => {
  expect(firstLocale([undefined, 'C', 'de_at', 'fr'], 'en')).toBe('de-AT');
  expect(firstLocale([7, ''], 'en')).toBe('en');
  expect(firstLocale([], 'en')).toBe('en');
});

test('a locale is one of at most 35 characters', () => {
  expect(canonicalLocale('de-Latn-AT-x-aaaaaaaa-bbbbbbbb-cccc')).toBe('de-Latn-AT-x-aaaaaaaa-bbbbbbbb-cccc');
  expect(canonicalLocale('de-Latn-AT-x-aaaaaaaa-bbbbbbbb-ccccc')).toBeUndefined();
});
