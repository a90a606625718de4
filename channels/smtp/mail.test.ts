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

const OUTBOUND: Outbound = {
  ...{ id: 'd1/ä', customer: 'eva', to: 'eva@example.org', trigger: 't', purpose: 'offers', expiresAt: 1, attempt: 1 },
  message: { subject: 'Hi', html: '<p>Your <b>cart</b> waits</p>' },
  sender: { name: 'Shop', email: 'news@shop.example' },
  unsubscribeUrl: URL,
};

test('a mail says who it is from, which delivery it is, and how to unsubscribe by one click', () => {
  expect(mailOf(OUTBOUND, { replyTo: 'help@shop.example' }, 1_795_000_000_000)).toEqual({
    from: { name: 'Shop', address: 'news@shop.example' },
    to: { name: '', address: 'eva@example.org' },
    replyTo: 'help@shop.example',
    subject: 'Hi',
    messageId: '<d1__@shop.example>',
    date: new Date(1_795_000_000_000),
    html: expect.stringMatching(/^<p>Your <b>cart<\/b> waits<\/p><p /),
    text: `Your cart waits\n\n-- \nUnsubscribe: ${URL}`,
    headers: {
      'X-Kairos-Delivery': 'd1/ä',
      'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${URL}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
});

test('without a link, or with one that is no URL, nothing is said of unsubscribing', () => {
  for (const unsubscribeUrl of ['', 'no url']) {
    const mail = mailOf({ ...OUTBOUND, unsubscribeUrl }, {}, 0);
    expect(mail).toMatchObject({ html: '<p>Your <b>cart</b> waits</p>', text: 'Your cart waits' });
    expect(mail.headers).toEqual({ 'X-Kairos-Delivery': 'd1/ä' });
    expect(mail).not.toHaveProperty('replyTo');
  }
});

test('a link is written as URLs are, and cannot end its header or its attribute', () => {
  const mail = mailOf({ ...OUTBOUND, unsubscribeUrl: 'https://K.example/ü"><b>\r\nX: y' }, {}, 0);
  const spelt = 'https://k.example/%C3%BC%22%3E%3Cb%3EX:%20y';
  expect(mail.headers).toMatchObject({ 'List-Unsubscribe': { value: `<${spelt}>` } });
  expect(mail.html).toContain(`href="${spelt}"`);
  const asked = mailOf({ ...OUTBOUND, unsubscribeUrl: 'https://k.example/?a=1&b=2' }, {}, 0);
  expect(asked.html).toContain('href="https://k.example/?a=1&amp;b=2"');
});

test('the postal address stands in the footer, in one line, unless the author wrote it', () => {
  const sender = { ...OUTBOUND.sender, postalAddress: ' Shop & Co\n  Main Street 1 \n' };
  const mail = mailOf({ ...OUTBOUND, sender }, {}, 0);
  expect(mail.html).toContain(`>Shop &amp; Co, Main Street 1<br>${LINK('Unsubscribe')}</p>`);
  expect(mail.text).toBe(`Your cart waits\n\n-- \nShop & Co, Main Street 1\nUnsubscribe: ${URL}`);
  const message = {
    ...{ html: '<p>Shop &amp; Co, Main Street 1</p>', text: 'Shop & Co, Main Street 1\n' },
    preheader: '',
  };
  const written = mailOf({ ...OUTBOUND, sender, message }, {}, 0);
  expect(written.html).toMatch(/^<p>Shop &amp; Co, Main Street 1<\/p><p style="[^"]+"><a [^>]+>Unsubscribe<\/a><\/p>$/);
  expect(written.text).toBe(`Shop & Co, Main Street 1\n\n-- \nUnsubscribe: ${URL}`);
});

test('a preheader goes first and hidden, as words', () => {
  const hidden = '<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">&lt;b&gt; &amp; &quot;</div>';
  const preheader = '<b> & "';
  expect(htmlOf({ html: '<html><BODY class="a"><p>Hi</p></BODY>', preheader })).toContain(
    `<html><BODY class="a">${hidden}<p>Hi</p>`,
  );
  expect(htmlOf({ html: '<p>Hi</p>', preheader })).toMatch(
    /^<div style="display:none[^>]+>&lt;b&gt; &amp; &quot;<\/div><p>Hi/,
  );
  expect(htmlOf({ html: '<p>Hi</p>', preheader: '' })).toMatch(/^<p>Hi/);
});

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

test('files go with the mail, under their names and types', () => {
  const files = [{ name: 'board.svg', type: 'image/svg+xml', text: '<svg/>' }];
  expect(mailOf({ ...OUTBOUND, files }, {}, 0).attachments).toEqual([
    { filename: 'board.svg', contentType: 'image/svg+xml', content: '<svg/>' },
  ]);
  expect(mailOf(OUTBOUND, {}, 0).attachments).toBeUndefined();
});
