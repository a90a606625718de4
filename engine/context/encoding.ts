import type { CustomerState, Known } from '../../triggers/state/contract.ts';

/** Values that one signal set together: who said so, when, how long it stays true (0: always), then name, value, name, value … */
type Group = [source: string, at: number, staysTrueMs: number, ...namesAndValues: unknown[]];

/** A state as text. Values of one signal share their time and source: half as long as plain JSON, and cheaper to make. */
export function encodeState(state: CustomerState): string {
  const groups: Group[] = [];
  for (const name in state.values) {
    const { v, at, until, source } = state.values[name]!;
    const staysTrueMs = until === undefined ? 0 : until - at;
    const group = groups.find((g) => g[1] === at && g[2] === staysTrueMs && g[0] === source);
    if (group) group.push(name, v);
    else groups.push([source, at, staysTrueMs, name, v]);
  }
  return JSON.stringify({ ...state, values: groups });
}

/** What `encodeState` wrote. */
export function decodeState(text: string): CustomerState {
  const state = JSON.parse(text) as Omit<CustomerState, 'values'> & { readonly values: readonly Group[] };
  const values: Record<string, Known> = {};
  for (const [source, at, staysTrueMs, ...rest] of state.values) {
    for (let i = 0; i < rest.length; i += 2) {
      const v = rest[i + 1];
      values[rest[i] as string] = staysTrueMs === 0 ? { v, at, source } : { v, at, until: at + staysTrueMs, source };
    }
  }
  return { ...state, values };
}
