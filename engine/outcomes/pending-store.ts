import type { OutcomeStore } from '../stores/contract.ts';
import { NotOpenYet } from './contract.ts';

/**
 * Creates a store in front of one that is still being opened. Until then every call fails at once with NotOpenYet and
 * the reason. Closing it does not wait, and leaves the opened store to its opener.
 */
export function createPendingStore(opened: () => OutcomeStore | undefined, why: () => string): OutcomeStore {
  const ask = async <T>(question: (store: OutcomeStore) => Promise<T>): Promise<T> => {
    const store = opened();
    if (!store) throw new NotOpenYet(`${why()}; try again`);
    return question(store);
  };
  return {
    query: <T>(sql: string, params: Readonly<Record<string, unknown>>) => ask((store) => store.query<T>(sql, params)),
    measure: <T>(sql: string, params: Readonly<Record<string, unknown>>) =>
      ask((store) => store.measure<T>(sql, params)),
    read: (statement) => ask((store) => store.read(statement)),
    insert: (table, lines, how) => ask((store) => store.insert(table, lines, how)),
    command: (sql, params) => ask((store) => store.command(sql, params)),
    ping: async () => (await opened()?.ping()) ?? false,
    close: async () => undefined,
  };
}
