import type { OutcomeStore } from './contract.ts';

/** ClickHouse is not open yet, or not again; trying later helps. */
export class NotOpenYet extends Error {
  override readonly name = 'NotOpenYet';
}

/**
 * A store that is still being opened. What is asked of it until then fails at once with NotOpenYet, saying why; closing waits for
 * nothing and leaves closing to whoever opens.
 */
export function createPendingStore(opened: () => OutcomeStore | undefined, why: () => string): OutcomeStore {
  const ask = async <T>(question: (store: OutcomeStore) => Promise<T>): Promise<T> => {
    const store = opened();
    if (!store) throw new NotOpenYet(`${why()}; try again`);
    return question(store);
  };
  return {
    query: <T>(sql: string, params: Readonly<Record<string, unknown>>) => ask((store) => store.query<T>(sql, params)),
    insert: (table, lines, how) => ask((store) => store.insert(table, lines, how)),
    command: (sql, params) => ask((store) => store.command(sql, params)),
    ping: async () => (await opened()?.ping()) ?? false,
    close: async () => undefined,
  };
}
