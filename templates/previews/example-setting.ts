import type { Setting } from '../contract.ts';

/** The setting of helpers' examples: a summer evening in Vienna, in English. */
export const EXAMPLE_SETTING: Setting = {
  at: Date.UTC(2026, 5, 5, 16, 30),
  zone: 'Europe/Vienna',
  locale: 'en-GB',
  home: 'en-GB',
  currency: 'EUR',
};
