import type { CustomerState } from '../../triggers/state/contract.ts';
import { notFound } from './failures.ts';
import type { Customers } from './parts.ts';

/** Reads a customer's state. Throws Refused when nothing is known of them. */
export async function knownCustomer(customers: Pick<Customers, 'read'>, id: string): Promise<CustomerState> {
  const state = await customers.read(id);
  if (state.lastAt === 0 && Object.keys(state.values).length === 0) throw notFound('customer', id);
  return state;
}
