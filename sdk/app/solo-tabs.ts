import type { Tabs } from './contract.ts';

/** The tabs of an app that has none: it leads, and calls one thing after the other. */
export const SOLO: Tabs = {
  say: () => undefined,
  hear: () => undefined,
  lead: (became) => became(),
  alone: (run) => run(),
  close: () => undefined,
};
