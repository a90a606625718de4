import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Channel } from './contract.ts';

const kinds = await loadFolder<Channel>(new URL('kinds/', import.meta.url));

for (const kind of kinds.values()) {
  test(`channel ${kind.name} describes itself and needs at least one slot`, () => {
    expect(kind.summary.en).toMatch(/\.$|workspace\.$/);
    expect(Object.values(kind.slots).some(({ required }) => required)).toBe(true);
    for (const slot of Object.values(kind.slots)) expect(slot.maxChars).toBeGreaterThan(0);
  });
}

const email = (address: unknown) => kinds.get('email')!.address('c1', { email: address }, {});

test('an e-mail goes to one well-formed address', () => {
  expect(email(' eva@example.org ')).toBe('eva@example.org');
  expect(email('eva+shop@mail.example.co.uk')).toBe('eva+shop@mail.example.co.uk');
  expect(email(`${'a'.repeat(64)}@b.c`)).toBe(`${'a'.repeat(64)}@b.c`);
  expect(email(`a@${'b'.repeat(253)}.c`)).toBe(`a@${'b'.repeat(253)}.c`);
  expect(email('grüße@exämple.org')).toBe('grüße@exämple.org');
  for (const no of [
    undefined,
    7,
    '',
    'eva',
    'eva@',
    '@example.org',
    'eva@localhost',
    'a@b.c, d@e.f',
    'a@b.c\r\nBcc: d@e.f',
    'a\u0000@b.cc',
    'a@b\u007f.cc',
    'a@b.cc\u0085c',
    'Eva <a@b.c>',
    'a@@b.c',
    'a@b.c;d@e.f',
    `${'a'.repeat(65)}@b.c`,
    'a@b.',
    '"a"@b.c',
    'eva a@b.c',
    `a@${'b'.repeat(255)}.c`,
  ]) {
    expect(email(no), String(no)).toBeUndefined();
  }
});

test('a template has to fill what cannot be left out, and each slot is written as what it is', () => {
  const slotsOf = (name: string) =>
    Object.entries(kinds.get(name)!.slots).map(
      ([slot, { format, required, maxChars, fills }]) =>
        `${slot}: ${format} of ${maxChars}${required ? ', required' : ''}${fills ? `, the ${fills}` : ''}`,
    );
  expect(slotsOf('email')).toEqual([
    'subject: header of 250, required',
    'preheader: text of 250',
    'html: html of 400000, required',
    'text: text of 200000',
    'attachments: json of 400000',
    'unsubscribe: text of 200',
    'language: text of 35, the language',
  ]);
  expect(slotsOf('in-app')).toEqual([
    'title: text of 120, required',
    'body: text of 1000, required',
    'action: url of 2000',
    'survey: text of 700',
    'form: text of 10',
    'card: text of 10',
  ]);
  expect(slotsOf('webhook')).toEqual(['payload: json of 20000, required']);
});

test('an in-app message goes to the customer, a webhook to the workspace’s URL', () => {
  expect(kinds.get('in-app')!.address('c1', {}, {})).toBe('c1');
  expect(kinds.get('webhook')!.address('c1', { url: 'https://evil.example' }, { url: 'https://hook.example/in' })).toBe(
    'https://hook.example/in',
  );
  expect(kinds.get('in-app')!.address('', {}, {})).toBeUndefined();
  expect(kinds.get('webhook')!.address('c1', {}, {})).toBeUndefined();
  expect(kinds.get('webhook')!.address('c1', {}, { url: 'no url' })).toBeUndefined();
});

test('a push message goes to every device that was registered', () => {
  const push = kinds.get('push')!;
  const traits = { 'push.phone': 'fcm:registration-token', 'push.pad': `apns:${'0a'.repeat(32)}`, email: 'a@b.cc' };
  const to = `apns:${'0a'.repeat(32)} fcm:registration-token`;
  expect(push.address('c1', traits, {})).toBe(to);
  expect(push.isAddress?.(to)).toBe(true);
  expect(push.address('c1', { 'push.x': 'nonsense', pushed: 'fcm:registration-token' }, {})).toBeUndefined();
  expect(push.isAddress?.('nonsense')).toBe(false);
});

test('an id or a number is an address of its own channel alone', () => {
  const to = (name: string, traits: object, settings = {}) => kinds.get(name)!.address('c1', { ...traits }, settings);
  expect(to('sms', { phone: '01511 2345678' }, { country: 'DE' })).toBe('+4915112345678');
  expect(to('whatsapp', { phone: '+49 1511 2345678' })).toBe('+4915112345678');
  expect(to('whatsapp', { whatsappId: 'US.13491208655302741918', phone: '+491' })).toBe('US.13491208655302741918');
  expect(to('telegram', { telegramId: 4242 })).toBe('4242');
  expect(to('line', { lineId: `U${'0'.repeat(32)}` })).toBe(`U${'0'.repeat(32)}`);
  expect(to('live-activity', { activityToken: '80b1'.repeat(20) })).toBe('80b1'.repeat(20));
  expect(to('tiktok', { tiktokId: 'Oh5KpB2d+tV/8xYzA0q1Rw==' })).toBe('Oh5KpB2d+tV/8xYzA0q1Rw==');
  expect(to('slack', {}, { room: 'C024BE91L' })).toBe('C024BE91L');
  expect(to('slack', { slackId: 'U024BE91L' }, { room: 'C024BE91L' })).toBe('U024BE91L');
  for (const name of [
    'sms',
    'whatsapp',
    'telegram',
    'line',
    'viber',
    'x',
    'tiktok',
    'messenger',
    'instagram',
    'slack',
  ]) {
    expect(
      to(name, {
        phone: 'x',
        telegramId: 'x',
        lineId: '',
        viberId: 7,
        xId: 0,
        tiktokId: 'a b',
        messengerId: 'a b',
        instagramId: null,
      }),
    ).toBeUndefined();
    expect(kinds.get(name)!.isAddress?.('no address')).toBe(false);
  }
});
