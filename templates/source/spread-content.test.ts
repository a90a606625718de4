import { expect, test } from 'vitest';
import { wordsOf } from '../../test/support/words-of.ts';
import type { ChannelSlots, SlotShape } from '../contract.ts';
import { parseTemplate } from './parse.ts';

const slot = (format: SlotShape['format'], required: boolean): SlotShape => ({
  ...{ ...wordsOf('A part'), format, required, maxChars: 1_000 },
});
const SLOTS: ChannelSlots = {
  chat: { text: slot('text', true), content: slot('json', false) },
  sms: { text: slot('text', true), content: slot('json', false) },
  push: { title: slot('text', true), body: slot('text', true), action: slot('url', false), image: slot('url', false) },
  email: { subject: slot('header', true), html: slot('html', true) },
};
const CONTENT = {
  ...{ title: 'Your jacket', text: 'It waits, {{customer.firstName}}' },
  pictures: ['https://shop.example/a.jpg'],
  buttons: [
    { label: 'Keep', reply: 'keep' },
    { label: 'Cart', link: 'https://shop.example/{{cart.id}}' },
  ],
};
const channelsOf = (body: object) => {
  const parsed = parseTemplate('templates/a.yaml', { name: 'a', ...body }, SLOTS);
  return 'template' in parsed ? parsed.template : parsed.problems.map(({ path, expected }) => `${path}: ${expected}`);
};

test('one content is for every channel that has slots for it', () => {
  const rest = JSON.stringify({ pictures: CONTENT.pictures, buttons: CONTENT.buttons }, null, 2);
  const chat = { text: 'Your jacket\nIt waits, {{customer.firstName}}', content: rest };
  expect(channelsOf({ content: CONTENT })).toMatchObject({
    channels: {
      ...{ chat, sms: chat },
      push: {
        ...{ title: 'Your jacket', body: 'It waits, {{customer.firstName}}' },
        ...{ action: 'https://shop.example/{{cart.id}}', image: 'https://shop.example/a.jpg' },
      },
    },
  });
});

test('what a channel has of its own stands beside it, and other languages say it anew', () => {
  const template = channelsOf({
    content: CONTENT,
    channels: { sms: { text: 'Short' } },
    locales: { de: { content: { text: 'Sie wartet' }, sms: { text: 'Kurz' } } },
  });
  expect(template).toMatchObject({
    channels: { sms: { text: 'Short' }, chat: { text: expect.stringContaining('jacket') } },
    locales: { de: { chat: { text: 'Sie wartet' }, sms: { text: 'Kurz' } } },
  });
  expect(Object.keys((template as { channels: object }).channels).sort()).toEqual(['chat', 'push', 'sms']);
});

test('a template without content and channels, or with a content that no channel can show, is refused', () => {
  expect(channelsOf({})).toEqual(['channels: at least one channel']);
  expect(channelsOf({ content: { colour: 'red' } })).toContain('channels.chat.text: a text: A part');
});
