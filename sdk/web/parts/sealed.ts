import type { Cipher, Kept, SignalStore } from '../../app/contract.ts';

const TABLE = 'keys';
const NAME = 'signals';
const IV_BYTES = 12;

/**
 * Opens the cipher of a site (AES-GCM). Its key is in IndexedDB and cannot be read out of it, not by this page either,
 * so a copy of the browser's files alone tells nothing. Rejects where the browser has no such key.
 */
export async function openCipher(name: string): Promise<Cipher> {
  const key = await openKey(`${name}:seal`);
  return {
    async seal(text) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
      return textOf([...iv, ...new Uint8Array(sealed)]);
    },
    async open(text) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const [iv, sealed] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES)];
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
    },
  };
}

/** Makes a store whose signals are encrypted. What another key has sealed, or a hand has changed, is no signal. */
export function sealStore(store: SignalStore, { seal, open }: Cipher): SignalStore {
  const openOne = async (one: Kept): Promise<readonly Kept[]> => {
    try {
      return [{ ...one, text: await open(one.text) }];
    } catch {
      return [];
    }
  };
  return {
    all: async () => (await Promise.all((await store.all()).map(openOne))).flat(),
    put: async (signals) =>
      store.put(await Promise.all(signals.map(async (one) => ({ ...one, text: await seal(one.text) })))),
    remove: (keys) => store.remove(keys),
  };
}

/** Returns the key of this site, which the first tab makes. */
async function openKey(name: string): Promise<CryptoKey> {
  const mine = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(TABLE, 'readwrite');
      const table = transaction.objectStore(TABLE);
      const asked = table.get(NAME);
      let key = mine;
      asked.onsuccess = () => {
        if (asked.result) key = asked.result as CryptoKey;
        else table.put(mine, NAME);
      };
      transaction.oncomplete = () => resolve(key);
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

function textOf(bytes: readonly number[]): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
