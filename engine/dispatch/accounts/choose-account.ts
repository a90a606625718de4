import type { OpenAccount } from '../../../channels/open.ts';
import type { DeliveryJob } from '../../jobs/contract.ts';
import type { AccountHealth } from './account-health.ts';
import type { AccountRooms } from './account-rooms.ts';

/** The account of the next attempt, or why there is none for now. */
export type AccountChoice =
  | { readonly account: OpenAccount }
  /** What the trouble of each account is. */
  | { readonly reason: string }
  /** No account serves this message: none is for its purpose or its customer's country. */
  | undefined;

/**
 * Returns the accounts that serve a message and its address, in the order in which they are tried: by `order`, and
 * within it by a draw with their weights that falls the same for the same message. The one that a reply is to go by is
 * the first.
 */
export function accountsFor(
  job: Pick<DeliveryJob, 'id' | 'purpose' | 'country' | 'to' | 'by' | 'account' | 'tellsOfStop'>,
  accounts: readonly OpenAccount[],
): readonly OpenAccount[] {
  const { id, purpose, country, to, by, account: first, tellsOfStop } = job;
  const serving = accounts.filter(
    ({ name, purposes, countries, provider }) =>
      // A person's reply, or that a STOP was heard, has no purpose of a trigger's.
      (by !== undefined || tellsOfStop || (purposes?.includes(purpose) ?? true)) &&
      (name === first || countries === undefined || countries.includes(country ?? '')) &&
      (provider.takes?.(to) ?? true),
  );
  if (serving.length < 2) return serving;
  return serving
    .map((account) => ({ account, draw: -Math.log(shareOf(`${id} ${account.name}`)) / account.weight }))
    .sort((a, b) => rankOf(a.account, first) - rankOf(b.account, first) || a.draw - b.draw)
    .map(({ account }) => account);
}

function rankOf({ name, order }: OpenAccount, first: string | undefined): number {
  return name === first ? -1 : order;
}

/**
 * Chooses the account of the attempt after `made` attempts: the next in turn that takes messages and has room for this
 * one. `serving` is what `accountsFor` returned.
 */
export function chooseAccount(
  id: string,
  serving: readonly OpenAccount[],
  made: number,
  { health, rooms }: AccountStates,
): AccountChoice {
  if (serving.length === 0) return undefined;
  const reasons: string[] = [];
  for (let i = 0; i < serving.length; i++) {
    const account = serving[(made + i) % serving.length]!;
    const trouble = health.troubleOf(account);
    // One message tries an account out, not all that look at it meanwhile.
    const isTaken = rooms.isFull(account, id) || (health.isOnTrial(account) && rooms.isHeld(account, id));
    if (!trouble && !isTaken) return { account };
    reasons.push(
      trouble ? `${account.name} is ${trouble.kind}: ${trouble.reason}` : `${account.name} has enough to do`,
    );
  }
  return { reason: reasons.join('; ') };
}

/** What is known of accounts at this moment. */
export interface AccountStates {
  readonly health: Pick<AccountHealth, 'troubleOf' | 'isOnTrial'>;
  readonly rooms: Pick<AccountRooms, 'isFull' | 'isHeld'>;
}

/** Draws a number above 0 and at most 1 from a text (FNV-1a, 32 bits, with a last mixing). */
function shareOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 1) / 2 ** 32;
}
