import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Channel } from '../../channels/contract.ts';
import email from '../../channels/kinds/email.ts';
import sms from '../../channels/kinds/sms.ts';
import webhook from '../../channels/kinds/webhook.ts';
import type { Signal } from '../../sdk/protocol.ts';
import { createWilling, workspaceWith } from '../../test/support/moments.ts';
import consentKind from '../../triggers/signals/consent.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { createTokens } from '../access/tokens.ts';
import { preferencePage } from './page.ts';
import { createPreferences } from './preferences.ts';
import { confirmationToken, preferenceToken } from './tokens.ts';

const T = Date.UTC(2026, 10, 12, 18);
const DAY = 86_400_000;

/** A customer's page over a state that hears what it says. */
function pageOf(change: (state: CustomerState) => void = () => undefined) {
  const state = createWilling('anna');
  state.consents = {};
  change(state);
  let now = T;
  const keys = createTokens(randomBytes(32));
  const workspace = workspaceWith({
    channels: ['email', 'sms', 'in-app', 'webhook'],
    purposes: {
      offers: { marketing: true, anyHour: false, doubleOptIn: true },
      service: { marketing: false, anyHour: true },
    },
  });
  const told: Signal[] = [];
  const preferences = createPreferences({
    keys,
    read: async () => state,
    workspace: () => workspace,
    channels: new Map<string, Channel>([email, sms, webhook].map((channel) => [channel.name, channel])),
    addressOf: (_, channel) => ({ email: 'anna@post.example', sms: '+4930123', webhook: 'anna' })[channel],
    report: async (signal) => {
      told.push(signal);
      if (signal.kind === 'consent') consentKind.effect(state, signal);
    },
    clock: { now: () => now, wall: () => now },
  });
  const token = preferenceToken(keys, 'anna');
  return { state, keys, preferences, token, told, pass: (ms: number) => (now += ms) };
}

test('a page shows what the customer may choose, on the channels where they are reached', async () => {
  const { preferences, token } = pageOf((state) => {
    state.values['customer.locale'] = { v: 'de-AT', at: 1, source: 'identify' };
    state.consents = { 'email:offers': { granted: true, at: 1, source: 'form' } };
  });
  expect(await preferences.view(token)).toMatchObject({
    language: 'de',
    channels: [{ name: 'email' }, { name: 'sms' }],
    purposes: [
      { name: 'offers', says: { email: 'waits', sms: 'no' } },
      { name: 'service', says: { email: 'yes', sms: 'yes' } },
    ],
  });
  expect(await preferences.view(`${token}x`)).toBeUndefined();
});

test('what is chosen is told, and nothing else', async () => {
  const { preferences, token, told } = pageOf();
  const wanted = new Set(['email:service', 'sms:service', 'sms:offers']);
  expect(await preferences.save(token, { wanted, isNothing: false, language: 'de' })).toBe(true);
  expect(told.map(({ kind, value }) => ({ kind, ...value }))).toEqual([
    { kind: 'identify', traits: { locale: 'de' } },
    { kind: 'consent', channel: 'sms', purpose: 'offers', granted: true, source: 'preference-page' },
  ]);
  told.length = 0;
  await preferences.save(token, { wanted, isNothing: false });
  expect(told).toEqual([]);
  await preferences.save(token, { wanted, isNothing: true });
  expect(told.map(({ value }) => value)).toEqual([
    { channel: '*', purpose: '*', granted: false, source: 'preference-page' },
  ]);
  expect(await preferences.save('forged', { wanted, isNothing: true })).toBe(false);
});

test('a confirmation counts once, with its proof, for three days', async () => {
  const { preferences, keys, told, state, pass, token } = pageOf();
  const asked = { customer: 'anna', purpose: 'offers', address: 'anna@post.example', delivery: 'd-1', askedAt: T };
  const link = confirmationToken(keys, asked);
  expect(preferences.readConfirmation(link)).toEqual(asked);
  expect(preferences.readConfirmation(token), 'a link for another use').toBeUndefined();
  expect(preferences.readConfirmation(link.replace('.', 'x.'))).toBeUndefined();
  pass(60_000);
  await preferences.confirm(asked, 'Firefox');
  expect(told).toEqual([
    {
      ...{ id: 'd-1.confirmed', kind: 'consent', customer: 'anna', at: T + 60_000 },
      value: {
        ...{ channel: 'email', purpose: 'offers', granted: true, source: 'double-opt-in' },
        proof: { delivery: 'd-1', address: 'anna@post.example', askedAt: T, confirmedAt: T + 60_000, agent: 'Firefox' },
      },
    },
  ]);
  expect(state.consents['email:offers']).toMatchObject({ granted: true, proof: 'd-1' });
  expect((await preferences.view(token))!.purposes[0]!.says.email).toBe('yes');
  pass(3 * DAY);
  expect(preferences.readConfirmation(link)).toBe('over');
});

test('the page needs no script, names every box, and shows what is not a word of its own as text', () => {
  const { html } = preferencePage(
    {
      ...{ language: 'en', languages: ['en', 'de'], sender: '<b>Shop</b>' },
      channels: [{ name: 'email', title: 'E-mail' }],
      purposes: [{ name: 'offers', says: { email: 'waits' } }],
    },
    'n0nce',
    true,
  );
  expect(html).toContain('<html lang="en">');
  expect(html).toContain('<style nonce="n0nce">');
  expect(html).toContain('&#60;b&#62;Shop');
  expect(html).toMatch(
    /<label class="cell"><span class="hidden">offers, E-mail<\/span><input type="checkbox"[^>]* checked>/,
  );
  expect(html).not.toMatch(/<script|style="| on\w+="/);
  expect(html).toContain('role="status"');
});
