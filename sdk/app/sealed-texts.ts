import type { TextStore } from './contract.ts';

/** Encrypts and decrypts texts, with a key that the platform guards: its keychain or key store. */
export interface Cipher {
  seal(text: string): string | Promise<string>;
  /** Throws or rejects for what it did not seal. */
  open(sealed: string): string | Promise<string>;
}

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
