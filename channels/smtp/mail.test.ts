import { expect, test } from 'vitest';
import type { Outbound } from '../contract.ts';
import { mailOf } from './mail.ts';
import { unsubscribeIn } from './unsubscribe-words.ts';

const URL = 'https://k.example/u/1';
const LINK = (words: string) => `<a href="${URL}">${words}</a>`;

function htmlOf(message: Outbound['message'], options: Parameters<typeof mailOf>[1] = {}): string {
  const outbound: Outbound = {
    ...{ id: 'd1', customer: 'eva', to: 'eva@example.org', trigger: 't', purpose: 'offers', expiresAt: 1, attempt: 1 },
    message: { subject: 'Hi', ...message },
    sender: { name: 'Shop', email: 'news@shop.example' },
    unsubscribeUrl: URL,
  };
  return String(mailOf(outbound, options, 0).html);
}

test.each(['İ', 'ẞİİ', 'K', '🌧'])(
  'letters whose small ones are longer or shorter (%s) do not move the footer into a tag',
  (letters) => {
    const html = htmlOf({ html: `<html><BODY><p>${letters}</p></BODY></html>`, preheader: letters });
    expect(html).toMatch(
      /<\/p><p style="[^"]+"><a href="https:\/\/k\.example\/u\/1">Unsubscribe<\/a><\/p><\/BODY><\/html>$/,
    );
  },
);

test('without a body the footer is at the end; of several endings the last counts', () => {
  expect(htmlOf({ html: '<p>Hi</p>' })).toMatch(/^<p>Hi<\/p><p style="[^"]+"><a [^>]+>Unsubscribe<\/a><\/p>$/);
  const html = htmlOf({ html: '<body><pre>&lt;/body&gt;</pre></body >x</body>' });
  expect(html).toMatch(/x<p style="[^"]+">.*<\/p><\/body>$/);
});

test('the footer stands where the template says it, in the style of what is around it', () => {
  const html = htmlOf({ html: '<body><div style="color:teal"><!-- Footer --></div><p>after</p></body>' });
  expect(html).toBe(`<body><div style="color:teal">${LINK('Unsubscribe')}</div><p>after</p></body>`);
});

test('its words are those of the template, else of the sender’s settings, else of the mail’s language', () => {
  const html = '<!--footer-->';
  expect(htmlOf({ html, language: 'de-AT' })).toBe(LINK('Abmelden'));
  expect(htmlOf({ html, language: 'zh-Hant-TW' })).toBe(LINK('取消訂閱'));
  expect(htmlOf({ html, language: 'tlh' })).toBe(LINK('Unsubscribe'));
  expect(htmlOf({ html, language: 'de' }, { unsubscribeText: 'Raus hier' })).toBe(LINK('Raus hier'));
  expect(htmlOf({ html, language: 'de', unsubscribe: 'Keine Post & mehr' }, { unsubscribeText: 'x' })).toBe(
    LINK('Keine Post &amp; mehr'),
  );
});

test('words are found for a locale by its language', () => {
  expect([unsubscribeIn('pt-BR'), unsubscribeIn('pt-PT'), unsubscribeIn('')]).toEqual([
    'Cancelar inscrição',
    'Cancelar subscrição',
    'Unsubscribe',
  ]);
});
