import { groupByTable, insertBatch } from '../../engine/outcomes/batch.ts';
import { layoutOf } from '../../engine/outcomes/layouts.ts';
import type { OutcomeStore } from '../../engine/stores/contract.ts';

/** What a line of the outcome streams says, by the names of its columns. */
export function rowOf<T extends object>(line: string): T {
  const values = JSON.parse(line.slice(1)) as readonly unknown[];
  const all = layoutOf(line)!.columns!;
  const columns = all.slice(all.indexOf('row') + 1);
  if (values.length > columns.length) throw new Error(`${line} has more values than its table has columns`);
  return Object.fromEntries(values.map((value, i) => [columns[i]!, value])) as T;
}

/** What every line of an entry says. */
export function rowsIn<T extends object>(text: string): readonly T[] {
  return text.split('\n').map((line) => rowOf<T>(line));
}

let seq = 0;

/** Puts lines into ClickHouse as the sink does. Throws when one cannot be read. */
export async function storeLines(store: OutcomeStore, lines: readonly string[]): Promise<void> {
  const entry = { shard: 0, id: '', ms: Date.now(), seq: seq++, lines, chars: 0 };
  const refuse = async (line: string, why: string) => {
    throw new Error(`${line}: ${why}`);
  };
  await insertBatch(store, await groupByTable([entry], refuse), '', refuse);
}
