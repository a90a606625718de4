import type { Kept, SignalStore, TextStore } from './contract.ts';

/** Creates a store that ends with the app, for where the platform refuses one. */
export function createMemoryStore(): SignalStore {
  const kept = new Map<string, Kept>();
  return {
    all: async () => [...kept.values()],
    async put(signals) {
      for (const one of signals) kept.set(one.key, one);
    },
    async remove(keys) {
      for (const key of keys) kept.delete(key);
    },
  };
}

/** Creates texts that end with the app. */
export function createMemoryTexts(): TextStore {
  const texts = new Map<string, string>();
  return {
    getItem: (name) => texts.get(name),
    setItem: (name, text) => texts.set(name, text),
    removeItem: (name) => texts.delete(name),
    getAllKeys: () => [...texts.keys()],
  };
}
