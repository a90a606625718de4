import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TemplateNews } from '../../channels/templates/contract.ts';
import { NOW, SILENT } from '../../test/support/deliveries.ts';
import { startRedis, type TestRedis } from '../../test/support/redis.ts';
import { openTemplateBook } from './template-book.ts';

let server: TestRedis;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

let books = 0;
function setUp() {
  const clock = { at: NOW };
  const open = () => openTemplateBook(server.connect(), { wall: () => clock.at }, SILENT);
  const book = `b${++books}`;
  const news = (name: string, state: string, more: Partial<TemplateNews> = {}): TemplateNews => ({
    ...{ book, name, language: 'de', state, ...more },
  });
  return { clock, open, book, news, states: open() };
}

test('what a service told of a template is known, also to another engine, and a newer word replaces it', async () => {
  const { states, open, book, news, clock } = setUp();
  const other = open();
  expect(states.stateOf(book, 'voucher', 'de')).toBeUndefined();
  await states.note(news('voucher', 'APPROVED', { reason: 'NONE' }));
  expect(states.stateOf(book, ' voucher', 'de')).toEqual({ state: 'APPROVED', at: NOW });
  expect(states.stateOf(book, 'voucher', 'en_US')).toBeUndefined();
  clock.at += 5;
  await states.note(news('voucher', 'PAUSED', { reason: 'low quality' }));
  const paused = { state: 'PAUSED', reason: 'low quality', at: NOW + 5 };
  await expect.poll(() => other.stateOf(book, 'voucher', 'de'), { timeout: 10_000 }).toEqual(paused);
  expect(other.unusable().filter((one) => one.book === book)).toEqual([
    { book, name: 'voucher', language: 'de', ...paused },
  ]);
});

test('a whole list says what is absent, for a day; what was told after it was asked for stays', async () => {
  const { states, book, news, clock } = setUp();
  await states.note(news('gone', 'APPROVED'));
  await states.note(news('late', 'APPROVED', { language: 'en-US' }));
  const askedAt = clock.at + 10;
  clock.at = askedAt + 10;
  await states.note(news('late', 'DISABLED', { language: 'en-US' }));
  const templates = [news('late', 'APPROVED', { language: 'en_US' }), news('new', 'PENDING')];
  await states.replace(book, { templates, isWhole: true }, askedAt);
  expect(states.stateOf(book, 'late', 'en_US')).toMatchObject({ state: 'DISABLED' });
  expect(states.stateOf(book, 'new', 'de')).toEqual({ state: 'PENDING', at: askedAt });
  expect(states.stateOf(book, 'gone', 'de')).toEqual({ state: 'ABSENT', at: askedAt });
  clock.at = askedAt + 86_400_000;
  expect(states.stateOf(book, 'gone', 'de')).toBeUndefined();
  expect(states.stateOf(book, 'new', 'de')).toMatchObject({ state: 'PENDING' });
});

test('a list that was cut says nothing of what is not in it', async () => {
  const { states, book, news } = setUp();
  await states.replace(book, { templates: [news('a', 'APPROVED')], isWhole: false }, NOW);
  expect(states.stateOf(book, 'a', 'de')).toMatchObject({ state: 'APPROVED' });
  expect(states.stateOf(book, 'b', 'de')).toBeUndefined();
});

test('a book is bounded, however many templates a service lists', async () => {
  const { states, book, news } = setUp();
  const templates = Array.from({ length: 6_000 }, (_, i) => news(`t${i}`, 'REJECTED'));
  await states.replace(book, { templates, isWhole: true }, NOW);
  for (let i = 0; i < 10; i++) await states.note(news(`more-${i}`, 'REJECTED'));
  expect(await server.connect().hlen('kairos:{templates}:states')).toBeLessThanOrEqual(5_000);
  expect(states.stateOf(book, 'more-9', 'de')).toBeUndefined();
  await states.replace(book, { templates: [], isWhole: true }, NOW + 1);
  expect(states.stateOf(book, 't1', 'de')).toMatchObject({ state: 'ABSENT' });
});

test('of two engines one asks for a book, and again when its list is a quarter of an hour old', async () => {
  const { states, open, book, clock } = setUp();
  const other = open();
  const turns = await Promise.all([states.takeTurn(book), other.takeTurn(book)]);
  expect(turns.toSorted()).toEqual([false, true]);
  await states.replace(book, { templates: [], isWhole: true }, NOW);
  await server.connect().del(`kairos:{templates}:turn:${book}`);
  expect(await states.takeTurn(book)).toBe(false);
  clock.at += 15 * 60_000;
  expect(await states.takeTurn(book)).toBe(true);
});
