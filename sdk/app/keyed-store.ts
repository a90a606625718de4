import type { Kept, Rank, SignalStore, TextStore } from './contract.ts';

/** Creates a store of signals over texts by name: `localStorage`, AsyncStorage. Each signal is one text. */
export function createKeyedStore(texts: TextStore, prefix: string): SignalStore {
  return {
    async all() {
      const names = (await texts.getAllKeys()).filter((name) => name.startsWith(prefix)).sort();
      const found = await Promise.all(
        names.map(async (name) => read(name.slice(prefix.length), await texts.getItem(name))),
      );
      return found.filter((one) => one !== undefined);
    },
    async put(signals) {
      for (const { key, id, rank, text, isRaw } of signals) {
        await texts.setItem(prefix + key, JSON.stringify([id, rank, text, isRaw ? 1 : 0]));
      }
    },
    async remove(keys) {
      for (const key of keys) await texts.removeItem(prefix + key);
    },
  };
}

/** A text that was cut short, or is of somebody else, is no signal. */
function read(key: string, text: string | null | undefined): Kept | undefined {
  try {
    const [id, rank, signal, raw] = JSON.parse(text ?? '') as [string, Rank, string, number];
    return { key, id, rank, text: signal, ...(raw === 1 && { isRaw: true }) };
  } catch {
    return undefined;
  }
}
