import type { Setting } from './contract.ts';

/** What the examples of helpers are written for: a summer evening in Vienna, in English. */
export const EXAMPLE_SETTING: Setting = {
  at: Date.UTC(2026, 5, 5, 16, 30),
  zone: 'Europe/Vienna',
  locale: 'en-GB',
  home: 'en-GB',
  currency: 'EUR',
};
