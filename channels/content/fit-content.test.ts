import { expect, test } from 'vitest';
import type { Abilities } from './contract.ts';
import { fitContent, readChoice } from './fit-content.ts';

const CONTENT = {
  pictures: [{ url: 'https://shop.example/a.jpg', text: 'The jacket' }, 'https://shop.example/b.jpg'],
  buttons: [
    { label: 'To the cart', link: 'https://shop.example/cart' },
    { label: 'Keep it', reply: 'keep' },
    { label: 'Call us', call: '+4930123456' },
    { label: 'The store', place: { lat: '52.5', lon: 13.4 } },
  ],
  list: { label: 'Sizes', items: [{ title: 'Small', text: 'two left', reply: 's' }, { title: 'Large' }] },
  gallery: [
    {
      title: 'Red',
      text: '39 €',
      picture: 'https://shop.example/red.jpg',
      buttons: [{ label: 'Buy', link: 'https://shop.example/red' }],
    },
  ],
  replies: ['Yes', 'No'],
  location: { lat: 52.5, lon: 13.4, name: 'Store', address: 'Main Street 1' },
};
const show = (can: Abilities, content: object = CONTENT) =>
  fitContent({ text: 'Your jacket waits', content: JSON.stringify(content) }, can);
const EVERYTHING: Abilities = {
  ...{ pictures: 9, list: { most: 9 }, gallery: { most: 9 }, replies: { most: 9 }, location: true },
  buttons: { most: 9, kinds: ['link', 'reply', 'call', 'place'], labelChars: 20 },
};
const MAP = 'https://www.openstreetmap.org/?mlat=52.5&mlon=13.4#map=17/52.5/13.4';

test('a channel that can show all shows all, and the text stays as it is', () => {
  const shown = show(EVERYTHING);
  expect(shown.text).toBe('Your jacket waits');
  expect(shown.choices).toEqual([]);
  expect(shown.pictures).toHaveLength(2);
  expect(shown.buttons).toHaveLength(4);
  expect(shown.list?.items).toHaveLength(2);
  expect(shown.gallery).toHaveLength(1);
  expect(shown.replies).toEqual(['Yes', 'No']);
  expect(shown.location?.name).toBe('Store');
});

test('a channel that shows text alone loses nothing', () => {
  const shown = show({});
  expect(shown.text.split('\n')).toEqual([
    'Your jacket waits',
    '1. Red – 39 €',
    '2. Small – two left',
    '3. Large',
    '4. Keep it',
    '5. Yes',
    '6. No',
    'The jacket: https://shop.example/a.jpg',
    'https://shop.example/b.jpg',
    'Red: https://shop.example/red.jpg',
    'Red, Buy: https://shop.example/red',
    'To the cart: https://shop.example/cart',
    'Call us: +4930123456',
    `The store: ${MAP}`,
    `Store, Main Street 1: ${MAP}`,
  ]);
  expect(shown.choices).toEqual(['Red', 's', 'Large', 'keep', 'Yes', 'No']);
  expect({ ...shown, text: '', choices: [] }).toEqual({
    ...{ text: '', choices: [], pictures: [], buttons: [], gallery: [], replies: [] },
    ...{ list: undefined, location: undefined },
  });
});

test('a gallery becomes a list where there are lists', () => {
  expect(show({ list: { most: 3 } }).list?.items.map(({ title }) => title)).toEqual(['Red', 'Small', 'Large']);
  expect(show({ list: { most: 2 } }).list).toBeUndefined();
});

test('buttons that are too many, too long or of a kind that is not there become lines and a menu together', () => {
  const two = {
    buttons: [
      { label: 'A button', link: 'https://a.example' },
      { label: 'Yes', reply: 'yes' },
    ],
  };
  const can = (most: number, labelChars: number, kinds: ('link' | 'reply')[]) =>
    show({ buttons: { most, labelChars, kinds } }, two);
  expect(can(2, 8, ['link', 'reply']).buttons).toHaveLength(2);
  for (const shown of [can(1, 8, ['link', 'reply']), can(2, 7, ['link', 'reply']), can(2, 8, ['reply'])]) {
    expect(shown.buttons).toEqual([]);
    expect(shown.text).toBe('Your jacket waits\n1. Yes\nA button: https://a.example');
  }
});

const cards = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => ({ title: `Card ${i + 1}`, ...more }));
/** A channel whose gallery stands alone. */
const ALONE: Abilities = {
  ...{ pictures: 1, replies: { most: 11 }, offered: 11, textBeside: { gallery: 100, pictures: 100, buttons: 50 } },
  buttons: { most: 4, kinds: ['link', 'reply'], labelChars: 20 },
  gallery: { least: 2, most: 5, buttons: 1, titleChars: 10, textChars: 20, takesText: true },
};

