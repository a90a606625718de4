import type { Keys } from '../access/contract.ts';
import type { Confirmation } from './contract.ts';

/** The uses that tokens are sealed for. */
export const CONFIRMATION = 'confirmation';
export const PREFERENCES = 'preferences';

/** Returns the token of a customer's own page. */
export function preferenceToken(keys: Pick<Keys, 'sealedToken'>, customer: string): string {
  return keys.sealedToken(PREFERENCES, [customer]);
}

/** Returns the token of the link that confirms a yes. */
export function confirmationToken(keys: Pick<Keys, 'sealedToken'>, confirmation: Confirmation): string {
  const { customer, purpose, address, delivery, askedAt } = confirmation;
  return keys.sealedToken(CONFIRMATION, [customer, purpose, address, delivery, askedAt]);
}
