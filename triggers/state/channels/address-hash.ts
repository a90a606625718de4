import { derivedId } from '../../hash.ts';

/** Returns what stands for an address where the address itself is not to be kept; case does not matter. */
export function addressHash(address: string): string {
  return derivedId('address', address.trim().toLowerCase());
}
