import { expect, test } from 'vitest';
import { markDifferences } from './mark-differences.ts';

test.each([
  ['<p>Sun at 24 degrees</p>', '<p>Rain at 9 degrees</p>', '<p><mark>Sun</mark> at <mark>24</mark> degrees</p>'],
  ['<p>the same</p>', '<p>the same</p>', '<p>the same</p>'],
  ['<a title="x > y">new</a>', '<a title="x > z">old</a>', '<a title="x > y"><mark>new</mark></a>'],
  ['<style>p { a: 1 }</style>x', '<style>p { a: 2 }</style>x', '<style>p { a: 1 }</style>x'],
  ['<!-- a < b -->one', '<!-- c -->two', '<!-- a < b --><mark>one</mark>'],
  ['1 < 2 &amp; 3', '1 < 2 &lt; 3', '1 < 2 <mark>&amp;</mark> 3'],
  ['<p>one <b>two three</b></p>', '<p>four <b>five</b></p>', '<p><mark>one</mark> <b><mark>two three</mark></b></p>'],
  ['<script>alert(1)', 'x', '<mark><script>alert(1)</mark>'],
])('%s beside %s is shown as %s', (html, other, marked) => {
  expect(markDifferences(html, other)).toBe(marked);
});

test('a page that is made to be slow is marked at once, and keeps its text', () => {
  for (const odd of ['<a "', '<', '<!--', '<a>x', '<script>']) {
    const html = odd.repeat(100_000);
    expect(markDifferences(html, 'other').replaceAll(/<\/?mark>/g, '')).toBe(html);
  }
});
