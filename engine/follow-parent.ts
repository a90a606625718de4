import type { Closable } from './contract.ts';

const LOOK_EVERY_MS = 1_000;

/**
 * Calls `gone` once when the process that started this one has ended. A killed npm cannot stop its children, so the
 * engine notices by itself.
 */
export function followParent(parentOf: () => number, gone: () => void): Closable {
  const parent = parentOf();
  const timer = setInterval(() => {
    if (parentOf() === parent) return;
    clearInterval(timer);
    gone();
  }, LOOK_EVERY_MS).unref();
  return { close: async () => clearInterval(timer) };
}
