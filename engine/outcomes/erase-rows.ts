import type { OutcomeStore } from '../stores/contract.ts';

const TABLES = ['signals', 'outcomes', 'messages'];

/**
 * Deletes the rows of customers from every table and resolves when they are off the disk: parts are written anew, as a
 * mark that hides a row would keep it (and is refused on a table with projections).
 */
export async function eraseRows(store: Pick<OutcomeStore, 'command'>, customers: readonly string[]): Promise<void> {
  for (const table of TABLES) {
    const sql = `ALTER TABLE ${table} DELETE WHERE customer IN {customers:Array(String)} SETTINGS mutations_sync = 2`;
    await store.command(sql, { customers });
  }
}
