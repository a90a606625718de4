import { expect, test } from 'vitest';
import { plainTextOf } from './plain-text.ts';

test('words, breaks, lists and links of a mail are kept', () => {
  const html = `<!doctype html><html><head><title>t</title><style>p{}</style></head><body>
    <!-- a note --><h1>Hi &amp; <b>welcome</b></h1><p>Your&nbsp;cart<br>waits &#8364;&#x31;0.</p>
    <ul><li>boots</li><li>wax</li></ul><script>x()</script>
    <p><a class="x" href="https://shop.example/?a=1&amp;b=2">To the <i>shop</i></a> <a href='https://x.example'>https://x.example</a>
    <a href="#top">up</a> <img src="x" alt="A boot"></p><table><tr><td>a</td><td>b</td></tr></table></body></html>`;
  expect(plainTextOf(html).split('\n')).toEqual([
    'Hi & welcome',
    '',
    'Your cart',
    'waits €10.',
    '',
    '- boots',
    '- wax',
    '',
    'To the shop (https://shop.example/?a=1&b=2) https://x.example up A boot',
    '',
    'a b',
  ]);
});

test('broken and hostile HTML takes no longer', () => {
  const before = process.cpuUsage();
  for (const piece of [
    '<a href="x">',
    '<!--',
    '<style>',
    '<',
    '<a ',
    '</a>',
    '&#',
    '<p',
    '<script',
    ' \n',
    '<a href="'.repeat(2),
  ]) {
    expect(plainTextOf(piece.repeat(Math.floor(400_000 / piece.length)))).toBeTypeOf('string');
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(4_000);
});
