import { expect, test } from 'vitest';
import { offersOf, readAnswer } from './read-answer.ts';

const CONTENT = {
  list: {
    label: 'Sizes',
    items: [
      { title: 'Small', reply: 's' },
      { title: 'A size that is longer than any list shows', reply: 'xl' },
    ],
  },
  buttons: [
    { label: 'Reserve it', reply: 'reserve' },
    { label: 'To the shop', link: 'https://shop.example' },
  ],
  replies: ['No, thanks'],
};
const offers = (content: object, can = {}) => offersOf({ text: 'Hi', content: JSON.stringify(content) }, can);
const chose = (said: string, can = {}, pressed?: string) => readAnswer(offers(CONTENT, can)!, said, pressed);

test('a number, the words of an entry and a press are the same choice', () => {
  const reserve = { label: 'Reserve it', choice: 'reserve' };
  for (const said of ['3', 'Nr. 3', 'reserve it ', 'reserve']) expect(chose(said)).toEqual(reserve);
  expect(chose('Reserve it', {}, 'reserve')).toEqual(reserve);
  expect(chose('4')).toEqual({ label: 'No, thanks', choice: 'No, thanks' });
  expect(chose('A size that is longer …')).toMatchObject({ choice: 'xl' });
  for (const said of ['5', 'what?', '', 'A…']) expect(chose(said)).toBeUndefined();
});

test('numbers count what stands in the text of the channel, or all where it shows buttons', () => {
  const listed = { list: { most: 10 } };
  expect(chose('1', listed), 'the list is shown as one').toMatchObject({ choice: 'reserve' });
  const all = {
    ...listed,
    buttons: { most: 3, kinds: ['link', 'reply'] as const, labelChars: 20 },
    replies: { most: 3 },
  };
  expect(chose('1', all)).toMatchObject({ choice: 's' });
});

test('a gallery offers its cards, and a message without answers offers nothing', () => {
  const gallery = [{ title: 'Coat', buttons: [{ label: 'Buy', reply: 'buy-coat' }] }, { title: 'Hat' }];
  expect(readAnswer(offers({ gallery })!, '1')).toMatchObject({ choice: 'buy-coat' });
  expect(readAnswer(offers({ gallery })!, 'hat')).toEqual({ label: 'Hat', choice: 'Hat' });
  expect(offers({ buttons: [{ label: 'x', link: 'https://a.example' }] })).toBeUndefined();
  expect(offersOf({ text: 'Hi' }, {})).toBeUndefined();
});
