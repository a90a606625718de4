import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import type { ChannelSlots } from '../contract.ts';
import { parseTemplate } from './parse.ts';

const SLOTS: ChannelSlots = {
  email: {
    subject: { ...wordsOf('What the inbox shows'), format: 'header', required: true, maxChars: 200 },
    text: { ...wordsOf('Plain text'), format: 'text', required: false, maxChars: 10_000 },
  },
  webhook: { payload: { ...wordsOf('The data'), format: 'json', required: true, maxChars: 10_000 } },
};

test('a template is read with defaults, its locales spelled as BCP 47 does', () => {
  const body = {
    name: 'store-voucher',
    channels: { email: { subject: 'Hi' }, webhook: { payload: { kind: 'offer', to: '{{customer.id}}' } } },
    locales: { de_at: { email: { subject: 'Servus' } } },
  };
  expect(parseTemplate('templates/a.yaml', body, SLOTS)).toEqual({
    template: {
      name: 'store-voucher',
      summary: '',
      channels: {
        email: { subject: 'Hi' },
        webhook: { payload: '{\n  "kind": "offer",\n  "to": "{{customer.id}}"\n}' },
      },
      locales: { 'de-AT': { email: { subject: 'Servus' } } },
    },
  });
});

test('an expression in a JSON slot has quotes and line breaks as in any other slot, the text around it those of JSON', () => {
  const body = {
    name: 'with-helpers',
    channels: {
      email: { subject: 'Hi' },
      webhook: {
        payload: { a: 'say "{{fallback x "there"}}"', b: ['{{plural n\n one="1"}}'], c: '{{ "', d: '}} \\"' },
      },
    },
  };
  const parsed = parseTemplate('templates/a.yaml', body, SLOTS);
  const { payload } = ('template' in parsed && parsed.template.channels.webhook) as { readonly payload: string };
  expect(payload).toContain('"a": "say \\"{{fallback x "there"}}\\""');
  expect(payload).toContain('"{{plural n\n one="1"}}"');
  expect(payload).toContain('"c": "{{ \\"",\n  "d": "}} \\\\\\""');
});

test('everything that is wrong is said at once, with its path', () => {
  const body = {
    name: 'x',
    channels: { email: { text: 7, sender: 'x' }, fax: { a: 'b' }, webhook: { payload: 'x'.repeat(70_000) } },
    locales: { '!': {}, fr: { sms: {} } },
  };
  const parsed = parseTemplate('templates/a.yaml', body, SLOTS);
  expect('problems' in parsed && parsed.problems.map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
    'channels.email.text: a text',
  ]);
  const readable = { ...body, channels: { ...body.channels, email: { text: { a: 1 }, sender: 'x' } } };
  const checked = parseTemplate('templates/a.yaml', readable, SLOTS);
  expect('problems' in checked && checked.problems.map(({ path, expected }) => `${path}: ${expected}`)).toEqual([
    'channels.email.text: a text: Plain text',
    'channels.email.sender: one of the slots subject, text',
    'channels.email.subject: a text: What the inbox shows',
    'channels.fax: one of the channels email, webhook',
    'channels.webhook.payload: at most 64 KB',
    'locales.!: a locale such as `de` or `de-AT`',
    'locales.fr.sms: one of the channels email, webhook',
    'locales.fr.sms: a channel that stands under `channels` too',
  ]);
});

test('a template is in so many locales at most, and a source of so many bytes', () => {
  const inLocales = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`de-${String(i).padStart(3, '0')}`, { email: { subject: 'Hallo' } }]),
    );
  const parse = (locales: object, text = 'Hi') =>
    parseTemplate('a.yaml', { name: 'x', channels: { email: { subject: 'Hi', text } }, locales }, SLOTS);
  expect(parse(inLocales(100))).toHaveProperty('template');
  expect(parse(inLocales(101))).toMatchObject({ problems: [{ path: 'locales', expected: 'at most 100 locales' }] });
  expect(parse({}, 'ä'.repeat(32_768))).toHaveProperty('template');
  expect(parse({}, 'ä'.repeat(32_769))).toMatchObject({ problems: [{ expected: 'at most 64 KB' }] });
});

test('the language of a template is a locale, as BCP 47 spells it', () => {
  const parse = (language: unknown) =>
    parseTemplate('a.yaml', { name: 'x', language, channels: { email: { subject: 'Hi' } } }, SLOTS);
  expect(parse('de_at')).toMatchObject({ template: { language: 'de-AT' } });
  expect(parse('!')).toMatchObject({ problems: [{ path: 'language', expected: 'a locale such as `de` or `de-AT`' }] });
  expect(parse(7)).toMatchObject({ problems: [{ path: 'language', expected: 'a locale such as `de`' }] });
});

test.each([
  [null, ': a template'],
  ['text', ': a template'],
  [{ channels: { email: { subject: 'x' } } }, 'name: a name'],
  [{ name: 'A b', channels: { email: { subject: 'x' } } }, 'name: a name of at most 100 lower-case letters'],
  [{ name: 'x' }, 'channels: at least one channel'],
  [{ name: 'x', channels: {} }, 'channels: at least one channel'],
  [{ name: 'x', channels: { email: 'hi' } }, 'channels.email: slots by name'],
  [{ name: 'x', channels: { email: { subject: 'x' } }, body: 'y' }, ': only `name`'],
  [{ name: 'x', channels: { constructor: { subject: 'x' } } }, 'channels.constructor: one of the channels'],
])('%j is refused', (body, expected) => {
  const parsed = parseTemplate('a.yaml', body, SLOTS);
  const [first] = 'problems' in parsed ? parsed.problems : [];
  expect(`${first?.path}: ${first?.expected}`).toContain(expected);
});
