import { expect, test } from 'vitest';
import { rewriteLinks } from './rewrite.ts';

const FORMATS = { html: 'html', text: 'text', content: 'json', link: 'url', subject: 'header' } as const;
const rewritten = (message: Record<string, string>) => {
  const urls: string[] = [];
  const ours = (url: string) => (url.includes('/unsubscribe') ? undefined : `https://l.example/${urls.push(url)}`);
  const after: Readonly<Record<string, string | undefined>> = rewriteLinks(message, FORMATS, ours);
  return { ...after, html: after.html, content: after.content, urls };
};

test('in HTML what a reader presses is ours, and what they see is not', () => {
  const html =
    '<p>https://seen.example</p><a class="b" href="https://shop.example/?a=1&amp;b=2">Go</a>' +
    '<A HREF=\'http://b.example\'>B</A><img src="https://p.example/x.png"><a href="mailto:a@b.example">M</a>' +
    '<a href="https://kairos.example/v1/unsubscribe/t">No more</a>';
  const { html: after, urls } = rewritten({ html });
  expect(urls).toEqual(['https://shop.example/?a=1&b=2', 'http://b.example']);
  expect(after).toBe(
    '<p>https://seen.example</p><a class="b" href="https://l.example/1">Go</a>' +
      '<A HREF=\'https://l.example/2\'>B</A><img src="https://p.example/x.png"><a href="mailto:a@b.example">M</a>' +
      '<a href="https://kairos.example/v1/unsubscribe/t">No more</a>',
  );
});

test('in text a URL ends where its sentence goes on', () => {
  expect(rewritten({ text: 'See https://a.example/x?y=1. Or (http://b.example)!' })).toMatchObject({
    text: 'See https://l.example/1. Or (https://l.example/2)!',
    urls: ['https://a.example/x?y=1', 'http://b.example'],
  });
});

test('of a content buttons and text are ours, pictures and answers are not', () => {
  const content = {
    buttons: [
      { label: 'Go', link: 'https://a.example' },
      { label: 'Yes', reply: 'https://reply.example' },
    ],
    pictures: [{ url: 'https://p.example/x.png', text: 'See https://b.example' }],
  };
  const { content: after, urls } = rewritten({ content: JSON.stringify(content) });
  expect(urls).toEqual(['https://a.example', 'https://b.example']);
  expect(JSON.parse(after!)).toEqual({
    buttons: [
      { label: 'Go', link: 'https://l.example/1' },
      { label: 'Yes', reply: 'https://reply.example' },
    ],
    pictures: [{ url: 'https://p.example/x.png', text: 'See https://l.example/2' }],
  });
  expect(rewritten({ content: '{', subject: 'https://a.example' })).toMatchObject({
    ...{ content: '{', subject: 'https://a.example', urls: [] },
  });
});
