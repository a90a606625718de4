import type { SendResult } from '../../../channels/contract.ts';
import type { OpenAccount } from '../../../channels/open.ts';

/**
 * How many messages each account has at once: few at first, more while they are taken. An account that is slow or fails
 * fills its own room and nobody else's. A provider of ours has as many as there are: a parcel that found it full would
 * go on as thirty jobs, and come back over seconds.
 *
 * A message holds a place from the moment that its account is chosen, or that it is let go for the account: what is
 * asked of Redis in between takes time, in which others would choose the same place.
 */
export interface AccountRooms {
  /** How many messages these accounts have at once, all together; as many as there are, where a room became smaller. */
  atOnce(accounts: readonly OpenAccount[]): number;
  /** Returns how many more messages the account may have now. */
  free(account: OpenAccount): number;
  /** Tells whether the account has as many as it may, for this message: the place that it holds is its own. */
  isFull(account: OpenAccount, id: string): boolean;
  /** Tells whether another message holds a place of the account. */
  isHeld(account: OpenAccount, id: string): boolean;
  /** Holds a place for a message, which gives up any other place. */
  hold(account: OpenAccount, id: string): void;
  /** Gives up the place of a message that holds one. */
  release(id: string): void;
  /**
   * Makes an attempt within the account's room, and learns from its result. The place that the message holds becomes
   * it.
   */
  within(
    account: OpenAccount,
    id: string,
    attempt: () => Promise<SendResult | undefined>,
  ): Promise<SendResult | undefined>;
}

/** So few meet a service of which nothing is known: as many failures open its breaker, so it gets fewer than 20. */
const AT_FIRST = 10;
/**
 * What a failure costs; at a third of failures the pace stays. With twice as much an account of which a fifth fails
 * stays at ten, and where some of these hang for 15 s it takes 16 messages a second of 200 (bench: nightmare).
 */
const LOST_BY_FAILURE = 2;
/** For each message that a connection sends, another one reads or writes its record. */
const JOBS_A_SENDER = 2;

interface Room {
  most: number;
  /** Messages whose attempt is under way. */
  taken: number;
  /** Places that are held for messages to come. */
  held: number;
}

/**
 * Creates the rooms of accounts, of `most` messages each. Each message that is taken lets one more go beside it, so
 * that a service at its best has all of them within a few answers, and one that fails has few to fail.
 */
export function createAccountRooms(most: number): AccountRooms {
  const rooms = new WeakMap<OpenAccount, Room>();
  const holders = new Map<string, { readonly account: OpenAccount; readonly room: Room }>();
  const mostOf = ({ connection: { atOnce } }: OpenAccount) =>
    atOnce === undefined ? most : Math.min(most, JOBS_A_SENDER * atOnce);
  const roomOf = (account: OpenAccount) => {
    const known = rooms.get(account);
    if (known) return known;
    const room: Room = { most: Math.min(AT_FIRST, mostOf(account)), taken: 0, held: 0 };
    rooms.set(account, room);
    return room;
  };
  /** How many places are held for other messages. */
  const heldBeside = (account: OpenAccount, id: string) =>
    roomOf(account).held - (holders.get(id)?.account === account ? 1 : 0);
  const release = (id: string) => {
    const holder = holders.get(id);
    if (!holder) return;
    holders.delete(id);
    holder.room.held--;
  };
  return {
    atOnce: (accounts) =>
      Math.max(
        1,
        accounts.reduce((sum, account) => {
          if (account.provider.isOurs) return sum + most;
          const room = roomOf(account);
          // What hangs in a room that became smaller takes no job from the other accounts.
          return sum + Math.max(room.most, room.taken);
        }, 0),
      ),
    free(account) {
      if (account.provider.isOurs) return most;
      const room = roomOf(account);
      return Math.max(0, room.most - room.taken - room.held);
    },
    isFull(account, id) {
      if (account.provider.isOurs) return false;
      const { most, taken } = roomOf(account);
      return taken + heldBeside(account, id) >= most;
    },
    isHeld: (account, id) => heldBeside(account, id) > 0,
    hold(account, id) {
      if (account.provider.isOurs || holders.get(id)?.account === account) return;
      release(id);
      const room = roomOf(account);
      room.held++;
      holders.set(id, { account, room });
    },
    release,
    async within(account, id, attempt) {
      if (account.provider.isOurs) return attempt();
      release(id);
      const room = roomOf(account);
      room.taken++;
      try {
        const result = await attempt();
        if (result && result.kind !== 'permanent') {
          const next = room.most + (result.kind === 'accepted' ? 1 : -LOST_BY_FAILURE);
          const upTo = mostOf(account);
          room.most = Math.min(upTo, Math.max(Math.min(AT_FIRST, upTo), next));
        }
        return result;
      } finally {
        room.taken--;
      }
    },
  };
}
