import type { Kept, SignalStore } from '../app/contract.ts';

const TABLE = 'signals';

/** Opens a store of signals in IndexedDB. Rejects where the browser refuses one, as in some private windows. */
export async function openIndexedStore(name: string): Promise<SignalStore> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE, { keyPath: 'key' });
  const database = await answerOf(opening);
  // Another version of the app may want to change it; a page that is open must not stop that.
  database.onversionchange = () => database.close();
  const change = (run: (table: IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      run(transaction.objectStore(TABLE));
    });
  return {
    all: () => answerOf<Kept[]>(database.transaction(TABLE).objectStore(TABLE).getAll()),
    put: (signals) =>
      change((table) => {
        for (const one of signals) table.put(one);
      }),
    remove: (keys) =>
      change((table) => {
        for (const key of keys) table.delete(key);
      }),
  };
}

function answerOf<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
