import type { Cipher, TextStore } from './contract.ts';

/** Makes a store whose texts are encrypted; what cannot be decrypted is not there. */
export function sealTexts(store: TextStore, { seal, open }: Cipher): TextStore {
  return {
    async getItem(name) {
      const sealed = await store.getItem(name);
      if (sealed === null || sealed === undefined) return sealed;
      try {
        return await open(sealed);
      } catch {
        return null;
      }
    },
    setItem: async (name, text) => store.setItem(name, await seal(text)),
    removeItem: (name) => store.removeItem(name),
    getAllKeys: () => store.getAllKeys(),
  };
}
