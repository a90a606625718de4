import { expect, test } from 'vitest';
import { InvalidDefinitions } from '../contract.ts';
import { parseWorkspace } from './workspace.ts';

const problemsOf = (body: unknown) => {
  try {
    parseWorkspace('workspace.yaml', body);
  } catch (cause) {
    if (cause instanceof InvalidDefinitions) return cause.problems.map((p) => `${p.source} ${p.path}: ${p.expected}`);
    throw cause;
  }
  return [];
};

test('an empty workspace gets careful defaults', () => {
  for (const body of [{}, null, undefined]) {
    expect(parseWorkspace('workspace.yaml', body)).toEqual({
      name: 'Kairos',
      zone: 'UTC',
      locale: 'en',
      currency: 'EUR',
      segments: {},
      channels: ['in-app', 'email'],
      purposes: { offers: { marketing: true, anyHour: false }, service: { marketing: false, anyHour: true } },
      quietHours: { from: '22:00', to: '08:00' },
      caps: [{ most: 5, withinMs: 86_400_000 }],
      measureMs: 28 * 86_400_000,
      messagesPerMoment: 1,
      sender: { name: 'Kairos', email: 'kairos@localhost' },
      providers: {},
    });
  }
});

test('everything a marketer writes arrives', () => {
  const workspace = parseWorkspace('workspace.yaml', {
    name: 'Corner Stores',
    zone: 'Europe/Berlin',
    locale: 'de-DE',
    currency: 'EUR',
    channels: ['email', 'webhook'],
    purposes: { offers: {}, receipts: { marketing: false, 'any-hour': true } },
    'quiet-hours': { from: '21:30', to: '07:00' },
    caps: [{ most: 2, within: '1h30m', purpose: 'offers', channel: 'email' }],
    'messages-per-moment': 2,
    sender: { name: 'Corner', email: 'hi@corner.example', 'postal-address': 'Street 1, Berlin' },
    providers: { email: { url: 'smtp://localhost' } },
  });
  expect(workspace).toMatchObject({
    purposes: { offers: { marketing: true, anyHour: false }, receipts: { marketing: false, anyHour: true } },
    quietHours: { from: '21:30', to: '07:00' },
    caps: [{ most: 2, withinMs: 5_400_000, purpose: 'offers', channel: 'email' }],
    messagesPerMoment: 2,
    sender: { postalAddress: 'Street 1, Berlin' },
    providers: { email: { url: 'smtp://localhost' } },
  });
});

test('quiet hours can be switched off', () => {
  expect(parseWorkspace('workspace.yaml', { 'quiet-hours': 'off' }).quietHours).toBeUndefined();
});

test('every problem is named at once, with where and what was expected', () => {
  expect(
    problemsOf({
      zone: 'Europe/Berln',
      locale: 'd',
      currency: 'euro',
      'quite-hours': 'off',
      'quiet-hours': { from: '25:00', to: '07:00' },
      caps: [{ most: 0, within: 'a day' }],
      sender: { name: 'x' },
      providers: { email: 'smtp' },
    }),
  ).toEqual([
    'workspace.yaml zone: an IANA zone such as Europe/Berlin',
    'workspace.yaml locale: a BCP 47 locale such as de-DE',
    'workspace.yaml currency: an ISO 4217 currency such as EUR',
    'workspace.yaml quiet-hours.from: a time from 00:00 to 23:59',
    'workspace.yaml caps[0].most: a whole number from 1 to 1000',
    expect.stringContaining('workspace.yaml caps[0].within: a duration such as'),
    'workspace.yaml sender.email: an e-mail address',
    'workspace.yaml providers.email: a map of settings, or a list of accounts',
    expect.stringContaining('workspace.yaml quite-hours: one of name, zone, locale, '),
  ]);
  expect(problemsOf({ 'quite-hours': 'off' })[0]).toContain("the nearest to 'quite-hours' is 'quiet-hours'");
});

test('a cap on a purpose or channel that the workspace does not have is refused', () => {
  expect(problemsOf({ caps: [{ most: 1, within: '1h', purpose: 'offer', channel: 'emial' }] })).toEqual([
    "workspace.yaml caps[0].purpose: one of the purposes offers, service; the nearest to 'offer' is 'offers'",
    "workspace.yaml caps[0].channel: one of the channels in-app, email; the nearest to 'emial' is 'email'",
  ]);
});

test('a workspace that is no map is refused', () => {
  for (const body of ['x', 3, []]) expect(problemsOf(body)).toHaveLength(1);
});

test.each([
  [
    { name: 'Shop\r\nBcc: all@example.org', email: 'a@shop.example' },
    'sender.name: one line without control characters',
  ],
  [{ name: 'Shop\u2028', email: 'a@shop.example' }, 'sender.name: one line without control characters'],
  [{ name: 'Shop', email: 'a\u0000@shop.example' }, 'sender.email: an e-mail address without control characters'],
  [
    { name: 'Shop', email: 'a@shop.example', 'postal-address': 'Street 1\u0007' },
    'sender.postal-address: lines without control characters',
  ],
])('a sender that could write headers of its own is refused: %j', (sender, expected) => {
  expect(problemsOf({ sender })).toEqual([`workspace.yaml ${expected}`]);
});

test('a postal address may have lines', () => {
  expect(
    problemsOf({ sender: { name: 'Shop', email: 'a@shop.example', 'postal-address': 'Street 1\nBerlin' } }),
  ).toEqual([]);
});
