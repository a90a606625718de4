import { afterEach, expect, test } from 'vitest';
import { startIngest, type TestIngest } from '../../test/support/ingest.ts';

let edge: TestIngest;
afterEach(() => edge.ingest.close());

const who = { customer: 'anna', channel: 'email', purpose: 'offers', delivery: 'd-1' };
const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: '' };
const linkFor = (said = who): string => `/v1/unsubscribe/${edge.keys.unsubscribeToken(said)}`;

test('following the link shows a form and unsubscribes nobody', async () => {
  edge = await startIngest();
  const page = await fetch(edge.url + linkFor());
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).toContain('<form method="post">');
  expect(html).toContain('Messages about offers by email');
  expect(html).not.toContain('anna');
  expect((await fetch(edge.url + linkFor(), { method: 'HEAD' })).status).toBe(200);
  expect(edge.unsubscribed).toEqual([]);
});

test('the one click of a mail program unsubscribes, and so does the form', async () => {
  edge = await startIngest();
  expect((await edge.post(linkFor(), 'List-Unsubscribe=One-Click', form)).status).toBe(200);
  expect((await edge.post(linkFor(), '', form)).status).toBe(200);
  expect(edge.unsubscribed).toEqual([who, who]);
});

test('a link that was changed does nothing', async () => {
  edge = await startIngest();
  const link = linkFor();
  for (const broken of [link.slice(0, -1), `${link}x`, '/v1/unsubscribe/x', '/v1/unsubscribe/a.b']) {
    expect((await edge.post(broken, 'List-Unsubscribe=One-Click', form)).status).toBe(404);
    expect((await fetch(edge.url + broken)).status).toBe(404);
  }
  expect(edge.unsubscribed).toEqual([]);
});

test('what the page says cannot carry markup', async () => {
  edge = await startIngest();
  const page = await fetch(edge.url + linkFor({ ...who, purpose: '<img src=x>"' }));
  expect(await page.text()).toContain('Messages about &#60;img src=x&#62;&#34; by email');
});

test('an unsubscription that could not be stored is not called done', async () => {
  edge = await startIngest({ unsubscribe: () => Promise.reject(new Error('redis is away')) });
  expect((await edge.post(linkFor(), 'List-Unsubscribe=One-Click', form)).status).toBe(500);
});
