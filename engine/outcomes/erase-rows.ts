import type { OutcomeStore } from '../stores/contract.ts';

const TABLES = [
  'signals',
  'outcomes',
  'messages',
  'conversation',
  'consent_proofs',
  'decisions',
  'conversions',
  'visits',
  'customer_index',
];

/**
 * Deletes the rows of customers from every table. Resolves when they are gone from the disk: ClickHouse writes the
 * parts again, because a mark that hides a row would keep it, and tables with projections refuse it.
 */
export async function eraseRows(store: Pick<OutcomeStore, 'command'>, customers: readonly string[]): Promise<void> {
  for (const table of TABLES) {
    const sql = `ALTER TABLE ${table} DELETE WHERE customer IN {customers:Array(String)} SETTINGS mutations_sync = 2`;
    await store.command(sql, { customers });
  }
}
