import { expect, test } from 'vitest';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import message from '../signals/message.ts';
import type { CustomerState } from '../state/contract.ts';
import { emptyState } from '../state/empty-state.ts';
import { refuseReply } from './refuse-reply.ts';

const HOUR = 3_600_000;
const writing = (channel: string, at = T): CustomerState => {
  const state = { ...emptyState('c1'), firstAt: T };
  const value = { state: 'replied', channel, text: 'Hello' };
  message.effect(state, { id: 's', kind: 'message', customer: 'c1', at, value });
  return state;
};
const saying = (granted: boolean, key: string, at = T) => ({ [key]: { granted, at, source: 'reply' } });

test('a person may reply to whoever wrote, without any yes', () => {
  expect(refuseReply(writing('sms'), 'sms', '+49301', T)).toBeUndefined();
  const toOffers = { ...writing('sms'), consents: saying(false, 'sms:offers') };
  expect(refuseReply(toOffers, 'sms', '+49301', T), 'a no to one purpose is none to an answer').toBeUndefined();
});

test('a customer who wants nothing more by a channel gets no reply there, until they say yes again', () => {
  const reason = { code: 'opted-out', args: { channels: ['sms'] } };
  for (const key of ['sms:*', '*:*']) {
    const stopped = { ...writing('sms'), consents: saying(false, key) };
    expect(refuseReply(stopped, 'sms', '+49301', T)).toEqual({ gate: 'consent', reason });
  }
  const again = { ...saying(false, '*:*'), ...saying(true, 'sms:*', T + 1) };
  expect(refuseReply({ ...writing('sms'), consents: again }, 'sms', '+49301', T)).toBeUndefined();
});

test('a dead address, a closed window and an erased customer stop it', () => {
  const dead = { ...writing('email'), suppressed: { 'email:a@b.example': { reason: 'bounced: 550', at: T } } };
  expect(refuseReply(dead, 'email', 'A@b.example', T)).toMatchObject({
    gate: 'suppression',
    reason: { words: 'bounced: 550' },
  });
  expect(refuseReply(dead, 'email', 'new@b.example', T)).toBeUndefined();
  const chat = writing('whatsapp');
  expect(refuseReply(chat, 'whatsapp', '+49301', T + 24 * HOUR - 1)).toBeUndefined();
  expect(refuseReply(chat, 'whatsapp', '+49301', T + 24 * HOUR)).toMatchObject({
    ...{ gate: 'window', reason: { code: 'window-closed', args: { channels: ['whatsapp'] } } },
  });
  expect(refuseReply(emptyState('c1'), 'sms', '+49301', T)).toMatchObject({ gate: 'erasure' });
});
