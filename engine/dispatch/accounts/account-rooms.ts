import type { SendResult } from '../../../channels/contract.ts';
import type { OpenAccount } from '../../../channels/open.ts';
import type { Clock } from '../../contract.ts';

/**
 * How many messages each account has at once: few at first, more while they are taken. An account that is slow or fails
 * fills its own room and nobody else's. A provider of ours has as many as there are: a parcel that found it full would go
 * on as thirty jobs, and come back over seconds.
 */
export interface AccountRooms {
  /** How many messages these accounts have at once, all together. */
  atOnce(accounts: readonly OpenAccount[]): number;
  /** Tells whether the account has as many as it may. */
  isFull(account: OpenAccount): boolean;
  /**
   * Returns when one more message that waits for the account would come back, real time, not before `from`. Those that wait
   * come back one after the other, as fast as the account takes them; its place is kept by `keepTurn`.
   */
  nextBack(account: OpenAccount, from: number): number;
  /** Keeps the place of a message that comes back at a time which `nextBack` returned. */
  keepTurn(account: OpenAccount, at: number): void;
  /** Makes an attempt within the account's room, and learns from its result. */
  within(account: OpenAccount, attempt: () => Promise<SendResult | undefined>): Promise<SendResult | undefined>;
}

/** So few meet a service of which nothing is known: as many failures open its breaker, so it gets fewer than 20. */
const AT_FIRST = 10;
/**
 * What a failure costs; at a third of failures the pace stays. With twice as much an account of which a fifth fails stays at
 * ten, and where some of these hang for 15 s it takes 16 messages a second of 200 (bench: nightmare).
 */
const LOST_BY_FAILURE = 2;
const FIRST_WAIT_MS = 100;
/** How far apart messages come back to an account that has taken none yet: as an answer within 50 ms would take them. */
const APART_AT_FIRST_MS = 5;
/** A process does no more than this, and a message that comes back to a full room costs as much. */
const LEAST_APART_MS = 0.5;
/** The weight of the newest answer in how long an account takes for one. */
const NEWEST_SHARE = 0.1;
const LONGEST_WAIT_MS = 15_000;

interface Room {
  most: number;
  taken: number;
  /** When the last of those that wait comes back, real time. */
  lastBack: number;
  /** How long the account takes for a message that it accepts. Absent: it has accepted none. */
  tookMs: number | undefined;
}

/**
 * Creates the rooms of accounts, of `most` messages each. Each message that is taken lets one more go beside it, so that a
 * service at its best has all of them within a few answers, and one that fails has few to fail.
 */
export function createAccountRooms(most: number, { wall }: Pick<Clock, 'wall'>): AccountRooms {
  const rooms = new WeakMap<OpenAccount, Room>();
  const fewest = Math.min(AT_FIRST, most);
  const roomOf = (account: OpenAccount) => {
    const known = rooms.get(account);
    if (known) return known;
    const room: Room = { most: fewest, taken: 0, lastBack: 0, tookMs: undefined };
    rooms.set(account, room);
    return room;
  };
  return {
    atOnce: (accounts) =>
      Math.max(
        1,
        accounts.reduce((sum, account) => sum + (account.provider.isOurs ? most : roomOf(account).most), 0),
      ),
    isFull(account) {
      if (account.provider.isOurs) return false;
      const room = roomOf(account);
      return room.taken >= room.most;
    },
    nextBack(account, from) {
      const first = Math.max(wall() + FIRST_WAIT_MS, from);
      const room = roomOf(account);
      const next = room.lastBack + apartMs(account, room);
      return next < first || next > first + LONGEST_WAIT_MS ? first : next;
    },
    keepTurn(account, at) {
      roomOf(account).lastBack = at;
    },
    async within(account, attempt) {
      if (account.provider.isOurs) return attempt();
      const room = roomOf(account);
      room.taken++;
      const began = wall();
      try {
        const result = await attempt();
        if (result?.kind === 'accepted') noteTime(room, wall() - began);
        if (result && result.kind !== 'permanent') {
          const next = room.most + (result.kind === 'accepted' ? 1 : -LOST_BY_FAILURE);
          room.most = Math.min(most, Math.max(fewest, next));
        }
        return result;
      } finally {
        room.taken--;
      }
    },
  };
}

/** Returns how far apart an account takes messages: by its rate, and by its room and the time that it takes for one. */
function apartMs({ perSecond }: OpenAccount, { most, tookMs }: Room): number {
  const byRoom = tookMs === undefined ? APART_AT_FIRST_MS : tookMs / most;
  return Math.max(LEAST_APART_MS, byRoom, perSecond === undefined ? 0 : 1_000 / perSecond);
}

function noteTime(room: Room, tookMs: number): void {
  room.tookMs = room.tookMs === undefined ? tookMs : room.tookMs + NEWEST_SHARE * (tookMs - room.tookMs);
}
