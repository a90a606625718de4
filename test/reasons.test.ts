import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { type ReasonTranslator, wordReason } from '../console/parts/word-reason.ts';
import german from '../console/words/de/reasons.ts';
import english from '../console/words/en/reasons.ts';
import { GATES } from '../triggers/deciding/order.ts';
import { REASON_CODES } from '../triggers/deciding/say-reason.ts';
import { root } from './support/sources.ts';

const LANGUAGES = { en: english, de: german };
/** Arguments of every reason that has some; the others have none. */
const WHOLE = {
  args: {
    ...{
      purpose: 'offers',
      channels: ['email', 'in-app'],
      channel: 'email',
      hours: 24,
      most: 3,
      percent: 12.5,
      place: 'mitte',
    },
    ...{
      by: ['a', 'b'],
      from: '22:00',
      to: '08:00',
      zone: 'Europe/Berlin',
      what: 'all',
      effect: 'drop',
      attempts: 5,
      after: ['sms'],
      without: ['mail (reach)'],
      state: 'delivered',
      seconds: 90,
    },
    beacon: 'ibeacon:f7826da6-4fa2-4e98-8024-bc5b71e0893e:100:7',
  },
  until: Date.UTC(2026, 10, 12, 20, 14),
  words: '550 no such user',
};

function say(language: keyof typeof LANGUAGES, reason: Parameters<typeof wordReason>[0], zone = 'Europe/Berlin') {
  const faults: unknown[] = [];
  const translate = createTranslator({
    locale: language,
    messages: { reasons: LANGUAGES[language] },
    namespace: 'reasons',
    onError: (fault) => faults.push(fault),
  });
  const text = wordReason(reason, translate as unknown as ReasonTranslator, { language, zone });
  expect(faults).toEqual([]);
  return text;
}

describe.each(REASON_CODES.map((code) => [code]))('the reason %s', (code) => {
  test('has words in both languages, with its arguments and without', () => {
    for (const reason of [{ code, ...WHOLE }, { code }]) {
      const [inEnglish, inGerman] = [say('en', reason), say('de', reason)];
      expect([inEnglish, inGerman].filter((text) => text.length < 8 || /[{}]|undefined/.test(text))).toEqual([]);
      expect(inGerman).not.toBe(inEnglish);
    }
  });
});

test('words for reasons that no release gives any more are gone', () => {
  for (const { codes } of Object.values(LANGUAGES)) expect(Object.keys(codes).sort()).toEqual([...REASON_CODES].sort());
});

test('every sending rule is called as the catalog calls it', () => {
  for (const { name, title } of GATES) {
    expect([english.rules, german.rules].map((rules) => (rules as Record<string, string>)[name])).toEqual([
      title.en,
      title.de,
    ]);
  }
});

test('what else stops a message on its way is called by words too', () => {
  const gates = ['engine/dispatch/recheck.ts', 'engine/dispatch/judge-result.ts', 'engine/outcomes/rows.ts'].flatMap(
    (path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/gate: '([a-z-]+)'|'(render)'/g)].map(
        ([, gate, step]) => gate ?? step,
      ),
  );
  expect(gates.length).toBeGreaterThan(4);
  for (const { rules } of Object.values(LANGUAGES)) expect(Object.keys(rules)).toEqual(expect.arrayContaining(gates));
});

test('numbers, times and lists are those of the reader', () => {
  const until = Date.UTC(2026, 10, 12, 20, 14);
  const cooling = { code: 'cooling-down', args: { hours: 24 }, until };
  expect(say('en', cooling)).toBe('The trigger spoke within the last 24 hours; earliest again Thu, Nov 12, 09:14 PM');
  expect(say('de', cooling)).toBe(
    'Der Auslöser meldete sich binnen 24 Stunden schon einmal; frühestens wieder Do., 12. Nov., 21:14',
  );
  expect(say('de', cooling, 'America/New_York')).toContain('15:14');
  expect(say('de', { code: 'control-group', args: { percent: 12.5 } })).toBe('In der Kontrollgruppe von 12,5 %');
  expect(say('de', { code: 'no-consent', args: { purpose: 'offers', channels: ['email', 'in-app'] } })).toBe(
    'Keine Einwilligung zu offers über email oder in-app',
  );
  expect(say('de', { code: 'cap-reached', args: { most: 3, hours: 168, purpose: 'offers' } })).toBe(
    'Höchstens 3 Nachrichten für offers binnen 7 Tagen',
  );
  expect(say('en', { code: 'cap-reached', args: {} })).toBe('A message limit is reached');
  expect(
    say('de', {
      code: 'attempts-used-up',
      args: { attempts: 5 },
      words: '451 later',
    }),
  ).toBe('Alle 5 Versuche scheiterten: 451 later');
});

test('the English of an old row, and the code of another release, stay readable', () => {
  expect(say('de', { reason: 'no consent to offers by email' })).toBe('no consent to offers by email');
  expect(say('de', { code: 'of-another-release', reason: 'said then' })).toBe('said then');
  expect(say('de', { code: 'of-another-release' })).toBe('of-another-release');
});
