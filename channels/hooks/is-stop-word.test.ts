import { describe, expect, test } from 'vitest';
import { isStopWord } from './is-stop-word.ts';
import { STOP_WORDS } from './stop-words.ts';

test.each([
  ...['STOP', ' stop. ', 'Stopp!', 'ABMELDEN', 'arrêt', 'Opt  out', 'opt-out', '“baja”', 'REMOVE', 'TD'],
  ...['STOP 🛑', '🛑🙏🏽 stop', '\u200bSTOP', 'S\u00adTOP\ufeff', 'ＳＴＯＰ', '𝗦𝗧𝗢𝗣', '‹stop›', '*STOP*', 'Stop …'],
  ...['Desabonner', 'desinscrire', 'arrete', 'Arrête', 'kundigen', 'Kuendigen', 'KÜNDIGEN', 'ku\u0308ndigen'],
  ...['стоп', 'СТОП!', 'Відписатися', 'İPTAL', 'cikis', 'ÇIKIŞ', 'Rezygnuje', 'wyPISZ', 'huy', 'ΔΙΑΚΟΠΗ'],
  ...[
    '停止',
    '停止。',
    '取消',
    '退订',
    '退訂',
    '配信停止',
    'ストップ',
    '수신거부',
    'หยุด',
    'إلغاء',
    'الغاء',
    'توقف',
    'הסר',
    'रोकें',
  ],
])('%j is a stop word', (said) => {
  expect(isStopWord(said)).toBe(true);
});

test.each([
  ...['please stop by', 'do not stop', 'stopover', '', 'ja', 'no', 'nein', 'non', 'не', '不', '🛑', '1', 'ok'],
  ...[
    'cancel an appointment',
    'cancel my order',
    'I want to cancel',
    '取消预约',
    '予約をキャンセル',
    'отменить заказ',
    'หยด',
    's t o p',
  ],
])('%j is none', (said) => {
  expect(isStopWord(said)).toBe(false);
});

describe('below a stop word', () => {
  test.each([
    ...[
      'Sent from my iPhone',
      'Von meinem iPhone gesendet',
      'Envoyé de mon iPhone',
      '\n-- \nAnn Miller\n+49 30 123',
      '发自我的iPhone',
    ],
    ...['> Our sale ends today.\n> Reply STOP to end.', '---- Original message ----\nOur sale', '🙏'],
    ...[
      'On Mon, 2 Nov 2026 at 10:00, Shop <shop@shop.example>\nwrote:\n\n> Sale',
      'Am 02.11.2026 um 10:00 schrieb Shop:\nAngebot',
    ],
    ...[
      'Le lun. 2 nov. 2026 à 10:00, Boutique a écrit :',
      'From: Shop <shop@shop.example>\nSubject: Sale',
      'Get Outlook for iOS',
    ],
  ])('%j is not what they wrote', (tail) => {
    expect(isStopWord(`STOP\n${tail}`)).toBe(true);
    expect(isStopWord(`Abmelden.\r\n\r\n${tail}`)).toBe(true);
  });

  test.each([
    ...['when is the next bus?', 'On Monday I come by', 'Am Montag komme ich', 'me if you can', '1'],
    ...['Sentiment is fine', 'De nada', 'vonwegen'],
  ])('%j is', (rest) => {
    expect(isStopWord(`STOP\n${rest}`)).toBe(false);
  });

  test('a signature alone, or below other words, ends nothing', () => {
    expect(isStopWord('Sent from my iPhone')).toBe(false);
    expect(isStopWord('Yes please\nSent from my iPhone')).toBe(false);
  });
});

test('every list says where and when it was read, and each of its words is heard', () => {
  for (const { language, words, source, asOf } of STOP_WORDS) {
    expect(Intl.getCanonicalLocales(language)).toEqual([language]);
    expect(source).toMatch(/^(?:https:\/\/|translated$)/);
    expect(asOf).toMatch(/^20\d\d-[01]\d$/);
    for (const word of words) {
      expect(isStopWord(word), word).toBe(true);
      expect(isStopWord(word.toUpperCase()), word).toBe(true);
    }
  }
});
