import { expect, test } from 'vitest';
import { joinChannels, noteAsked, noteClosed, noteReplied, noteWritten } from './channel-memory.ts';
import { emptyState } from './empty-state.ts';
import { liftBlock, suppress, suppressionOf } from './suppressed.ts';

test('of what was heard the latest stands, and a state from which nothing changed is not replaced', () => {
  const state = emptyState('c1');
  noteWritten(state, 'whatsapp', 20);
  const before = state.channels;
  noteWritten(state, 'whatsapp', 10);
  expect(state.channels).toBe(before);
  noteClosed(state, 'whatsapp', 30);
  noteAsked(state, 'email', 'news', 40);
  expect(state.channels).toEqual({
    whatsapp: { wroteAt: 20, closedAt: 30 },
    email: { asked: { news: 40 } },
  });
});

test('the account to which they last wrote is known, and what people replied since then is counted', () => {
  const state = emptyState('c1');
  noteReplied(state, 'wechat', 5);
  expect(state.channels).toBeUndefined();
  noteWritten(state, 'wechat', 10, 'shop');
  noteReplied(state, 'wechat', 9);
  noteReplied(state, 'wechat', 11);
  noteReplied(state, 'wechat', 12);
  noteWritten(state, 'wechat', 8, 'late');
  expect(state.channels).toEqual({ wechat: { wroteAt: 10, account: 'shop', replies: 2 } });
  const joined = joinChannels(state.channels, { wechat: { wroteAt: 7, account: 'old', replies: 4, closedAt: 3 } });
  expect(joined).toEqual({ wechat: { wroteAt: 10, account: 'shop', replies: 2, closedAt: 3 } });
  noteWritten(state, 'wechat', 20);
  expect(state.channels).toEqual({ wechat: { wroteAt: 20 } });
});

test('two customers who are one remember what either did, and joining them again changes nothing', () => {
  const mine = {
    push: { wroteAt: 5, fared: { 'evening.phone': { hits: 1, misses: 0, at: 50 } } },
    email: { asked: { news: 7 } },
  };
  const theirs = {
    push: { wroteAt: 9, closedAt: 3, fared: { 'evening.phone': { hits: 0, misses: 4, at: 40 } } },
    sms: { wroteAt: 1 },
  };
  const joined = joinChannels(mine, theirs);
  expect(joined).toEqual({
    push: { wroteAt: 9, closedAt: 3, fared: { 'evening.phone': { hits: 1, misses: 0, at: 50 } } },
    email: { asked: { news: 7 } },
    sms: { wroteAt: 1 },
  });
  expect(joinChannels(joined, theirs)).toEqual(joined);
});

test('however many channels are said, few are kept: those that were used last', () => {
  const state = emptyState('c1');
  for (let n = 0; n < 50; n++) noteWritten(state, `channel-${n}`, n + 1);
  expect(Object.keys(state.channels!)).toHaveLength(32);
  expect(state.channels).toHaveProperty('channel-49');
  expect(state.channels).not.toHaveProperty('channel-0');
});

test('a block ends with its lifting, a dead address and a complaint do not', () => {
  const state = emptyState('c1');
  suppress(state, 'telegram', '9', { reason: 'blocked', at: 10 });
  suppress(state, 'telegram', '8', { reason: 'bounced: gone', at: 10 });
  suppress(state, 'line', undefined, { reason: 'complained', at: 10 });
  liftBlock(state, 'telegram', 5);
  expect(suppressionOf(state, 'telegram', '9'), 'told late').toBeDefined();
  liftBlock(state, 'telegram', 20);
  liftBlock(state, 'line', 20);
  expect(suppressionOf(state, 'telegram', '9')).toBeUndefined();
  expect(suppressionOf(state, 'telegram', '8')).toBeDefined();
  expect(suppressionOf(state, 'line', 'U1')).toBeDefined();
});
