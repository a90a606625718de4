import { expect, test } from 'vitest';
import { loadFolder } from '../triggers/registry.ts';
import type { Channel } from './contract.ts';

const kinds = await loadFolder<Channel>(new URL('kinds/', import.meta.url));

for (const kind of kinds.values()) {
  test(`channel ${kind.name} describes itself and needs at least one slot`, () => {
    expect(kind.summary).toMatch(/\.$|workspace\.$/);
    expect(Object.values(kind.slots).some(({ required }) => required)).toBe(true);
    for (const slot of Object.values(kind.slots)) expect(slot.maxChars).toBeGreaterThan(0);
  });
}

const email = (address: unknown) => kinds.get('email')!.address('c1', { email: address }, {});

test('an e-mail goes to one well-formed address', () => {
  expect(email(' eva@example.org ')).toBe('eva@example.org');
  expect(email('eva+shop@mail.example.co.uk')).toBe('eva+shop@mail.example.co.uk');
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
  ]) {
    expect(email(no), String(no)).toBeUndefined();
  }
});

test('an in-app message goes to the customer, a webhook to the workspace’s URL', () => {
  expect(kinds.get('in-app')!.address('c1', {}, {})).toBe('c1');
  expect(kinds.get('webhook')!.address('c1', { url: 'https://evil.example' }, { url: 'https://hook.example/in' })).toBe(
    'https://hook.example/in',
  );
  expect(kinds.get('webhook')!.address('c1', {}, {})).toBeUndefined();
});