test('where a gallery stands alone the text takes a card of it, and with it there are neither too few nor too many', () => {
  const countOf = (count: number, can = ALONE) => show(can, { gallery: cards(count) }).gallery.length;
  expect([1, 2, 4, 5].map((count) => countOf(count))).toEqual([1, 2, 4, 0]);
  expect(show(ALONE, { gallery: cards(5) }).text).toMatch(/^Your jacket waits\n1\. Card 1\n.*\n5\. Card 5$/s);
  const { takesText: _, ...gallery } = ALONE.gallery!;
  expect([1, 2, 5].map((count) => countOf(count, { ...ALONE, gallery }))).toEqual([0, 2, 5]);
});

test.each([
  ['a title that is too long', { title: 'x'.repeat(11) }],
  ['a text that is too long', { text: 'x'.repeat(21) }],
  [
    'too many buttons',
    {
      buttons: [
        { label: 'A', reply: 'a' },
        { label: 'B', reply: 'b' },
      ],
    },
  ],
])('a gallery with %s becomes a list', (_, more) => {
  const shown = show(ALONE, { gallery: cards(2, more) });
  expect(shown.gallery).toEqual([]);
  expect(shown.text).toContain('\n1. ');
});

test('of a card with several answers none is lost in a list', () => {
  const buttons = [
    { label: 'Keep', reply: 'keep' },
    { label: 'Drop', reply: 'drop' },
  ];
  const shown = show({}, { gallery: [{ title: 'Red', text: '39 €', buttons }] });
  expect(shown.text).toBe('Your jacket waits\n1. Red – 39 €\n2. Red, Drop');
  expect(shown.choices).toEqual(['keep', 'drop']);
});

test('answers that are too many beside buttons become a menu', () => {
  const replies = Array.from({ length: 10 }, (_, i) => `Answer ${i}`);
  const [one, two] = [1, 2].map((count) =>
    show(
      { ...ALONE, textBeside: {} },
      { replies, buttons: Array.from({ length: count }, () => ({ label: 'A', reply: 'a' })) },
    ),
  );
  expect([one!.buttons.length, one!.replies.length]).toEqual([1, 10]);
  expect([two!.buttons.length, two!.replies.length, two!.choices.length]).toEqual([2, 0, 10]);
});

test('what cannot stand beside a long text is written into it', () => {
  const content = {
    pictures: ['https://shop.example/a.jpg'],
    buttons: [{ label: 'Keep it', reply: 'keep' }],
    gallery: cards(2),
  };
  const shown = (length: number) => fitContent({ text: 'x'.repeat(length), content: JSON.stringify(content) }, ALONE);
  const partsOf = (length: number) => {
    const { pictures, buttons, gallery, choices } = shown(length);
    return [gallery.length, pictures.length, buttons.length, choices];
  };
  expect(partsOf(50)).toEqual([2, 1, 1, []]);
  expect(partsOf(51)).toEqual([2, 1, 0, ['keep']]);
  expect(partsOf(101)).toEqual([0, 0, 0, ['Card 1', 'Card 2', 'keep']]);
  expect(shown(101).text).toBe(`${'x'.repeat(101)}\n1. Card 1\n2. Card 2\n3. Keep it\nhttps://shop.example/a.jpg`);
});

test('pictures beyond what is shown become links', () => {
  const shown = show({ pictures: 1 }, { pictures: CONTENT.pictures });
  expect(shown.pictures).toEqual([CONTENT.pictures[0]]);
  expect(shown.text).toBe('Your jacket waits\nhttps://shop.example/b.jpg');
});

test('what is no content is left out', () => {
  const odd = {
    ...{ pictures: ['javascript:alert(1)', 7], buttons: [{ label: 'x' }, { reply: 'y' }, null], replies: ['', 5] },
    ...{ list: { items: 'no' }, gallery: [{}], location: { lat: 91, lon: 0 } },
  };
  expect(show(EVERYTHING, odd)).toMatchObject({
    ...{ pictures: [], buttons: [], list: undefined, gallery: [], replies: ['5'], location: undefined },
  });
  expect(fitContent({ text: 'Hi', content: '{' }, {}).text).toBe('Hi');
  expect(fitContent({ text: 'Hi' }, {}).text).toBe('Hi');
});

test('a number that comes back is the choice behind it, and so are its words', () => {
  const choices = ['Red', 's', 'Large'];
  for (const said of ['2', ' 2. ', '2)', '#2', 'Nr. 2', 'no 2', 'S']) expect(readChoice(choices, said)).toBe('s');
  for (const said of ['0', '4', 'two', '22222', '', 'large one']) expect(readChoice(choices, said)).toBeUndefined();
});
