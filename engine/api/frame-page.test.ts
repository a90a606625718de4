import { expect, test } from 'vitest';
import { framePolicy, hasRemoteImages, holdImages } from './frame-page.ts';

test.each([
  ['<img alt="x" src="https://a.example/x.png">', '<img alt="x" data-src="https://a.example/x.png">'],
  ["<IMG SRC = '//a.example/x'>", "<IMG data-src = '//a.example/x'>"],
  ['<img src=http://a.example/x>', '<img data-src=http://a.example/x>'],
  ['<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'],
  ['<p>src="https://a.example"</p>', '<p>src="https://a.example"</p>'],
])('remote pictures of %j wait', (html, held) => {
  expect(holdImages(html)).toBe(held);
  expect(hasRemoteImages(html)).toBe(html !== held);
});

test('a frame runs nothing and loads nothing but the pictures that were asked for', () => {
  expect(framePolicy(false)).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox",
  );
  expect(framePolicy(true)).toContain('img-src data: https: http:;');
});
