import type { CustomerState, KnownValue } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import { createValues } from '../../triggers/state/records.ts';
import { SeenBytes } from './seen-bytes.ts';

/**
 * Values that one signal set: its source, its time, how long the values stay true (0: always), then name, value, name,
 * value …
 */
type Group = readonly [source: string, at: number, staysTrueMs: number, ...namesAndValues: unknown[]];

/** Reads the first encoding. It has no mark and begins with the brace of an object. */
export function decodePlain(text: string): CustomerState {
  const state = JSON.parse(text) as Omit<CustomerState, 'values' | 'seen' | 'definitions'> & {
    readonly values: readonly Group[];
    readonly seen: string;
  };
  const values = createValues<KnownValue>();
  for (const [source, at, staysTrueMs, ...rest] of state.values) {
    for (let i = 0; i < rest.length; i += 2) {
      const v = rest[i + 1];
      values[rest[i] as string] = staysTrueMs === 0 ? { v, at, source } : { v, at, until: at + staysTrueMs, source };
    }
  }
  return Object.assign(emptyState(state.id), state, { values, seen: new SeenBytes(state.seen), definitions: 0 });
}
