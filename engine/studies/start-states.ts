import { rewind } from '../../triggers/hearing/rewind.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { emptyState } from '../../triggers/state/empty-state.ts';
import type { RecordedBatch } from './contract.ts';

/** Returns the states of customers before a recording, computed from their stored states of today. */
export interface StartStates {
  /** The same recording; customers that come up in a piece are looked up before it is handed on. */
  before(recording: AsyncIterable<RecordedBatch>): AsyncIterable<RecordedBatch>;
  of(customer: string): CustomerState;
}

/** Creates the states at `from`. `read` reads a customer's stored state. */
export function startStatesAt(from: number, read: (customer: string) => Promise<CustomerState>): StartStates {
  /** Looked up and not yet begun with; null: begun with. */
  const found = new Map<string, CustomerState | null>();
  return {
    async *before(recording) {
      for await (const batch of recording) {
        const fresh = new Set<string>();
        for (const { customer } of batch.signals) if (customer !== '' && !found.has(customer)) fresh.add(customer);
        await Promise.all(Array.from(fresh, async (customer) => found.set(customer, await read(customer))));
        yield batch;
      }
    },
    of(customer) {
      const state = found.get(customer);
      found.set(customer, null);
      // Of one who was merged away all that is known belongs to who they turned out to be.
      return state?.id === customer ? rewind(state, from) : emptyState(customer);
    },
  };
}
