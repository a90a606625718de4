import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Channel } from './contract.ts';
import { createExpectAddress } from './expect-address.ts';

const kinds = await loadFolder<Channel>(new URL('kinds/', import.meta.url));

test('an address that none of the channels in use can use is told what it should be', () => {
  const expected = createExpectAddress(kinds, ['email', 'sms', 'telegram'], {});
  expect(expected('email', 'ann@example.org')).toBeUndefined();
  expect(expected('email', 'not an address')).toBe('an e-mail address, such as ann@example.org');
  expect(expected('phone', '+49 1511 2345678')).toBeUndefined();
  for (const phone of ['0151 12345678', '+49 12', 'call me', 15112345678]) {
    expect(expected('phone', phone), String(phone)).toMatch(/^a phone number in E\.164/);
  }
  expect(expected('telegramId', 4711)).toBeUndefined();
  expect(expected('telegramId', '@ann')).toMatch(/Telegram/);
});

test('a number without its country is one where an account says where numbers are from', () => {
  const expected = createExpectAddress(kinds, ['sms', 'whatsapp'], { sms: { country: 'DE' }, whatsapp: {} });
  expect(expected('phone', '01511 2345678')).toBeUndefined();
});

test('what no channel in use reads is not looked at', () => {
  const expected = createExpectAddress(kinds, ['in-app'], {});
  expect([expected('phone', 'call me'), expected('email', 7), expected('plan', 'gold')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('every channel that reads addresses from traits says what they should be, and takes what it says as an example', () => {
  for (const { name, traits = {}, address } of kinds.values()) {
    for (const [trait, words] of Object.entries(traits)) {
      const example = /such as ([^\s,]+)/.exec(words)?.[1];
      if (example) expect(address('c', { [trait]: example }, {}), name).toBeDefined();
      expect(address('c', { [trait]: 'no address at all' }, {}), name).toBeUndefined();
    }
  }
});
