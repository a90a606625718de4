import { expect, test } from 'vitest';
import { readTemplate, slotText, withSlot } from './template-draft.ts';

const TEXT = `name: rainy # kept
channels:
  email:
    subject: Hello
    html: |
      <p>Hi</p>
`;

test('a new draft grows from nothing, slot by slot', () => {
  let text = withSlot('', 'rainy', [undefined, 'email', 'subject'], 'Hello {{customer.firstName}}');
  text = withSlot(text, 'rainy', ['de', 'email', 'subject'], 'Hallo');
  const facts = readTemplate('rainy', text);
  expect(facts.value).toEqual({
    name: 'rainy',
    channels: { email: { subject: 'Hello {{customer.firstName}}' } },
    locales: { de: { email: { subject: 'Hallo' } } },
  });
  expect([facts.channels, facts.locales]).toEqual([['email'], ['de']]);
});

test('one slot changes its own lines, and comments stay', () => {
  expect(withSlot(TEXT, 'rainy', [undefined, 'email', 'subject'], 'Bye')).toBe(TEXT.replace('Hello', 'Bye'));
  const html = withSlot(TEXT, 'rainy', [undefined, 'email', 'html'], '<p>Hi</p>\n<p>{{place.name}}</p>\n');
  expect(html).toContain('name: rainy # kept');
  expect(slotText(readTemplate('rainy', html), undefined, 'email', 'html')).toBe('<p>Hi</p>\n<p>{{place.name}}</p>\n');
});

test('an empty text in another language is the base language again', () => {
  const german = withSlot(TEXT, 'rainy', ['de', 'email', 'subject'], 'Hallo');
  const none = withSlot(german, 'rainy', ['de', 'email', 'subject'], '');
  expect(slotText(readTemplate('rainy', none), 'de', 'email', 'subject')).toBeUndefined();
});

test('a text that is no YAML says so and fails nothing', () => {
  const { unreadable, channels } = readTemplate('rainy', 'channels: [a: {');
  expect(unreadable).toEqual(expect.any(String));
  expect(channels).toEqual([]);
});
