import type { Signal } from '../../sdk/protocol.ts';
import { mergeInto, pointTo } from '../../triggers/hearing/merge.ts';
import type { SignalKind } from '../../triggers/signals/contract.ts';
import type { CustomerState, MergeMemory } from '../../triggers/state/contract.ts';
import { groupsOf } from '../../triggers/vocabulary/signal-kinds.ts';

/** The customers in memory, limited in number. */
export interface States {
  readonly count: number;
  /** Returns the customer of a signal, after the merges it brings; undefined: there is no room for one more. */
  of(signal: Signal): CustomerState | undefined;
  /** A customer by one of their ids, begun when they are new; undefined: there is no room for one more. */
  begin(customer: string): CustomerState | undefined;
  /** Returns a known customer by any of their ids. */
  at(id: string): CustomerState | undefined;
  all(): Iterable<CustomerState>;
}

/**
 * Creates the customers; none is known yet. `begin` makes the state at a first signal. `mergeMemory` joins the waker
 * memories of two customers that are merged.
 */
export function createStates(
  kinds: ReadonlyMap<string, SignalKind>,
  most: number,
  begin: (customer: string) => CustomerState,
  mergeMemory: MergeMemory,
): States {
  const together = groupsOf(kinds);
  const states = new Map<string, CustomerState>();
  const at = (id: string): CustomerState | undefined => {
    const known = states.get(id);
    return known?.mergedInto === undefined ? known : states.get(known.mergedInto);
  };
  const stateOf = (customer: string): CustomerState | undefined => {
    if (states.has(customer)) return at(customer);
    if (states.size >= most) return undefined;
    const fresh = begin(customer);
    states.set(customer, fresh);
    return fresh;
  };
  return {
    get count() {
      return states.size;
    },
    of(signal) {
      const state = stateOf(signal.customer);
      const other = kinds.get(signal.kind)?.merges?.(signal.value);
      if (!state || other === undefined) return state;
      const from = stateOf(other);
      if (from && from !== state) {
        mergeInto(state, from, mergeMemory, together);
        states.set(from.id, pointTo(from, state.id));
        for (const alias of from.aliases) states.set(alias, pointTo(from, state.id));
      }
      return state;
    },
    begin: stateOf,
    at,
    *all() {
      for (const state of states.values()) if (state.mergedInto === undefined) yield state;
    },
  };
}
