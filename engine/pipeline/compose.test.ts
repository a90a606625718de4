import { expect, test } from 'vitest';
import { liveWith } from '../../test/support/bare-engine.ts';
import { THURSDAY_EVENING as T } from '../../test/support/moments.ts';
import { wordsOf } from '../../test/support/words-of.ts';
import type { Moment } from '../../triggers/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { addressOf, settingOf, traitsOf } from './compose.ts';

const live = liveWith({}, 1);
const stateWith = (values: Readonly<Record<string, unknown>>) => ({
  ...emptyState('ann'),
  values: Object.fromEntries(Object.entries(values).map(([name, v]) => [name, { v, at: T, source: 'test' }])) as never,
});

test('the traits of a customer are what was said of them and still stands', () => {
  const traits = traitsOf(
    stateWith({ 'customer.email': 'a@b.example', 'customer.a.b': 0, 'customer.gone': null, 'cart.value': 5 }),
  );
  expect({ ...traits }).toEqual({ email: 'a@b.example', 'a.b': 0 });
  expect(Object.getPrototypeOf(traits)).toBeNull();
});

test('a channel is reached by its own rule; one that is not there is not', () => {
  const channel = {
    ...{ name: 'email', ...wordsOf(''), slots: {}, defaultProvider: 'smtp' },
    address: (
      id: string,
      { email }: Readonly<Record<string, unknown>>,
      { domain = 'none' }: object & { domain?: string },
    ) => `${id} ${email} ${domain}`,
  };
  const state = stateWith({ 'customer.email': 'x' });
  expect(addressOf(state, channel, live)).toBe('ann x none');
  expect(addressOf(state, undefined, live)).toBeUndefined();
});

test('a message is written in the customer’s locale, else their device’s, else the workspace’s', () => {
  const localeOf = (values: Readonly<Record<string, unknown>>) =>
    settingOf(
      {
        at: T,
        state: stateWith(values),
        world: { zone: 'Europe/Berlin', zoneAt: () => undefined },
      } as unknown as Moment,
      live,
    ).locale;
  expect(localeOf({ 'customer.locale': 'de_at', 'device.locale': 'fr-FR' })).toBe('de-AT');
  expect(localeOf({ 'customer.locale': 'none at all', 'device.locale': 'fr-FR' })).toBe('fr-FR');
  expect(localeOf({ 'customer.locale': null })).toBe(live.workspace.locale);
});

test('a message is formatted for the workspace’s currency and home, at the moment’s time and zone', () => {
  const moment = { at: T, state: stateWith({}), world: { zone: 'Europe/Berlin', zoneAt: () => undefined } };
  const { locale, currency } = live.workspace;
  expect(settingOf(moment as unknown as Moment, live)).toEqual({
    ...{ at: T, zone: 'Europe/Berlin', locale, home: locale, currency },
  });
});
