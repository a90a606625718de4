import type { Tabs } from './contract.ts';

/** The tabs of an app that has none: it leads. */
export const SOLO: Tabs = {
  say: () => undefined,
  hear: () => undefined,
  lead: (became) => became(),
  close: () => undefined,
};
