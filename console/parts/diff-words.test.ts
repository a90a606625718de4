import { expect, test } from 'vitest';
import { diffWords } from './diff-words.ts';

const marked = (text: string, other: string) =>
  diffWords(text, other)
    .map(({ text: part, differs }) => (differs ? `[${part}]` : part))
    .join('');

test.each([
  ['It is pouring at 19:40', 'It is drizzling at 19:40', 'It is [pouring] at 19:40'],
  ['12 °C, sunny', '9 °C, rain', '[12] °C, [sunny]'],
  ['same', 'same', 'same'],
  ['', 'x', ''],
  ['new', '', '[new]'],
  ['Für Zoë', 'Für dich', 'Für [Zoë]'],
])('%j beside %j is marked as %j', (text, other, shown) => {
  expect(marked(text, other)).toBe(shown);
});

test('a long text is compared too, and nothing of it is lost', () => {
  const text = `begin ${'word '.repeat(3_000)}end`;
  expect(marked(text.replace('end', 'stop'), text)).toBe(`begin ${'word '.repeat(3_000)}[stop]`);
});
