import type { Helper } from '../contract.ts';
import { TEXT } from '../values/arguments.ts';
import { textOf, wholeOf } from '../values/reading.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const LONGEST = 10_000;

/** A text cut to a length. */
export default {
  name: 'truncate',
  title: { en: 'Shortened text', de: 'Gekürzter Text' },
  summary: {
    en: 'At most so many characters, cut at a word where one ends near: `{{truncate event.title 40}}`. `end=` instead of ….',
    de: 'Höchstens so viele Zeichen, geschnitten an einem Wortende, wenn eines nahe ist: `{{truncate event.title 40}}`. `end=` statt ….',
  },
  takes: {
    values: [TEXT, { title: { en: 'At most', de: 'Höchstens' }, kind: 'count', examples: [40] }],
    options: { end: { title: { en: 'End instead of …', de: 'Ende statt …' }, kind: 'text' } },
  },
  examples: [
    { args: ['Waterproof hiking boots', 16], gives: 'Waterproof…' },
    { args: ['Waterproof hiking boots', 40], gives: 'Waterproof hiking boots' },
    { args: ['Donaudampfschifffahrt', 10], gives: 'Donaudamp…' },
    { args: ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 2], gives: '👩‍👩‍👧…' },
    { args: ['one two three', 8], hash: { end: '' }, gives: 'one two' },
  ],
  run([value, most], { end = '…' }) {
    const limit = wholeOf(most, 1, LONGEST);
    const mark = textOf(end);
    const text = textOf(value);
    if (text.length <= limit) return text;
    // What people see as one character may be many code units: never cut within it.
    const characters = Array.from(graphemes.segment(text.slice(0, LONGEST * 20)), ({ segment }) => segment);
    if (characters.length <= limit) return text;
    const room = Math.max(0, limit - [...mark].length);
    const cut = characters.slice(0, room).join('');
    const isWordEnd = /^\s$/.test(characters[room] ?? '');
    const lastSpace = cut.search(/\s+\S*$/);
    const kept = !isWordEnd && lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut;
    return kept.trimEnd() + mark;
  },
} satisfies Helper;
