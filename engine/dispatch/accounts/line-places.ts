import type { OpenAccount, OpenChannel } from '../../../channels/open.ts';
import type { AccountHealth } from './account-health.ts';
import type { AccountRates } from './account-rates.ts';
import type { AccountRooms } from './account-rooms.ts';
import type { Line } from './known-lines.ts';

export interface PlacesParts {
  readonly channels: () => ReadonlyMap<string, OpenChannel>;
  readonly health: Pick<AccountHealth, 'troubleOf' | 'isOnTrial'>;
  readonly rates: Pick<AccountRates, 'isSpent'>;
  readonly rooms: Pick<AccountRooms, 'free' | 'isHeld'>;
}

/** A pace of less than this is kept by one message after the other. */
const SLOW_PER_SECOND = 200;

/**
 * Returns the accounts of a line that can take messages now, one for each message and at most so many; undefined where
 * other accounts have to be looked for: the channel has none of them any more, or one at whose pace messages went is in
 * trouble.
 */
export function placesFor(
  { channel, accounts: names, isPace }: Line,
  most: number,
  { channels, health, rates, rooms }: PlacesParts,
): readonly (OpenAccount | undefined)[] {
  const accounts = channels()
    .get(channel)
    ?.accounts.filter(({ name }) => names.includes(name));
  if (!accounts?.length || (isPace && health.troubleOf(accounts[0]!))) {
    return Array.from({ length: Math.max(0, most) }, () => undefined);
  }
  const places: OpenAccount[] = [];
  for (const account of accounts) {
    if (health.troubleOf(account) || rates.isSpent(account)) continue;
    // One tries it out; of one with a pace few are let go, as those that are too many come back.
    const one = rooms.isHeld(account, '') ? 0 : 1;
    const atOnce = health.isOnTrial(account) ? one : (account.perSecond ?? Infinity) < SLOW_PER_SECOND ? one : most;
    const free = Math.min(rooms.free(account), atOnce, most - places.length);
    for (let i = 0; i < free; i++) places.push(account);
  }
  return places;
}
